"""Whether anything changed since the last build, from sizes and times alone; no file is read.

Comes in: the exhibition's folder. Goes out: one digest over every file that a build may read.
Imports little, so that a build with nothing to do ends at once.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterator
from functools import lru_cache
from pathlib import Path

from cimaise import __version__
from cimaise.model.defaults import defaults_folder

PACKAGE = Path(__file__).resolve().parent.parent

SHELVES = ("layouts", "fonts")


def stat_digest(folder: Path, out: Path) -> str:
    """One digest of path, size and times of all files that a build of `folder` into `out` may read.

    The time of modification can be set back, as `cp -p`, `rsync` and archives do; the time of the
    last change of any kind cannot.
    """
    folder = folder.resolve()
    roots, defaults = [folder], defaults_folder()
    # In a working copy what every exhibition inherits is no part of the package.
    if not defaults.is_relative_to(PACKAGE) and defaults != folder:
        roots += [defaults / shelf for shelf in SHELVES]
    digest = hashlib.sha256(code_digest().encode())
    for root in roots:
        for path, facts in _files(root, {folder / "dist", out.resolve()}):
            told = f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\0{facts.st_ctime_ns}\n"
            digest.update(told.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


@lru_cache(maxsize=1)
def code_digest() -> str:
    """One digest of the state of Cimaise's own files: new code makes new files.

    Size and time of modification are what Python itself goes by when it keeps what it compiled.
    """
    digest = hashlib.sha256(__version__.encode())
    for path, facts in _files(PACKAGE, set()):
        told = f"{path}\0{facts.st_size}\0{facts.st_mtime_ns}\n"
        digest.update(told.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _files(root: Path, passed_over: Collection[Path]) -> Iterator[tuple[str, os.stat_result]]:
    """All files under `root` but hidden ones and what Python compiled, in a fixed order."""
    pending = [str(root)]
    while pending:
        folder = pending.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith(".") or entry.name == "__pycache__":
                continue
            if entry.is_dir(follow_symlinks=False):
                if Path(entry.path) not in passed_over:
                    pending.append(entry.path)
            elif not entry.name.endswith(".pyc"):
                try:
                    facts = entry.stat()
                except OSError:
                    continue
                yield entry.path, facts
