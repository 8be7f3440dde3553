"""How much ink lies where: plates rendered by Ghostscript, averaged over a sliding square."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from PIL import Image, ImageFilter, ImageMath

from cimaise.geometry import Rect
from cimaise.preflight.colour import PROCESS_INKS
from cimaise.preflight.facts import Facts, Page
from cimaise.preflight.limits import AVERAGED_OVER_MM
from cimaise.preflight.plates import InkPeak, Plates
from cimaise.resources.stopping import tidied
from cimaise.units import MM_PER_INCH, MM_PER_PT, PT_PER_INCH

_SECONDS: Final = 60.0
_MOST_PIXELS: Final = 6_000_000
_BEST_DPI: Final = 72.0
_LEAST_DPI: Final = 9.0
_MOST_PAGES: Final = 100


def rendered_plates(facts: Facts) -> Plates | None:
    """The densest square of each page, from `gs -sDEVICE=tiffsep`.

    None where Ghostscript is not installed, fails, or takes longer than a minute.
    """
    program = shutil.which("gs")
    pages = facts.pages[:_MOST_PAGES]
    if program is None or not pages:
        return None
    dpi = _dpi(pages)
    with tidied() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="cimaise-plates-"))
        command = [
            program,
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-dSAFER",
            "-sDEVICE=tiffsep",
            "-sCompression=lzw",
            "-dUseCropBox=false",
            f"-r{dpi:g}",
            f"-dLastPage={len(pages)}",
            f"-sOutputFile={folder}/page%d.tif",
            str(facts.file.resolve()),
        ]
        if not _ran(command, folder):
            return None
        peaks = []
        for page in pages:
            plates = {ink: Path(folder) / f"page{page.number}({ink}).tif" for ink in PROCESS_INKS}
            peak = _peak(page, plates, dpi)
            if peak is not None:
                peaks.append(peak)
    return Plates(tuple(peaks), estimated=False)


def _dpi(pages: tuple[Page, ...]) -> float:
    """As fine as fits into a few megapixels for the largest page."""
    areas = []
    for page in pages:
        left, bottom, right, top = page.media or page.finished
        areas.append((right - left) / PT_PER_INCH * (top - bottom) / PT_PER_INCH)
    finest = (_MOST_PIXELS / max(1e-6, max(areas))) ** 0.5
    return round(max(_LEAST_DPI, min(_BEST_DPI, float(finest))), 1)


def _ran(command: list[str], folder: str) -> bool:
    """Whether a program ended well in time; it and its children are gone afterwards."""
    with (
        subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ) as process,
        tidied() as stack,
    ):
        stack.callback(_kill, process)
        try:
            return process.wait(_SECONDS) == 0
        except subprocess.TimeoutExpired:
            return False


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)


def _peak(page: Page, plates: Mapping[str, Path], dpi: float) -> InkPeak | None:
    images = []
    for file in plates.values():
        if not file.is_file():
            return None
        with Image.open(file) as plate:
            images.append(plate.convert("L"))
    box = _printed_pixels(page, images[0].size, dpi)
    side = max(1.0, AVERAGED_OVER_MM / MM_PER_INCH * dpi)
    return densest([image.crop(box) for image in images], page, side, dpi)


def _printed_pixels(page: Page, size: tuple[int, int], dpi: float) -> tuple[int, int, int, int]:
    """The printed surface in pixels; the whole raster of a page that is turned."""
    whole = (0, 0, *size)
    if page.rotate % 360 or page.media is None:
        return whole
    left, bottom, right, top = page.printed
    scale = dpi / PT_PER_INCH
    box = (
        max(0, round((left - page.media[0]) * scale)),
        max(0, round((page.media[3] - top) * scale)),
        min(size[0], round((right - page.media[0]) * scale)),
        min(size[1], round((page.media[3] - bottom) * scale)),
    )
    return box if box[0] < box[2] and box[1] < box[3] else whole


def densest(plates: list[Image.Image], page: Page, side: float, dpi: float) -> InkPeak:
    """The square of `side` pixels with the most ink.

    `plates`: four 8-bit images of the printed surface, 0 full ink and 255 none.
    """
    width, height = plates[0].size
    if min(width, height) > side:
        radius = (side - 1) / 2
        margin = int(side / 2)
        inner = (margin, margin, max(margin + 1, width - margin), max(margin + 1, height - margin))
        plates = [plate.filter(ImageFilter.BoxBlur(radius)).crop(inner) for plate in plates]
    else:
        margin = 0
        plates = [plate.resize((1, 1), Image.Resampling.BOX) for plate in plates]
    c, m, y, k = (plate.convert("I") for plate in plates)
    total = ImageMath.lambda_eval(
        lambda inks: 1020 - inks["c"] - inks["m"] - inks["y"] - inks["k"], c=c, m=m, y=y, k=k
    )
    most = int(total.getextrema()[1])
    spots = ImageMath.lambda_eval(
        lambda given: given["max"](given["total"] - (most - 1), 0), total=total
    )
    spot = spots.getbbox()
    x, y_ = (spot[0], spot[1]) if spot else (0, 0)
    mm = MM_PER_INCH / dpi
    # Pixels count from the printed surface; places from the trimmed page.
    bleed_left = (page.printed[0] - page.finished[0]) * MM_PER_PT
    bleed_top = (page.finished[3] - page.printed[3]) * MM_PER_PT
    return InkPeak(
        page.number,
        most / 255,
        Rect(
            x * mm + bleed_left, y_ * mm + bleed_top, min(side, width) * mm, min(side, height) * mm
        ),
    )
