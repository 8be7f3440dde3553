"""Files that appear whole or not at all: written beside, flushed to the disk, then renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from cimaise.resources.stopping import held, tidied

# What a plain open() would give under the usual umask; mkstemp gives 0600.
FILE_MODE = 0o644


@contextmanager
def whole_file(target: Path, *, durable: bool = True) -> Iterator[Path]:
    """A path beside `target` to write to; it takes the target's place when the block ends well.

    When the block raises, the target stays as it was. Makes the target's folder where needed.
    `durable` waits until the disk has the bytes. Raises OSError as any writing does.
    """
    with _beside(target) as (handle, part):
        os.close(handle)
        yield part
        if durable:
            with part.open("rb") as written:
                os.fsync(written.fileno())


def write_whole(target: Path, data: bytes, *, durable: bool = True, mode: int = FILE_MODE) -> None:
    """Write `data` so that `target` is never seen half written; `mode` is who may read it."""
    with _beside(target, mode) as (handle, _), os.fdopen(handle, "wb") as part:
        part.write(data)
        if durable:
            part.flush()
            os.fsync(handle)


@contextmanager
def _beside(target: Path, mode: int = FILE_MODE) -> Iterator[tuple[int, Path]]:
    """A new file that takes the target's place when the block, which closes it, ends well."""
    with tidied() as stack:
        with held():  # a file that was made is known, and taken away
            handle, name = _new_file(target)
            part = Path(name)
            stack.callback(_gone, part)
        yield handle, part
        part.chmod(mode)
        part.replace(target)


def _gone(part: Path) -> None:
    """Take away what is still there: it did not get its name."""
    with suppress(OSError):
        part.unlink()


def _new_file(target: Path) -> tuple[int, str]:
    """The handle and the name of a file beside `target`."""
    make = partial(tempfile.mkstemp, ".part", f".{target.name}.", target.parent)
    try:
        return make()
    except (FileNotFoundError, NotADirectoryError):
        # A cache has hundreds of files in folders that nearly all are there.
        target.parent.mkdir(parents=True, exist_ok=True)
        return make()
