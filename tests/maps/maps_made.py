"""What the tests of maps share: a setting, blocks from plain data, and what stands where."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from cimaise.geometry import Rect
from cimaise.inks import BLACK, Ink
from cimaise.layout.figures.maps.figure import draw_map
from cimaise.layout.marks import GlyphRun, Group, PathMark, walk
from cimaise.layout.setting import Laid, Role, Setting
from cimaise.model.map import MapBlock
from cimaise.typography.faces import load_face
from cimaise.typography.styles import Faces, TypeStyle
from tests.hinted import unhinted

FONTS = Path(__file__).resolve().parents[2] / "fonts"
PAPER = Ink("paper", (0, 0.02, 0.07, 0), (255, 250, 241))
NIGHT = Ink("bleu-nuit", (0.95, 0.7, 0.35, 0.45), (14, 52, 82))
MADDER = Ink("garance", (0.05, 0.92, 0.78, 0.08), (209, 39, 47))
FRAME = Rect(50, 10, 700, 600)

TOWNS = (
    ("Lille", 3.06, 50.63),
    ("Paris", 2.35, 48.86),
    ("Rouen", 1.10, 49.44),
    ("Brest", -4.49, 48.39),
    ("Rennes", -1.68, 48.11),
    ("Nantes", -1.55, 47.22),
    ("Tours", 0.69, 47.39),
    ("Caen", -0.37, 49.18),
    ("Amiens", 2.30, 49.89),
    ("Reims", 4.03, 49.26),
    ("Metz", 6.18, 49.12),
    ("Nancy", 6.18, 48.69),
    ("Strasbourg", 7.75, 48.58),
    ("Colmar", 7.36, 48.08),
    ("Mulhouse", 7.34, 47.75),
    ("Besançon", 6.02, 47.24),
    ("Dijon", 5.04, 47.32),
    ("Lyon", 4.84, 45.76),
    ("Valence", 4.89, 44.93),
    ("Grenoble", 5.72, 45.19),
    ("Chambéry", 5.92, 45.57),
    ("Marseille", 5.37, 43.30),
    ("Toulon", 5.93, 43.12),
    ("Nice", 7.26, 43.70),
    ("Avignon", 4.81, 43.95),
    ("Nîmes", 4.36, 43.84),
    ("Montpellier", 3.88, 43.61),
    ("Perpignan", 2.90, 42.70),
    ("Toulouse", 1.44, 43.60),
    ("Pau", -0.37, 43.30),
    ("Bayonne", -1.47, 43.49),
    ("Bordeaux", -0.58, 44.84),
    ("Agen", 0.62, 44.20),
    ("Limoges", 1.26, 45.83),
    ("Tulle", 1.77, 45.27),
    ("Poitiers", 0.34, 46.58),
    ("La Rochelle", -1.15, 46.16),
    ("Clermont-Ferrand", 3.08, 45.78),
    ("Orléans", 1.90, 47.90),
    ("Bourges", 2.40, 47.08),
)
"""Forty towns of France."""


@lru_cache(maxsize=8)
def setting(language: str = "fr", scale: float = 1.0, folder: Path = Path()) -> Setting:
    """Roles like those of the exhibition's theme."""

    def role(name: str, font: str, size: float, leading: float, ink: Ink) -> Role:
        face = load_face(FONTS / font)
        style = TypeStyle(
            Faces(face, face, face, face), size * scale, leading * scale, language=language
        )
        return Role(name, style, ink, size * scale)

    roles = (
        role("text", "SourceSerif4_400Regular.ttf", 38, 52, BLACK),
        role("caption", "SourceSans3_400Regular.ttf", 27, 36, BLACK),
        role("credit", "SourceSans3_400Regular.ttf", 19, 26, BLACK),
        role("map-town", "SourceSans3_600SemiBold.ttf", 27, 32, BLACK),
        role("map-date", "BarlowCondensed_500Medium.ttf", 27, 32, NIGHT),
        role("map-note", "SourceSans3_400Regular.ttf", 27, 32, BLACK),
        role("map-route", "SourceSans3_400Regular_Italic.ttf", 27, 32, MADDER),
        role("map-zone", "SourceSans3_400Regular_Italic.ttf", 27, 32, BLACK),
        role("map-water", "SourceSerif4_400Regular_Italic.ttf", 27, 32, NIGHT),
        role("map-legend", "SourceSans3_400Regular.ttf", 27, 36, BLACK),
    )
    inks = {"paper": PAPER, "black": BLACK, "bleu-nuit": NIGHT, "garance": MADDER}
    return Setting(language, scale, {role.name: role for role in roles}, inks, PAPER, folder)


def block(**keys: object) -> MapBlock:
    """A map block from what its YAML would hold; the whole of France where no area is given."""
    return MapBlock.model_validate({"area": "france-continentale", **keys})


def town(name: str, lon: float, lat: float, **keys: object) -> dict[str, object]:
    """A place as YAML writes it."""
    return {"name": name, "at": [lon, lat], **keys}


def drawn(
    made: MapBlock, frame: Rect = FRAME, language: str = "fr", scale: float = 1.0, **keys: object
) -> Laid:
    """The map in a frame."""
    laid = draw_map(made, frame, setting(language, scale), **keys)
    assert not unhinted(laid.diagnostics)
    return laid


def the_map(laid: Laid) -> Group:
    """The one group that a map is."""
    (group,) = laid.marks
    assert isinstance(group, Group)
    return group


def labels(laid: Laid) -> list[GlyphRun]:
    """The lines of labels: only they have a halo."""
    return [m for m in walk(laid.marks) if isinstance(m, GlyphRun) and m.halo is not None]


def texts(laid: Laid) -> list[str]:
    """Every line of text, spaces made plain."""
    runs = [m for m in walk(laid.marks) if isinstance(m, GlyphRun)]
    return [" ".join(run.text.replace("\u202f", " ").split()) for run in runs]


def box(run: GlyphRun) -> Rect:
    """What a line's letters cover, from capitals to descenders."""
    size = run.size_pt * 25.4 / 72
    top = run.origin.y - run.face.cap_height * size
    return Rect(run.origin.x, top, run.width_mm, (run.face.cap_height + 0.2) * size)


def paths(laid: Laid) -> list[PathMark]:
    """Every path."""
    return [m for m in walk(laid.marks) if isinstance(m, PathMark)]


def codes(laid: Laid) -> list[str]:
    """The codes of what was wrong."""
    return [found.code for found in laid.diagnostics]
