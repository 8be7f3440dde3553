"""Files that appear whole or not at all: written beside, flushed to the disk, then renamed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

# What a plain open() would give under the usual umask; mkstemp gives 0600.
FILE_MODE = 0o644


@contextmanager
def whole_file(target: Path, *, durable: bool = True) -> Iterator[Path]:
    """A path beside `target` to write to; it takes the target's place when the block ends well.

    When the block raises, the target stays as it was. Makes the target's folder where needed.
    `durable` waits until the disk has the bytes. Raises OSError as any writing does.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".part", dir=target.parent)
    os.close(handle)
    part = Path(name)
    try:
        yield part
        if durable:
            with part.open("rb") as written:
                os.fsync(written.fileno())
        part.chmod(FILE_MODE)
        part.replace(target)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def write_whole(target: Path, data: bytes, *, durable: bool = True) -> None:
    """Write `data` so that `target` is never seen half written."""
    with whole_file(target, durable=durable) as part:
        part.write_bytes(data)
