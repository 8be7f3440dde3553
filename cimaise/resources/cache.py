"""What was worked out before, on disk: bytes by key. Losing it costs time, never correctness."""

from __future__ import annotations

import hashlib
import os
import struct
import time
import zlib
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from cimaise.resources.atomic import write_whole

DEFAULT_LIMIT_BYTES = 4 * 1024**3
# Changes when what is stored under a key changes its meaning.
MAGIC = b"cimaise-1"
HEAD = struct.Struct(">9sQI")
# To look through a large cache takes longer than to write into it: it is done about as often as
# this share of the limit was written.
PRUNED_SHARES = 64
# To look up the digest of a file this small takes as long as to make it.
DIGESTED_AT_ONCE_BYTES = 256 * 1024
# A file changed again within its clock's grain keeps its time of modification, so a younger
# file's time says nothing yet.
SETTLED_SECONDS = 2.0


class Cache(Struct, frozen=True):
    """A folder of entries, each with its length and checksum; without a folder it keeps nothing.

    Safe to share between threads and processes: entries appear whole. A damaged entry counts as
    absent, and a folder that cannot be written is no error.
    """

    folder: Path | None
    limit_bytes: int = DEFAULT_LIMIT_BYTES

    def get(self, key: str) -> bytes | None:
        """The bytes stored under `key` (a hex digest), or None."""
        if self.folder is None:
            return None
        entry = self._entry(key)
        try:
            stored = entry.read_bytes()
            with suppress(OSError):
                os.utime(entry)
        except OSError:
            return None
        if len(stored) < HEAD.size:
            return None
        magic, length, checksum = HEAD.unpack_from(stored)
        data = stored[HEAD.size :]
        if magic != MAGIC or length != len(data) or checksum != zlib.crc32(data):
            return None
        return data

    def put(self, key: str, data: bytes) -> None:
        """Store `data` under `key`; prune now and then, the larger it is the likelier."""
        if self.folder is None:
            return
        with suppress(OSError):
            entry = self._entry(key)
            head = HEAD.pack(MAGIC, len(data), zlib.crc32(data))
            # Not flushed to the disk: an entry lost in a power cut is found damaged and redone.
            write_whole(entry, head + data, durable=False)
            # Keys are as good as thrown dice.
            if int(key[:8], 16) * self.limit_bytes < len(data) * PRUNED_SHARES << 32:
                self.prune()

    def prune(self) -> None:
        """Remove the entries that were not used for longest until the rest fits the limit."""
        if self.folder is None:
            return
        entries: list[tuple[float, int, Path]] = []
        for path in self.folder.glob("*/*"):
            with suppress(OSError):
                facts = path.stat()
                entries.append((facts.st_mtime, facts.st_size, path))
        excess = sum(size for _, size, _ in entries) - self.limit_bytes
        for _, size, path in sorted(entries):
            if excess <= 0:
                return
            with suppress(OSError):
                path.unlink()
                excess -= size

    def _entry(self, key: str) -> Path:
        assert self.folder is not None
        # Sixteen folders: to make one takes longer than to make a file.
        return self.folder / key[:1] / key[1:]


NO_CACHE = Cache(None)


def cache_for(exhibition: Path) -> Cache:
    """The cache of an exhibition: `.cimaise/cache` in it, or the user's where that is not ours."""
    own = exhibition / ".cimaise" / "cache"
    if os.access(exhibition, os.W_OK):
        return Cache(own)
    shared = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    return Cache(Path(shared) / "cimaise")


def key_of(*parts: object) -> str:
    """A key from whatever decides a result; the parts' `repr` must tell all that matters."""
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def content_digest(path: Path, cache: Cache = NO_CACHE) -> str:
    """SHA-256 of a file, remembered by its size and times while it lies unchanged.

    Raises OSError where the file cannot be read.
    """
    facts = path.stat()
    if facts.st_size <= DIGESTED_AT_ONCE_BYTES:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    # The time of modification can be set back; that of the last change of any kind cannot.
    times = (facts.st_mtime_ns, facts.st_ctime_ns)
    identity = (facts.st_size, *times, facts.st_ino, facts.st_dev)
    key = key_of("content", str(path.resolve()), identity)
    known = cache.get(key)
    if known is not None:
        return known.decode("ascii", "replace")
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if time.time() - facts.st_mtime > SETTLED_SECONDS:
        cache.put(key, digest.encode("ascii"))
    return digest
