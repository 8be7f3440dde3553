"""A group of marks → SVG for the booklet: the same figure, its text still text, in sRGB."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

import uharfbuzz as hb
from msgspec import Struct, field

from cimaise.geometry import Path, Rect
from cimaise.inks import Ink
from cimaise.layout.marks import GlyphRun, Group, Link, Mark, PathMark, PictureMark
from cimaise.paint.outlines import outline
from cimaise.paint.painter import HAIRLINE_PT
from cimaise.resources.screen_pictures import screen_picture
from cimaise.typography.faces import Face, harfbuzz_font
from cimaise.units import mm_from_pt

PICTURE_PPI = 200.0
# XML 1.0 allows no other control characters.
UNFIT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNFIT_FOR_FAMILY = re.compile("[^\\w .+-]")

PictureSource = Callable[[PictureMark], str]


def group_svg(
    group: Group, area: Rect, *, language: str, picture_source: PictureSource | None = None
) -> str:
    """The group's marks as an SVG of `area` (mm of the page), titled and described by the group.

    `picture_source` says where a picture, cropped and toned, is found (its `href`); without one
    pictures are carried in the SVG. Raises InputError where a picture cannot be used.
    """
    writer = _Writer(picture_source or picture_data)
    content = "\n".join(writer.marks(group.marks, group.clip))
    labels = "".join(
        f"<{tag}>{_text(words)}</{tag}>\n"
        for tag, words in (("title", group.title), ("desc", group.description))
        if words
    )
    box = f"{_n(area.x)} {_n(area.y)} {_n(area.width)} {_n(area.height)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" '
        f'width="{_n(area.width)}mm" height="{_n(area.height)}mm" '
        f'xml:lang={_attribute(language)} role="img">\n'
        f"{labels}{writer.definitions()}{content}\n</svg>\n"
    )


def picture_data(mark: PictureMark) -> str:
    """A picture as a data URL, made for a screen at its placed size."""
    size = (mark.frame.width, mark.frame.height)
    made = screen_picture(
        mark.file, size, PICTURE_PPI, crop=mark.crop, ink=mark.ink, paper=mark.paper
    )
    return f"data:{made.media_type};base64,{base64.b64encode(made.data).decode('ascii')}"


class _Writer(Struct):
    """Writes elements and keeps the clips they refer to."""

    picture_source: PictureSource
    _clips: list[Path] = field(default_factory=list)

    def marks(self, marks: Iterable[Mark], clip: Path | None = None) -> Iterator[str]:
        """The elements of marks, in a clipped group where there is a clip."""
        if clip is not None:
            self._clips.append(clip)
            yield f'<g clip-path="url(#clip{len(self._clips)})">'
        for mark in marks:
            match mark:
                case GlyphRun():
                    yield from _run(mark)
                case PathMark():
                    yield from _path(mark)
                case PictureMark():
                    yield self._picture(mark)
                case Link():
                    yield _link(mark)
                case Group():
                    yield from self.marks(mark.marks, mark.clip)
        if clip is not None:
            yield "</g>"

    def definitions(self) -> str:
        """The clips, once all marks are written."""
        if not self._clips:
            return ""
        clips = "\n".join(
            f'<clipPath id="clip{number}"><path d="{_steps(clip)}"/></clipPath>'
            for number, clip in enumerate(self._clips, 1)
        )
        return f"<defs>\n{clips}\n</defs>\n"

    def _picture(self, mark: PictureMark) -> str:
        frame = mark.frame
        label = f"<title>{_text(mark.alt)}</title>" if mark.alt else ""
        return (
            f'<image x="{_n(frame.x)}" y="{_n(frame.y)}" width="{_n(frame.width)}" '
            f'height="{_n(frame.height)}" preserveAspectRatio="none" '
            f"href={_attribute(self.picture_source(mark))}>{label}</image>"
        )


def _run(run: GlyphRun) -> Iterator[str]:
    if not run.text.strip():
        return
    if run.halo is not None and run.halo_mm > 0:
        yield from _halo(run, run.halo)
    family, weight, slope = css_font(run.face)
    turn = ""
    if run.angle_deg:
        turn = f' transform="rotate({_n(run.angle_deg)} {_n(run.origin.x)} {_n(run.origin.y)})"'
    # The booklet shapes the text anew; its length keeps it where shaping put it here.
    length = f' textLength="{_n(run.width_mm)}"' if len(run.text) > 1 else ""
    yield (
        f'<text x="{_n(run.origin.x)}" y="{_n(run.origin.y)}"{turn}{length} '
        f'font-family={_attribute(family)} font-weight="{weight}" font-style="{slope}" '
        f'font-size="{_n(mm_from_pt(run.size_pt))}" fill="{_colour(run.ink)}" '
        f'xml:space="preserve">{_text(run.text)}</text>'
    )


def _halo(run: GlyphRun, ink: Ink) -> Iterator[str]:
    """Outlines stroked under the letters: a second text would be read out twice."""
    scale = mm_from_pt(run.size_pt) / run.face.units_per_em
    paths: list[str] = []
    pen = 0.0
    for glyph in run.glyphs:
        steps = _outline_steps(run.face, glyph.gid)
        if steps:
            x, y = run.origin.x + pen + glyph.dx_mm, run.origin.y + glyph.dy_mm
            place = f"matrix({scale:.7f} 0 0 {-scale:.7f} {_n(x)} {_n(y)})"
            paths.append(f'<path transform="{place}" d="{steps}"/>')
        pen += glyph.advance_mm
    turn = f"rotate({_n(run.angle_deg)} {_n(run.origin.x)} {_n(run.origin.y)})"
    width = 2 * run.halo_mm / scale
    yield (
        f'<g aria-hidden="true" transform="{turn}" fill="none" stroke="{_colour(ink)}" '
        f'stroke-width="{_n(width)}" stroke-linejoin="round">{"".join(paths)}</g>'
    )


@lru_cache(maxsize=4096)
def _outline_steps(face: Face, gid: int) -> str:
    """A glyph's outline with SVG's letters before the numbers, where PDF has them after."""
    steps: list[str] = []
    numbers: list[str] = []
    for token in outline(face, gid).split():
        if token.isalpha():
            steps.append(("Z" if token == "h" else token.upper()) + " ".join(numbers))
            numbers = []
        else:
            numbers.append(token)
    return "".join(steps)


def _path(mark: PathMark) -> Iterator[str]:
    if not mark.path:
        return
    fill = _colour(mark.fill) if mark.fill else "none"
    parts = [f'd="{_steps(mark.path)}"', f'fill="{fill}"']
    if mark.fill and mark.even_odd:
        parts.append('fill-rule="evenodd"')
    if mark.stroke:
        width = mm_from_pt(mark.width_pt or HAIRLINE_PT)
        parts.append(f'stroke="{_colour(mark.stroke)}" stroke-width="{_n(width)}"')
        if mark.dash_mm:
            parts.append(f'stroke-dasharray="{" ".join(_n(part) for part in mark.dash_mm)}"')
        if mark.round_ends:
            parts.append('stroke-linecap="round" stroke-linejoin="round"')
    yield f"<path {' '.join(parts)}/>"


def _link(mark: Link) -> str:
    area = mark.area
    return (
        f"<a href={_attribute(mark.url)}>"
        f'<rect x="{_n(area.x)}" y="{_n(area.y)}" width="{_n(area.width)}" '
        f'height="{_n(area.height)}" fill="none"/></a>'
    )


@lru_cache(maxsize=256)
def css_font(face: Face) -> tuple[str, int, str]:
    """Family, weight and slope, as a style sheet names them: the family between single quotes,
    without which a browser takes no name with a number in it."""
    program = harfbuzz_font(face).face
    names = hb.OTNameIdPredefined
    family = program.get_name(names.TYPOGRAPHIC_FAMILY) or program.get_name(names.FONT_FAMILY)
    os2 = program.reference_table("OS/2").data
    weight = int.from_bytes(os2[4:6], "big") if len(os2) >= 6 else 400
    # OS/2 fsSelection, bit 0: italic.
    italic = len(os2) >= 64 and bool(int.from_bytes(os2[62:64], "big") & 1)
    name = _UNFIT_FOR_FAMILY.sub("", family or face.postscript_name)
    return f"'{name}'", weight, "italic" if italic else "normal"


def _steps(path: Path) -> str:
    return "".join(
        op + " ".join(f"{_n(point.x)} {_n(point.y)}" for point in points) for op, points in path
    )


def _colour(ink: Ink) -> str:
    red, green, blue = ink.srgb
    return f"#{red:02x}{green:02x}{blue:02x}"


def _n(length: float) -> str:
    """A length in mm to 0.001."""
    return f"{round(length, 3) + 0.0:.10g}"


def _text(words: str) -> str:
    return escape(UNFIT_FOR_XML.sub("", words))


def _attribute(value: str) -> str:
    return quoteattr(UNFIT_FOR_XML.sub("", value))
