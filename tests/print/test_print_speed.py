"""What makes builds quick must change nothing: kept maps and processes."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest
from PIL import Image

from cimaise.build.painter import Painter
from cimaise.build.panel_job import Job, edition_of, make
from cimaise.build.reading import read
from cimaise.build.workers import FEWEST_TO_SHARE, Workers
from cimaise.diagnostics import InputError, error
from cimaise.geometry import Point, Rect, circle, polyline, rectangle
from cimaise.inks import BLACK, Ink
from cimaise.layout.editions import Edition
from cimaise.layout.kept import decoded, encoded
from cimaise.layout.marks import GlyphRun, Group, PathMark, PictureMark
from cimaise.layout.panels import lay_out
from cimaise.layout.setting import Laid, Overset, SlotFit
from cimaise.paint.soft_proof import _turned_where_written
from cimaise.resources.processes import LostProcessError
from cimaise.resources.profiles import carried_cmyk
from cimaise.resources.resampling import reduced
from cimaise.typography.lines import Glyph

pytestmark = pytest.mark.slow
MAP = """
map:
  area: nord-pas-de-calais
  layers: [land, borders, rivers]
  places: [{name: Lille, at: [3.06, 50.63], kind: town}]
  caption: A map.
  alt: The north of France.
"""


@pytest.fixture
def mapped(small: Path) -> Path:
    """The small exhibition with a map on its first panel."""
    panel = small / "panels/01-the-house.yaml"
    text = panel.read_text("utf-8").replace("layout: text-led", "layout: map-led")
    panel.write_text(text + MAP, "utf-8")
    return small


def test_a_map_out_of_the_cache_is_the_map_that_was_drawn(mapped: Path) -> None:
    exhibition, _ = read(mapped)
    drawn = lay_out(Edition(exhibition, "en", "80x120"), exhibition.panels)
    first = lay_out(edition_of(mapped, "1", "en", "80x120"), exhibition.panels)
    entries = {file: file.read_bytes() for file in (mapped / ".cimaise/cache").rglob("*/*")}
    again = lay_out(edition_of(mapped, "1", "en", "80x120"), exhibition.panels)
    assert any(b'"marks"' in data for data in entries.values()), "no map was kept"
    assert [each.page for each in first] == [each.page for each in drawn]
    assert [each.page for each in again] == [each.page for each in drawn]


def test_a_changed_place_draws_the_map_anew(mapped: Path) -> None:
    before = lay_out(edition_of(mapped, "1", "en", "80x120"), read(mapped)[0].panels)[0]
    panel = mapped / "panels/01-the-house.yaml"
    panel.write_text(panel.read_text("utf-8").replace("name: Lille", "name: Arras"), "utf-8")
    after = lay_out(edition_of(mapped, "2", "en", "80x120"), read(mapped)[0].panels)[0]
    assert "Lille" in before.page.dump()
    assert "Arras" in after.page.dump()
    assert "Lille" not in after.page.dump()


def test_a_changed_date_draws_the_band_anew(small: Path) -> None:
    told: list[str] = []
    text = (small / "exhibition.yaml").read_text("utf-8")
    for place, date in enumerate((1905, 1905, 1912)):
        (small / "exhibition.yaml").write_text(text.replace("1905", str(date)), "utf-8")
        exhibition, _ = read(small)
        laid = lay_out(edition_of(small, str(place), "en", "80x120"), exhibition.panels)[0]
        assert laid == lay_out(Edition(exhibition, "en", "80x120"), exhibition.panels)[0]
        told.append(laid.page.dump())
    assert told[0] == told[1]
    assert "1905" in told[0]
    assert "1912" in told[2]


def test_marks_come_back_as_they_went(small: Path) -> None:
    setting = edition_of(small, "", "en", "80x120").setting
    face = setting.role("label").style.base_face
    ink = Ink("spot", (0.1, 0, 0.333, 0), (1, 2, 3), "Gold", 0.5)
    glyphs = (Glyph(3, "a", 1.25), Glyph(4, "", 0.1, -0.2, 0.3))
    marks = (
        PathMark(rectangle(Rect(0, 1, 2, 3)), fill=BLACK, stroke=ink, dash_mm=(1.0, 0.5)),
        PathMark(circle((5, 6), 7), stroke=ink, width_pt=0.1, round_ends=True, even_odd=True),
        GlyphRun(Point(1, 2), face, 9.5, glyphs, ink, 12.5, BLACK, 0.2, "https://example.org"),
    )
    group = Group("map", marks, polyline([(0, 0), (1, 0), (1, 1)], closed=True), "t", "d")
    fit = SlotFit("band", "label", 9.5, 8.0, 12, 3, 4, 3.0, 4, path=("chronology", 0))
    laid = Laid((group, *marks), 12.5, fits=(fit,))
    stored = encoded(laid)
    assert stored is not None
    assert decoded(stored, setting) == laid
    # As they are sent to another process.
    assert pickle.loads(pickle.dumps(laid)) == laid


def test_what_cannot_be_kept_is_not(small: Path) -> None:
    setting = edition_of(small, "", "en", "80x120").setting
    picture = PictureMark(Rect(0, 0, 1, 1), small / "x.png")
    assert encoded(Laid((picture,))) is None
    assert encoded(Laid((), 0.0, (error("label-dropped", "x", hint="z"),))) is None
    over = SlotFit("band", "label", 9.5, 8.0, 12, 3, 2, 2.0, 0, Overset(4, 1, 5.0))
    assert encoded(Laid(fits=(over,))) is None
    for damaged in (
        b"",
        b"{}",
        b'{"marks":[["p"]]}',
        b"[1]",
        b"\xff\x00",
        b'{"inks":1,"faces":[]}',
    ):
        assert decoded(damaged, setting) is None
    face = b'{"height":0,"inks":[],"faces":["gone"],"marks":[]}'
    assert decoded(face, setting) is None


def squared(number: int) -> tuple[int, int]:
    return number * number, os.getpid()


def refused(number: int) -> None:
    raise InputError([error("missing-file", f"no {number}", hint="z")])


def broken(number: int) -> None:
    raise ZeroDivisionError(number)


def killed(number: int) -> None:
    os._exit(number)


def test_work_is_shared_and_a_place_stays_where_it_was() -> None:
    with Workers(2, 12) as workers:
        tasks = [workers.submit(f"place {n % 6}", squared, n) for n in range(12)]
        results = [workers.finish(task) for task in tasks]
    assert [value for value, _ in results] == [n * n for n in range(12)]
    assert len({process for _, process in results}) == 2
    assert os.getpid() not in {process for _, process in results}


def test_too_little_work_stays_in_this_process() -> None:
    with Workers(2, FEWEST_TO_SHARE - 1) as workers:
        tasks = [workers.submit("p", squared, n) for n in range(FEWEST_TO_SHARE - 1)]
        assert {workers.finish(task)[1] for task in tasks} == {os.getpid()}


def test_work_that_grows_is_shared_after_all() -> None:
    with Workers(2, 0) as workers:
        tasks = [workers.submit(str(n), squared, n) for n in range(FEWEST_TO_SHARE)]
        assert os.getpid() not in {workers.finish(task)[1] for task in tasks}


def halved(side: int) -> tuple[int, int]:
    return reduced(Image.new("L", (side, side)), (side // 2, side // 2), (0, 0, 1, 1), 150).size


def test_processes_begun_after_a_picture_was_reduced_here_reduce_theirs() -> None:
    halved(400)
    with Workers(2, 2) as workers:
        tasks = [workers.submit(str(n), halved, 400) for n in range(2)]
        assert [workers.finish(task) for task in tasks] == [(200, 200)] * 2


def test_what_goes_wrong_in_a_process_is_told_here() -> None:
    with Workers(2, 12) as workers, pytest.raises(InputError) as told:
        workers.finish(workers.submit("p", refused, 7))
    assert told.value.diagnostics[0].message == "no 7"
    with Workers(2, 12) as workers, pytest.raises(RuntimeError, match="ZeroDivisionError"):
        workers.finish(workers.submit("p", broken, 7))
    with Workers(2, 12) as workers, pytest.raises(LostProcessError):
        workers.finish(workers.submit("p", killed, 7))


def test_a_painter_works_beside_us_and_tells_what_goes_wrong() -> None:
    with Painter(2) as painter:
        value, process = painter.work(squared, 7)
        assert (value, process == os.getpid()) == (49, False)
        with pytest.raises(InputError) as told:
            painter.work(refused, 7)
        assert told.value.diagnostics[0].message == "no 7"
        with pytest.raises(LostProcessError):
            painter.work(killed, 7)


def test_a_painter_that_is_alone_or_was_sent_away_works_here() -> None:
    with Painter(1) as painter:
        assert painter.work(squared, 7) == (49, os.getpid())
    with Painter(2) as painter:
        painter.dismiss()
        assert painter.work(squared, 7) == (49, os.getpid())
    with Painter(2) as painter:
        sent = pickle.loads(pickle.dumps(painter))
        assert sent.work(squared, 7) == (49, os.getpid())


def test_a_panel_painted_beside_us_is_the_same_file(small: Path) -> None:
    made: list[bytes] = []
    for processes in (1, 2):
        out = small / str(processes)
        job = Job(small, "", "fr", "80x120", 1, (), out / "a.pdf", out / "a.png")
        with Painter(processes) as painter:
            assert set(make(job, painter).outputs) == {str(job.pdf), str(job.png)}
        made.append((out / "a.pdf").read_bytes() + (out / "a.png").read_bytes())
    assert made[0] == made[1]


def test_only_colours_are_turned_in_a_content_stream() -> None:
    written = b"0 0 0 0 k\n1 0 0 1 5 5 cm /k gs 0 0 0 0 K 1 2 m 3 0 0 0 0 k f 0.5 k"
    turned = _turned_where_written(written, carried_cmyk()).decode()
    assert turned == (
        " 1.0000 1.0000 1.0000 rg\n1 0 0 1 5 5 cm /k gs 1.0000 1.0000 1.0000 RG 1 2 m 3 "
        "1.0000 1.0000 1.0000 rg f 0.5 k"
    )
