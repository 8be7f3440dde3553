"""The exhibition's drawings: what the panels rely on, and the engraver's honesty about tone."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from PIL import Image

IMAGES = Path(__file__).resolve().parent.parent / "images"
MIN_PPI = 205
MAX_FILE_MB, MAX_TOTAL_MB, MAX_LEVELS = 3.0, 22.0, 20

PLACED_MM = {
    "creve-pneu": (810, 560),
    "rails-deboulonnes": (344, 230),
    "terril-lampes": (344, 430),
    "fils-coupes": (344, 230),
    "peniche-ecluse": (344, 230),
    "citadelle-lille": (344, 344),
    "colonne-haie": (344, 230),
    "mains-levees": (344, 230),
    "vieux-port": (720, 300),
    "presse-clandestine": (344, 230),
}


@pytest.fixture(scope="module")
def engraving() -> ModuleType:
    spec = importlib.util.spec_from_file_location("engraving", IMAGES / "scripts" / "engraving.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", PLACED_MM)
def test_picture_is_fit_for_its_panel(name: str) -> None:
    path = IMAGES / f"{name}.png"
    width_mm, height_mm = PLACED_MM[name]
    with Image.open(path) as picture:
        assert picture.format == "PNG"
        assert picture.mode == "L"
        assert picture.width >= width_mm / 25.4 * MIN_PPI
        assert picture.height >= height_mm / 25.4 * MIN_PPI
        assert not picture.info, "a drawing carries no metadata"
        shades = picture.getcolors(MAX_LEVELS)
    assert shades is not None, f"more than {MAX_LEVELS} grey levels"
    inks = {shade for _, shade in shades}
    assert {0, 255} <= inks, "full ink and bare paper are both in use"
    assert path.stat().st_size <= MAX_FILE_MB * 1e6


def test_every_picture_is_in_the_table_and_has_its_script() -> None:
    found = {path.stem for path in IMAGES.glob("*.png")}
    assert found == set(PLACED_MM)
    for name in found:
        assert (IMAGES / "scripts" / f"{name}.py").is_file()
        assert f"`{name}.png`" in (IMAGES / "README.md").read_text(encoding="utf-8")


def test_all_pictures_together_stay_light() -> None:
    assert sum(path.stat().st_size for path in IMAGES.glob("*.png")) <= MAX_TOTAL_MB * 1e6


def gradient(engraving: ModuleType, crossed: bool) -> Image.Image:
    """A 64 px field whose tone runs from paper to ink, engraved eight times as large."""
    tone = np.repeat(np.linspace(0, 1, 64, dtype=np.float32)[None, :], 64, axis=0)
    lines = engraving.straight(64, 64, 8, 12, 10)
    cross = engraving.straight(64, 64, 8, -50, 10) if crossed else None
    plate: Image.Image = engraving.engrave((512, 512), [engraving.Region(tone, lines, cross)])
    return plate


@pytest.mark.parametrize("crossed", [False, True])
def test_mean_ink_follows_tone(engraving: ModuleType, crossed: bool) -> None:
    plate = gradient(engraving, crossed)
    ink = 1 - np.asarray(plate, np.float64) / 255
    means = ink.reshape(512, 16, 32).mean(axis=(0, 2))
    assert (np.diff(means) > 0).all()
    wanted = (np.arange(16) + 0.5) / 16
    assert np.abs(means - wanted).max() < 0.06


def test_engraving_twice_gives_the_same_bytes(engraving: ModuleType) -> None:
    assert gradient(engraving, True).tobytes() == gradient(engraving, True).tobytes()


def test_lines_keep_their_pitch_when_the_field_recedes(engraving: ModuleType) -> None:
    """Isolines four times closer do not give four times the lines."""
    tone = np.full((64, 64), 0.4, np.float32)
    y = np.mgrid[0:64, 0:64][0].astype(np.float32)
    counts = []
    for steepness in (0.8, 3.2):
        region = engraving.Region(tone, y * steepness, wobble=0.0)
        column = np.asarray(engraving.engrave((512, 512), [region]))[:, 256] < 128
        counts.append(int(np.diff(column.astype(int)).clip(0).sum()))
    assert counts[0] == pytest.approx(counts[1], abs=2)


def test_a_mask_keeps_the_ink_inside(engraving: ModuleType) -> None:
    mask = np.zeros((64, 64), np.float32)
    mask[:, 32:] = 1
    ink = np.ones((64, 64), np.float32)
    region = engraving.Region(ink, engraving.straight(64, 64, 8, 0, 10), mask=mask)
    plate = np.asarray(engraving.engrave((512, 512), [region]))
    assert (plate[:, :248] == 255).all()
    assert (plate[:, 264:] == 0).all()
