"""Reads the first page of a PDF in a process of its own, with bounds on time and memory.

`python -m cimaise.resources.pdf_child shapes|pixels FILE` writes to stdout a line of JSON and, of
pixels, a PNG. A file made to do harm ends this process, not the one that asked.
"""

from __future__ import annotations

import io
import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

MOST_SECONDS = 15
MOST_MEMORY = 1 << 30
LONG_SIDE_PX = 4000
"""170 mm at 600 ppi; most logos are printed smaller."""
# PDF 1.7, annex C: a page has at least 3 and at most 14,400 units.
SMALLEST_PT, LARGEST_PT = 1.0, 14_400.0


def _bound() -> None:
    try:
        import resource
    except ImportError:  # Windows; the one who asks still watches the clock
        return
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    except (ValueError, OSError):  # macOS bounds no address space
        return


def _shapes(file: Path) -> dict[str, Any]:
    """The page's size and shapes; or why it is no page of paths."""
    # Loaded after the bounds are set, and only by who needs it.
    import pikepdf

    from cimaise.resources.pdf_content import shapes_of
    from cimaise.resources.pdf_graphics import BeyondPathsError

    try:
        with pikepdf.open(file) as pdf:
            if not len(pdf.pages):
                return {"unusable": "it has no page"}
            page = pdf.pages[0]
            if "/OCProperties" in pdf.Root:
                return {"beyond": "layers"}
            if int(page.obj.get("/Rotate", 0)) % 360 or page.obj.get("/Annots"):
                return {"beyond": "a turned page, or notes on it"}
            left, foot, right, top = _seen(page)
            try:
                found = shapes_of(page, (1, 0, 0, -1, -left, top))
            except BeyondPathsError as problem:
                return {"beyond": str(problem)}
    except pikepdf.PasswordError:
        return {"unusable": "it is locked with a password"}
    except pikepdf.PdfError as problem:
        return {"unusable": _damaged(problem)}
    if not found:
        return {"unusable": "nothing is drawn on its first page"}
    plain = [
        [each.steps, each.fill, each.even_odd, each.stroke, each.width, each.round_ends]
        for each in found
    ]
    return {"width": right - left, "height": top - foot, "shapes": plain}


def _seen(page: Any) -> tuple[float, float, float, float]:
    """The page's crop box, in its own units."""
    box = [float(part) for part in page.cropbox]
    left, right = sorted((box[0], box[2]))
    foot, top = sorted((box[1], box[3]))
    for side in (right - left, top - foot):
        if not (math.isfinite(side) and SMALLEST_PT <= side <= LARGEST_PT):
            raise ValueError(f"its page is {right - left:.6g} × {top - foot:.6g} pt")
    return left, foot, right, top


def _pixels(file: Path) -> tuple[dict[str, Any], bytes]:
    """The page on nothing, its longer side LONG_SIDE_PX; gray where it is."""
    import pypdfium2
    from PIL import Image, ImageChops

    try:
        document = pypdfium2.PdfDocument(file)
        page = document[0]
    except pypdfium2.PdfiumError as problem:
        told = str(problem)
        locked = "password" in told.lower()
        reason = "it is locked with a password" if locked else _damaged(problem)
        return {"unusable": reason}, b""
    width, height = page.get_size()
    if not all(SMALLEST_PT <= side <= LARGEST_PT for side in (width, height)):
        return {"unusable": f"its page is {width:.6g} × {height:.6g} pt"}, b""
    scale = LONG_SIDE_PX / max(width, height)
    drawn = page.render(scale=scale, fill_color=(0, 0, 0, 0), rev_byteorder=True)
    picture: Image.Image = drawn.to_pil().convert("RGBA")
    red, green, blue, alpha = picture.split()
    if not alpha.getbbox():
        return {"unusable": "nothing is drawn on its first page"}, b""
    colourless = Image.merge("RGB", (red, red, red))
    difference = ImageChops.difference(colourless, Image.merge("RGB", (red, green, blue)))
    # A level or two is rounding.
    if max(most for _, most in difference.getextrema()) <= 2:  # type: ignore[misc]  # of three bands
        picture = Image.merge("LA", (red, alpha))
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=1)
    return {"pixels": picture.size}, stream.getvalue()


def _damaged(problem: Exception) -> str:
    """Why, without the place of the file on this computer."""
    told = str(problem).rpartition(": ")[2][:80].strip(" .")
    # PDFium's reason is the end of a sentence in brackets: “… (PDFium: Data format error).”
    if told.count(")") > told.count("("):
        told = told.removesuffix(")").rstrip(" .")
    return f"it is damaged ({told})" if told else "it is damaged"


def main(arguments: Sequence[str]) -> int:
    """Answer on stdout; 1 where even that failed."""
    wanted, name = arguments
    _bound()
    png = b""
    try:
        if wanted == "shapes":
            answer = _shapes(Path(name))
        else:
            answer, png = _pixels(Path(name))
    except MemoryError:
        answer = {"unusable": "it takes too much memory"}
    # A damaged file makes decoders raise nearly anything.
    except Exception as problem:
        answer = {"unusable": _damaged(problem)}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + png)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
