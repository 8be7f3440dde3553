"""A map that was drawn before comes back as it was, without the libraries that draw maps."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from cimaise.diagnostics import Diagnostic, Severity
from cimaise.layout.kept import decoded, encoded
from cimaise.layout.marks import PictureMark
from cimaise.layout.setting import Laid
from tests.maps.maps_made import FRAME, block, drawn, setting, town

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def laid() -> Laid:
    made = block(
        area="normandie",
        layers=["land", "borders", "departments-1944", "rivers"],
        places=[town("Caen", -0.37, 49.18, kind="liberated", date="1944-07-19")],
        routes=[{"via": [[0, 49], [1, 49]], "kind": "advance"}],
        zones=[{"polygon": [[0, 48.6], [1, 49], [1, 48.6]]}],
        caption="La *Normandie*.",
        locator=True,
    )
    return drawn(made)


def test_what_is_kept_comes_back_to_the_last_digit(laid: Laid) -> None:
    stored = encoded(laid)
    assert stored is not None
    assert decoded(stored, setting()) == laid


def test_what_is_damaged_is_drawn_again(laid: Laid) -> None:
    stored = encoded(laid)
    assert stored is not None
    head, _, body = stored.partition(b"\n")
    for spoilt in (
        b"",
        b"\n",
        head,
        stored[:-16],
        stored[:-3],
        stored + b"\0" * 16,
        b"[]\n" + body,
        b"{}\n" + body,
        head.replace(b'"M', b'"Q', 1) + b"\n" + body,
        head.replace(b"MC", b"MM", 1) + b"\n" + body,
        b"\x93NUMPY\n" + body,
    ):
        assert decoded(spoilt, setting()) is None


def test_what_no_figure_has_is_not_kept(laid: Laid) -> None:
    picture = PictureMark(FRAME, Path("a.jpg"))
    found = Diagnostic("label-dropped", Severity.WARNING, "no room")
    assert encoded(replace(laid, marks=(picture,))) is None
    assert encoded(replace(laid, diagnostics=(found,))) is None


def test_a_kept_map_needs_no_map_library(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from cimaise.build.reading import read; "
        "from cimaise.layout.editions import Edition; from cimaise.layout.kept import Keeping; "
        "from cimaise.layout.panels import lay_out; from cimaise.resources.cache import Cache; "
        f"exhibition, _ = read(Path({str(ROOT)!r})); "
        f"keeping = Keeping(Cache(Path({str(tmp_path)!r})), 'same code'); "
        "panel = next(p for p in exhibition.panels if p.map); "
        "lay_out(Edition(exhibition, 'fr', 'a3', keeping), [panel], {}); "
        "print([m for m in ('shapely', 'pyproj', 'numpy') if m in sys.modules])"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
        ).stdout.strip()
        for _ in range(2)
    ]
    assert said == ["['shapely', 'pyproj', 'numpy']", "[]"]
