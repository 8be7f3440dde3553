"""What `check` says of pictures that were enlarged or saved anew: words, figures, place."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from cimaise.checks.engine import check_panel
from cimaise.checks.findings import Finding
from cimaise.model.loading import load_exhibition
from cimaise.resources import picture_traces

BASE = "title: Essai\nlanguages: [fr]\nformat: 80x120\ntheme: ete44\n"
PANEL = """layout: text-led
title: Un titre
images: [{file: p.png, caption: Un pré, credit: Ici, rights: CC0, alt: Un pré}]
"""


@pytest.fixture
def grain() -> Image.Image:
    """Detail of every size."""
    fine = Image.effect_noise((640, 640), 25)
    coarse = Image.effect_noise((160, 160), 60).resize((640, 640), Image.Resampling.BOX)
    return Image.blend(fine, coarse, 0.3)


def found_of(picture: Image.Image, folder: Path, code: str, **saved: int) -> list[Finding]:
    """What the rules over the panel say of its one picture."""
    for place in ("images", "panels"):
        (folder / place).mkdir(exist_ok=True)
    (folder / "exhibition.yaml").write_text(BASE)
    (folder / "panels/01-un.yaml").write_text(PANEL)
    picture.save(folder / "images/p.png", "JPEG" if saved else "PNG", **saved)
    exhibition, _ = load_exhibition(folder)
    assert exhibition is not None
    panel = exhibition.panels[0]
    return [found for found in check_panel(exhibition, panel) if found.code == code]


@pytest.mark.parametrize(
    ("finest", "enlarged", "detail", "told"),
    [
        (11.9, None, "320 × 320", "it was enlarged, or is out of focus"),
        (12.0, None, None, None),
        (50.0, 1.6, "400 × 400", "it was enlarged at least 1.6 times, or blurred"),
        # What lacks its finest detail could be halved at least, whatever its rhythm tells.
        (11.9, 1.6, "320 × 320", "it was enlarged at least 1.6 times, or blurred"),
        (11.9, 2.5, "256 × 256", "it was enlarged at least 2.5 times, or blurred"),
    ],
)
def test_too_little_of_the_finest_detail_is_told_and_how_much_there_is(
    finest: float,
    enlarged: float | None,
    detail: str | None,
    told: str | None,
    tmp_path: Path,
    grain: Image.Image,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    traces = picture_traces.Traces(finest, enlarged, None)
    monkeypatch.setattr(picture_traces, "traces", lambda _: traces)
    found = found_of(grain, tmp_path, "image-upscaled")
    assert [each.message for each in found] == (
        [f"p.png has 640 × 640 pixels and the detail of at most about {detail}: {told}"]
        if told
        else []
    )
    for each in found:
        assert each.figures.get("times") == enlarged
        assert each.figures["finest_detail_percent"] == finest


@pytest.mark.parametrize(("quality", "is_told"), [(71, True), (72, False)])
def test_an_earlier_quality_is_told_where_traces_are_sure_of_it(
    quality: int,
    is_told: bool,
    tmp_path: Path,
    grain: Image.Image,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    traces = picture_traces.Traces(None, None, quality)
    monkeypatch.setattr(picture_traces, "traces", lambda _: traces)
    assert bool(found_of(grain, tmp_path, "image-compressed")) is is_told


def test_a_picture_enlarged_by_half(tmp_path: Path, grain: Image.Image) -> None:
    large = grain.resize((960, 960), Image.Resampling.BICUBIC)
    found = found_of(large, tmp_path, "image-upscaled")
    assert [each.message for each in found] == [
        "p.png has 960 × 960 pixels and the detail of at most about 640 × 640: it was enlarged "
        "at least 1.5 times, or blurred"
    ]
    assert found[0].figures["times"] == 1.5
    assert found[0].span is not None
    assert found[0].span.line == 3
    assert not found_of(grain, tmp_path, "image-upscaled")


def test_of_a_large_factor_nothing_wrong_is_told(tmp_path: Path, grain: Image.Image) -> None:
    times = 4
    large = grain.crop((0, 0, 300, 300)).resize((300 * times,) * 2, Image.Resampling.BICUBIC)
    (found,) = found_of(large, tmp_path, "image-upscaled")
    assert "the detail of at most about" in found.message
    assert 1 < float(str(found.figures["times"])) <= times


def test_a_lossless_picture_that_was_a_poor_jpeg(tmp_path: Path, grain: Image.Image) -> None:
    poor = tmp_path / "poor.jpg"
    grain.save(poor, quality=40)
    with Image.open(poor) as opened:
        again = opened.copy()
    found = found_of(again, tmp_path, "image-compressed")
    assert [each.message for each in found] == [
        "p.png is a PNG file, but was a JPEG of quality 40 or so before; 75 is the least"
    ]
    found = found_of(again, tmp_path, "image-compressed", quality=93)
    assert [each.message for each in found] == [
        "p.png is a JPEG of quality 93, but was a JPEG of quality 40 or so before; 75 is the least"
    ]
    assert not found_of(grain, tmp_path, "image-compressed")
    assert not found_of(grain, tmp_path, "image-compressed", quality=93)


def test_a_poor_jpeg_is_told_of_once(tmp_path: Path, grain: Image.Image) -> None:
    found = found_of(grain, tmp_path, "image-compressed", quality=40)
    assert [each.message for each in found] == ["p.png is a JPEG of quality 40; 75 is the least"]
