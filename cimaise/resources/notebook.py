"""Small results by the hundred in one entry of the cache: to make a file for each takes longer."""

from __future__ import annotations

from types import TracebackType
from typing import TypeVar

from msgspec import Raw

from cimaise.resources.cache import Cache, key_of
from cimaise.resources.remembered import from_bytes, to_bytes

Value = TypeVar("Value")

# Enough to go back and forth between a few states of an exhibition, however large it is.
MOST_ENTRIES = 1000
MOST_STATES = 4


class Notebook:
    """Results by key, written when the block ends, however it ends.

    Of two processes that write at the same time one is forgotten, which costs time only.
    """

    def __init__(self, cache: Cache, name: str) -> None:
        self._cache = cache
        self._entry = key_of("notebook", name)
        self._before = from_bytes(cache.get(self._entry), dict[str, Raw]) or {}
        self._asked: dict[str, Raw] = {}
        self._has_news = False

    def __enter__(self) -> Notebook:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _raised: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if not self._has_news:
            return
        older = [key for key in self._before if key not in self._asked]
        most = max(MOST_ENTRIES, MOST_STATES * len(self._asked))
        kept = self._asked | {key: self._before[key] for key in older[: most - len(self._asked)]}
        self._cache.put(self._entry, to_bytes(kept))

    def get(self, key: str, type_: type[Value]) -> Value | None:
        """What was written under `key`; None where there is nothing, or nothing of this type."""
        stored = self._before.get(key)
        if stored is None:
            return None
        value = from_bytes(stored, type_)
        if value is not None:
            self._asked[key] = stored
        return value

    def put(self, key: str, value: object) -> None:
        """Write a value down."""
        self._asked[key] = Raw(to_bytes(value))
        self._has_news = True
