"""A picture's header is read once for all runs, and again where its contents changed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from cimaise.diagnostics import InputError
from cimaise.resources import known_pictures, pictures
from cimaise.resources.cache import Cache
from cimaise.resources.profiles import carried_cmyk


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def forget():
    """What this process knows, as a new one does not."""
    known_pictures._facts.cache_clear()
    return known_pictures._facts.cache_clear


def test_what_is_remembered_is_what_was_read(tmp_path, cache, forget, monkeypatch):
    path = tmp_path / "a.jpg"
    profile = carried_cmyk().data
    Image.new("CMYK", (30, 20)).save(path, icc_profile=profile, dpi=(300, 300), quality=80)
    read = known_pictures.facts(path, cache=cache)
    assert read.icc == profile
    forget()
    monkeypatch.setattr(pictures, "header", lambda _: pytest.fail("the header was read again"))
    assert known_pictures.facts(path, cache=cache) == read
    copy = path.rename(tmp_path / "moved.jpg")
    assert known_pictures.facts(copy, cache=cache).path == copy


def test_other_contents_under_the_same_name_are_read(tmp_path, cache, forget):
    path = tmp_path / "a.png"
    for size in ((30, 20), (20, 30)):
        Image.new("L", size).save(path)
        forget()
        assert known_pictures.facts(path, cache=cache).pixels == size


def test_what_cannot_be_used_is_told_each_time(tmp_path, cache, forget):
    path = tmp_path / "a.png"
    path.write_bytes(b"no picture")
    for _ in range(2):
        forget()
        with pytest.raises(InputError):
            known_pictures.facts(path, cache=cache)


def test_a_known_picture_needs_no_picture_library(tmp_path, cache, forget):
    path = tmp_path / "a.png"
    Image.new("L", (3, 2)).save(path)
    known_pictures.facts(path, cache=cache)
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys\nfrom pathlib import Path\n"
            "from cimaise.resources.cache import Cache\n"
            "from cimaise.resources.known_pictures import facts\n"
            f"print(facts(Path({str(path)!r}), cache=Cache(Path({str(cache.folder)!r}))).pixels)\n"
            "print('PIL' in sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split("\n")[:2] == ["(3, 2)", "False"]
