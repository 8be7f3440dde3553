"""Draws the README's pictures anew, from the exhibition and from the README's own YAML.

Run it after `make panels`, from the repository's root: python tools/draw_readme_pictures.py
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PREVIEWS = ROOT / "dist" / "previews" / "fr"

SHOWN = "10-nord-septembre.png"
EXHIBITION = """\
title: README
languages: [fr]
format: 80x120
"""


def main() -> None:
    """Write panel.png, contact-sheet.png and figures.png."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    shrink(PREVIEWS / SHOWN, PICTURES / "panel.png", 620)
    shrink(PREVIEWS / "contact-sheet.png", PICTURES / "contact-sheet.png", 1200)
    with tempfile.TemporaryDirectory() as folder:
        preview = built_from_readme(Path(folder))
        with Image.open(preview) as page:
            width, height = page.size
            # From the head of the figure's row to its foot.
            page.crop((0, int(height * 0.236), width, int(height * 0.70))).save(
                Path(folder) / "figures.png"
            )
        shrink(Path(folder) / "figures.png", PICTURES / "figures.png", 900)


def built_from_readme(folder: Path) -> Path:
    """The preview of the panel that the README shows as YAML."""
    readme = (ROOT / "README.md").read_text("utf-8")
    panel = re.search(r"```yaml\n(layout: map-led\n.*?)```", readme, re.DOTALL)
    if panel is None:
        raise SystemExit("README.md shows no map-led panel")
    (folder / "panels").mkdir()
    (folder / "exhibition.yaml").write_text(EXHIBITION, "utf-8")
    (folder / "panels" / "01-nord.yaml").write_text(panel[1], "utf-8")
    subprocess.run([sys.executable, ROOT / "make_panels.py", "build", folder], check=True)
    return folder / "dist" / "previews" / "fr" / "01-nord.png"


def shrink(source: Path, target: Path, width: int) -> None:
    """A small PNG with few colours: a README is read on the road too."""
    with Image.open(source) as picture:
        height = round(picture.height * width / picture.width)
        small = picture.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
        # A median cut gives up the accent ink, for it covers little; the widest cover tints the
        # paper, until its colours move to the middle of what they stand for.
        few = small.quantize(128, Image.Quantize.MAXCOVERAGE, 20, dither=Image.Dither.NONE)
        few.save(target, optimize=True)
    if shutil.which("optipng"):
        subprocess.run(["optipng", "-quiet", "-o5", target], check=True)


if __name__ == "__main__":
    main()
