"""What the tests of chronologies share: a setting, events, and what stands where in a figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cimaise.geometry import Rect
from cimaise.inks import BLACK, Ink
from cimaise.layout.marks import GlyphRun, Group, Mark, PathMark, walk
from cimaise.layout.setting import Laid, Role, Setting
from cimaise.model.panel import Event
from cimaise.typography.faces import load_face
from cimaise.typography.styles import Faces, TypeStyle
from cimaise.units import mm_from_pt

FONTS = Path(__file__).resolve().parents[2] / "fonts"
PAPER = Ink("paper", (0, 0.02, 0.07, 0), (255, 250, 241))
NIGHT = Ink("bleu-nuit", (0.95, 0.7, 0.35, 0.45), (14, 52, 82))
MADDER = Ink("garance", (0.05, 0.92, 0.78, 0.08), (209, 39, 47))


@lru_cache(maxsize=8)
def setting(language: str = "fr", scale: float = 1.0) -> Setting:
    """Roles like those of the exhibition's theme."""

    def role(
        name: str, font: str, size: float, leading: float, ink: Ink, least: float = 0.9
    ) -> Role:
        face = load_face(FONTS / font)
        style = TypeStyle(
            Faces(face, face, face, face), size * scale, leading * scale, language=language
        )
        return Role(name, style, ink, size * scale * least)

    roles = (
        role("text", "SourceSerif4_400Regular.ttf", 38, 52, BLACK),
        role("chronology", "SourceSerif4_400Regular.ttf", 38, 52, BLACK),
        role("chronology-place", "SourceSans3_400Regular_Italic.ttf", 27, 36, NIGHT),
        role("date", "BarlowCondensed_600SemiBold.ttf", 44, 52, NIGHT),
        role("date-key", "BarlowCondensed_700Bold.ttf", 44, 52, MADDER),
        role("label", "SourceSans3_600SemiBold.ttf", 27, 36, NIGHT),
        role("band", "SourceSans3_400Regular.ttf", 27, 32, BLACK),
        role("band-date", "BarlowCondensed_600SemiBold.ttf", 27, 32, NIGHT),
    )
    inks = {"paper": PAPER, "black": BLACK, "bleu-nuit": NIGHT, "garance": MADDER}
    return Setting(language, scale, {role.name: role for role in roles}, inks, PAPER)


def events(*rows: tuple[str, str] | tuple[str, str, bool] | dict[str, object]) -> list[Event]:
    """Events from (date, text), (date, text, key) or whole mappings."""
    keys = ("date", "text", "key")
    return [
        Event.model_validate(row if isinstance(row, dict) else dict(zip(keys, row, strict=False)))
        for row in rows
    ]


SUMMER = events(
    ("1944-06-06", "Débarquement en Normandie", True),
    ("1944-06-09", "Massacre de Tulle"),
    ("1944-07-14", "Manifestations dans les bassins ouvriers"),
    ("1944-08-10", "Les liaisons ferrées entre Paris et le Nord sont pratiquement coupées"),
    {"date": "1944-08-15", "text": "Second débarquement", "place": "Provence"},
    {"date": "1944-08-19/1944-08-25", "text": "Insurrection", "place": "Paris", "key": True},
    ("1944-08-19", "Toulouse"),
    ("1944-08-22", "Grenoble, Montpellier"),
    ("1944-08-24/1944-08-26", "Insurrection de Villeurbanne"),
    ("1944-09-01/1944-09-05", "Combats dans le Nord et le Pas-de-Calais"),
)


def group_of(laid: Laid) -> Group:
    """The one group that a figure is."""
    (group,) = laid.marks
    assert isinstance(group, Group)
    return group


@dataclass(frozen=True)
class Block:
    """The box of an entry's words, from the capitals to the descenders of their runs."""

    box: Rect
    text: str


def blocks(laid: Laid) -> list[Block]:
    """The entries of a figure, in painting order."""
    return [
        Block(box_of(mark.marks), " ".join(run.text for run in runs(mark.marks)))
        for mark in walk(laid.marks)
        if isinstance(mark, Group) and mark.name == "entry"
    ]


def runs(marks: Iterable[Mark]) -> list[GlyphRun]:
    return [mark for mark in walk(tuple(marks)) if isinstance(mark, GlyphRun)]


def box_of(marks: Iterable[Mark]) -> Rect:
    boxes = [run_box(run) for run in runs(marks)]
    found = boxes[0]
    for box in boxes[1:]:
        found = found.union(box)
    return found


def run_box(run: GlyphRun) -> Rect:
    em = mm_from_pt(run.size_pt)
    height = run.face.cap_height * em
    return Rect(run.origin.x, run.origin.y - height, run.width_mm, height + em * 0.2)


def leaders(laid: Laid) -> list[PathMark]:
    """The open paths with a curve, and those that go straight: what ties entries to the axis."""
    return [
        mark
        for mark in walk(laid.marks)
        if isinstance(mark, PathMark)
        and mark.fill is None
        and (any(step.op == "C" for step in mark.path))
    ]
