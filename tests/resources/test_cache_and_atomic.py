"""Files appear whole or not at all; the cache forgets, but never lies."""

from __future__ import annotations

import os
import time

import pytest

from cimaise.resources.atomic import whole_file, write_whole
from cimaise.resources.cache import (
    DIGESTED_AT_ONCE_BYTES,
    Cache,
    cache_for,
    content_digest,
    key_of,
)
from cimaise.resources.profile_headers import unsuitable
from cimaise.resources.profiles import carried_cmyk, carried_srgb, load_profile, printers_profile


def test_a_file_is_replaced_whole(tmp_path):
    target = tmp_path / "new" / "folder" / "a.txt"
    write_whole(target, b"one")
    write_whole(target, b"two")
    assert target.read_bytes() == b"two"
    assert [path.name for path in target.parent.iterdir()] == ["a.txt"]
    assert target.stat().st_mode & 0o777 == 0o644


def test_a_failure_leaves_what_was_there(tmp_path):
    target = tmp_path / "a.txt"
    target.write_bytes(b"good")

    def fail():
        with whole_file(target) as part:
            part.write_bytes(b"ba")
            raise RuntimeError("the disk is full")

    with pytest.raises(RuntimeError, match="full"):
        fail()
    assert target.read_bytes() == b"good"
    assert list(tmp_path.iterdir()) == [target]


def test_what_was_put_is_got(tmp_path):
    cache = Cache(tmp_path / "c")
    assert cache.get(key_of("a")) is None
    cache.put(key_of("a"), b"")
    cache.put(key_of("b"), b"bytes" * 1000)
    assert cache.get(key_of("a")) == b""
    assert Cache(tmp_path / "c").get(key_of("b")) == b"bytes" * 1000


@pytest.mark.parametrize("damage", [b"", b"short", None])
def test_a_damaged_entry_counts_as_absent(tmp_path, damage):
    cache = Cache(tmp_path / "c")
    cache.put(key_of("a"), b"x" * 100)
    (entry,) = [path for path in (tmp_path / "c").rglob("*") if path.is_file()]
    whole = entry.read_bytes()
    entry.write_bytes(whole[:-1] + b"y" if damage is None else damage)
    assert cache.get(key_of("a")) is None


def test_the_oldest_entries_go_when_there_are_too_many(tmp_path):
    cache = Cache(tmp_path / "c", limit_bytes=10_000)
    for age, name in ((300, "old"), (200, "used"), (100, "new")):
        cache.put(key_of(name), name.encode() * 900)
        entry = cache.folder / key_of(name)[:1] / key_of(name)[1:]
        os.utime(entry, (time.time() - age,) * 2)
    assert cache.get(key_of("old")) is not None
    cache.put(key_of("more"), b"x" * 1500)
    assert cache.get(key_of("old")) is not None
    assert cache.get(key_of("used")) is None
    assert cache.get(key_of("new")) is not None


def test_many_small_entries_stay_near_the_limit_though_they_seldom_prune(tmp_path, monkeypatch):
    cache = Cache(tmp_path / "c", limit_bytes=400_000)
    pruned = []
    real = Cache.prune
    monkeypatch.setattr(Cache, "prune", lambda self: pruned.append(real(self)))
    for number in range(1_200):
        cache.put(key_of(number), b"x" * 500)
    held = sum(path.stat().st_size for path in cache.folder.rglob("*") if path.is_file())
    assert held < 440_000
    assert 40 < len(pruned) < 200


def test_a_folder_that_cannot_be_written_is_no_error(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    cache = Cache(tmp_path / "file" / "cache")
    cache.put(key_of("a"), b"a")
    assert cache.get(key_of("a")) is None
    assert Cache(None).get(key_of("a")) is None


def test_an_exhibition_keeps_its_cache_in_its_own_folder(tmp_path):
    assert cache_for(tmp_path).folder == tmp_path / ".cimaise" / "cache"


def test_a_digest_follows_the_content(tmp_path):
    cache = Cache(tmp_path / "c")
    path = tmp_path / "a"
    path.write_bytes(b"one")
    os.utime(path, (1_000_000, 1_000_000))
    first = content_digest(path, cache)
    assert content_digest(path, cache) == first == content_digest(path)
    path.write_bytes(b"two!")
    os.utime(path, (1_000_000, 1_000_000))
    assert content_digest(path, cache) != first


def test_a_digest_follows_the_content_of_a_file_whose_time_is_set_back(tmp_path):
    cache = Cache(tmp_path / "c")
    path = tmp_path / "a"
    first = []
    for letter in (b"a", b"b"):
        path.write_bytes(letter * 2 * DIGESTED_AT_ONCE_BYTES)
        os.utime(path, (1_000_000, 1_000_000))
        first.append(content_digest(path, cache))
        time.sleep(0.05)  # the clock of the file system is a coarse one
    assert first[0] != first[1]


def test_a_file_changed_within_the_clocks_grain_is_read_again(tmp_path):
    cache = Cache(tmp_path / "c")
    path = tmp_path / "a"
    path.write_bytes(b"one")
    now = time.time()
    os.utime(path, (now, now))
    first = content_digest(path, cache)
    path.write_bytes(b"two")
    os.utime(path, (now, now))
    assert content_digest(path, cache) != first


def test_profiles_are_found_and_judged(tmp_path):
    for name, data, code in (
        ("own.icc", carried_cmyk().data, None),
        ("rgb.icc", carried_srgb().data, "profile-unsuitable"),
        ("junk.icc", b"junk", "profile-unreadable"),
        ("cut.icc", carried_cmyk().data[:2000], "profile-unreadable"),
    ):
        (tmp_path / name).write_bytes(data)
        found = unsuitable(tmp_path / name, None)
        assert (found and found.code) == code
        # Who needs colours all the same gets some that can be printed.
        assert printers_profile(tmp_path, name) == carried_cmyk()
    found = unsuitable(tmp_path / "gone.icc", None)
    assert found is not None
    assert found.code == "missing-file"
    assert load_profile(tmp_path / "rgb.icc").name == carried_srgb().name
