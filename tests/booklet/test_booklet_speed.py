"""What makes the booklet quick changes nothing in it."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

from cimaise.booklet.edition import make_booklet
from cimaise.booklet.figures import Drawn
from cimaise.booklet.side_by_side import begun, no_pauses
from cimaise.build.keys import in_language
from cimaise.layout.kept import Keeping
from cimaise.resources.cache import Cache
from tests.booklet.booklet_made import DATE, PICTURE, loaded, written
from tests.conftest import ROOT

PANELS: list[dict[str, object]] = [
    {
        "title": "Un début",
        "images": [PICTURE],
        "map": {
            "area": "nord-pas-de-calais",
            "places": [{"name": "Lille", "at": [3.06, 50.63]}],
            "alt": "Une carte",
        },
        "chronology": [
            {"date": "1944-06-06", "text": "Débarquement"},
            {"date": "1944-09-03", "text": "Libre", "place": "Lille"},
        ],
        "weeks": "1944-06-06/1944-09-03",
    },
    {"title": "Une fin", "text": "Peu de mots."},
]


@pytest.mark.slow
def test_kept_figures_and_two_processes_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chronology = [{"date": "1944-06-06", "text": "Normandie"}]
    exhibition = loaded(written(tmp_path / "x", PANELS, languages=["fr"], chronology=chronology))
    cache = Cache(tmp_path / "cache")
    made: list[dict[str, bytes]] = []
    for name, keeping, processes in (
        ("drawn", None, 1),
        ("drawn-and-kept", Keeping(cache, "x"), 2),
        ("kept", Keeping(cache, "x"), 2),
    ):
        if name == "kept":
            for figure in ("draw_map_figure", "draw_axis"):
                monkeypatch.setattr(f"cimaise.booklet.plates.{figure}", _never)
            monkeypatch.setattr("cimaise.booklet.content.draw_band", _never)
        folder = tmp_path / name
        booklet = make_booklet(exhibition, "fr", folder, DATE, cache, keeping, processes)
        assert len(booklet.files) == 6, booklet.diagnostics
        made.append({path.name: path.read_bytes() for path in booklet.files})
    assert made[0] == made[1] == made[2]


def _never(*_: object) -> Drawn:
    raise AssertionError("drawn anew")


@pytest.mark.slow
def test_a_figure_with_another_word_is_drawn_anew(tmp_path: Path) -> None:
    keeping = Keeping(Cache(tmp_path / "cache"), "x")
    said = []
    for name in ("Lille", "Arras"):
        places = {"area": "nord-pas-de-calais", "places": [{"name": name, "at": [3.06, 50.63]}]}
        panel = PANELS[0] | {"map": places | {"alt": name}}
        exhibition = loaded(written(tmp_path / name, [panel], languages=["fr"]))
        out = tmp_path / name / "out"
        booklet = make_booklet(exhibition, "fr", out, DATE, keeping.cache, keeping)
        said.append((out / "booklet-screen.pdf").read_bytes())
        assert booklet.files
    assert said[0] != said[1]


def test_a_job_that_fails_beside_us_fails_here() -> None:
    def job() -> int:
        raise ValueError("told")

    result = begun(job, 2)
    with pytest.raises(ValueError, match="told"):
        result()


@pytest.mark.parametrize("processes", [1, 2])
def test_a_job_beside_us_gives_its_result(processes: int) -> None:
    assert begun(lambda: b"x" * 10**7, processes)() == b"x" * 10**7


def test_the_collector_is_as_it_was() -> None:
    assert gc.isenabled()
    with no_pauses():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_text_that_changes_its_language_makes_another_booklet() -> None:
    # The words stay the same; what says whose they are does not.
    written, said_now = {"title": {"fr": "Ascq"}}, {"title": {"en": "Ascq"}}
    languages = ("fr", "en")
    assert in_language(written, "en", languages) != in_language(said_now, "en", languages)
    both = {"title": {"fr": "Ascq", "en": "Ascq"}}
    assert in_language(both, "en", languages) == in_language(said_now, "en", languages)


def test_pango_is_loaded_without_a_search() -> None:
    code = (
        "import ctypes.util, sys; search, started = ctypes.util.find_library, []\n"
        "sys.addaudithook(lambda name, _: name == 'subprocess.Popen' and started.append(1))\n"
        "from cimaise.booklet.pango import load_pango; load_pango()\n"
        "assert ('weasyprint.text.ffi' in sys.modules) is (sys.platform == 'linux')\n"
        "assert not started\n"
        "assert ctypes.util.find_library is search\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
