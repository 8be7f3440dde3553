"""Small results kept in one entry of the cache."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from msgspec import Struct

from cimaise.resources import notebook
from cimaise.resources.cache import NO_CACHE, Cache
from cimaise.resources.notebook import Notebook


class Result(Struct, frozen=True):
    words: int


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path)


def write(cache: Cache, **results: int) -> None:
    with Notebook(cache, "check") as notes:
        for key, words in results.items():
            notes.put(key, Result(words))


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_results_are_found_by_the_next_one(cache: Cache, tmp_path: Path) -> None:
    write(cache, first=1, second=2)

    notes = Notebook(cache, "check")
    assert notes.get("first", Result) == Result(1)
    assert notes.get("second", Result) == Result(2)
    assert notes.get("third", Result) is None
    assert Notebook(cache, "other").get("first", Result) is None
    assert len(files(tmp_path)) == 1


def test_results_are_kept_when_the_block_fails(cache: Cache) -> None:
    with suppress(KeyboardInterrupt), Notebook(cache, "check") as notes:
        notes.put("first", Result(1))
        raise KeyboardInterrupt

    assert Notebook(cache, "check").get("first", Result) == Result(1)


def test_nothing_is_written_where_nothing_is_new(cache: Cache, tmp_path: Path) -> None:
    write(cache, first=1)
    (written,) = files(tmp_path)
    number = written.stat().st_ino

    with Notebook(cache, "check") as notes:
        notes.get("first", Result)
    with Notebook(cache, "unused"):
        pass

    assert files(tmp_path) == [written]
    # Another file of the same name would have another number.
    assert written.stat().st_ino == number


def test_those_not_asked_for_longest_go_first(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook, "MOST_ENTRIES", 3)
    monkeypatch.setattr(notebook, "MOST_STATES", 1)
    write(cache, first=1, second=2)
    with Notebook(cache, "check") as notes:
        notes.get("first", Result)
        notes.put("third", Result(3))
    write(cache, fourth=4)

    notes = Notebook(cache, "check")
    kept = [key for key in ("first", "second", "third", "fourth") if notes.get(key, Result)]
    assert kept == ["first", "third", "fourth"]


def test_a_large_run_keeps_a_few_states_of_itself(
    cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook, "MOST_ENTRIES", 1)
    write(cache, first=1, second=2)
    write(cache, third=3, fourth=4)

    notes = Notebook(cache, "check")
    assert all(notes.get(key, Result) for key in ("first", "second", "third", "fourth"))


def test_what_is_no_such_result_is_absent_and_replaced(cache: Cache) -> None:
    with Notebook(cache, "check") as notes:
        notes.put("first", "text")
    with Notebook(cache, "check") as notes:
        assert notes.get("first", Result) is None
        notes.put("first", Result(1))

    assert Notebook(cache, "check").get("first", Result) == Result(1)


def test_without_a_cache_nothing_is_kept() -> None:
    write(NO_CACHE, first=1)

    assert Notebook(NO_CACHE, "check").get("first", Result) is None
