"""Whether anything changed since the last build, from sizes and times alone; no file is read.

Comes in: the exhibition's folder. Goes out: one digest over every file that a build may read.
Imports little, so that a build with nothing to do ends at once.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from cimaise import __version__

PACKAGE = Path(__file__).resolve().parent.parent

SKIPPED_FOLDERS = frozenset({"__pycache__", "node_modules", "dist", "tests", "benchmarks"})


def stat_digest(folder: Path, out: Path) -> str:
    """One digest of path, size and time of modification of all files under `folder` and of ours."""
    digest = hashlib.sha256()
    for root in (folder.resolve(), PACKAGE):
        for path, size, time in _files(root, out.resolve()):
            digest.update(f"{path}\0{size}\0{time}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


@lru_cache(maxsize=1)
def code_digest() -> str:
    """One digest of the state of Cimaise's own files: new code makes new files.

    Size and time of modification are what Python itself goes by when it keeps what it compiled.
    """
    digest = hashlib.sha256(__version__.encode())
    for path, size, time in _files(PACKAGE, PACKAGE / "dist"):
        digest.update(f"{path}\0{size}\0{time}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _files(root: Path, out: Path) -> Iterator[tuple[str, int, int]]:
    pending = [str(root)]
    while pending:
        folder = pending.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name in SKIPPED_FOLDERS:
                continue
            if entry.is_dir(follow_symlinks=False):
                if Path(entry.path) != out:
                    pending.append(entry.path)
            elif not entry.name.endswith(".pyc"):
                try:
                    facts = entry.stat()
                except OSError:
                    continue
                yield entry.path, facts.st_size, facts.st_mtime_ns
