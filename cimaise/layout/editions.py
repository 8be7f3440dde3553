"""An edition, language × format, and the setting that its theme gives at its scale."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from msgspec.structs import replace

from cimaise.geometry import Rect
from cimaise.layout.eyelets import eyelet_places
from cimaise.layout.grid import Grid
from cimaise.layout.kept import Keeping
from cimaise.layout.setting import Laid, Role, Setting
from cimaise.model.exhibition import Exhibition
from cimaise.model.format import Format
from cimaise.model.printer import Printer
from cimaise.model.theme import Theme
from cimaise.resources.fonts import faces_of
from cimaise.typography.styles import TypeStyle


class AskedRoles(Mapping[str, Role]):
    """Roles that remember which of them were asked for."""

    def __init__(self, roles: Mapping[str, Role]) -> None:
        self._roles = roles
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Role:
        self.names.add(name)
        return self._roles[name]

    def __iter__(self) -> Iterator[str]:
        self.names.update(self._roles)
        return iter(self._roles)

    def __len__(self) -> int:
        return len(self._roles)


@dataclass(frozen=True)
class Edition:
    """One language of an exhibition in one format."""

    exhibition: Exhibition
    language: str
    format_name: str
    keeping: Keeping | None = field(default=None, compare=False, repr=False)
    """Where figures that were drawn before are kept; they are drawn each time without."""

    @property
    def format(self) -> Format:
        """The format's row."""
        return self.exhibition.formats_table[self.format_name]

    @property
    def theme(self) -> Theme:
        """The exhibition's theme."""
        return self.exhibition.named_theme

    @property
    def printer(self) -> Printer:
        """The exhibition's printer."""
        return self.exhibition.named_printer

    @property
    def bleed_mm(self) -> float:
        """The format's bleed; the printer's where the format says none."""
        own = self.format.bleed_mm
        return self.printer.bleed_mm if own is None else own

    @property
    def is_finished(self) -> bool:
        """Whether panels get what the printer's machines do after the press: eyelets, pockets."""
        return self.format.judged_as == "large-format"

    @property
    def seen(self) -> Rect:
        """What is seen of the trim, mm: not what is hidden, nor what is welded into a pocket."""
        visible, pocket = self.format.visible, self.printer.pocket_mm
        if pocket is None or not self.is_finished:
            return visible
        sides = self.printer.pocket_sides
        top = max(visible.y, pocket if "top" in sides else 0.0)
        foot = self.format.trim[1] - (pocket if "foot" in sides else 0.0)
        return replace(visible, y=top, height=max(0.0, min(visible.bottom, foot) - top))

    @property
    def safe_mm(self) -> float:
        """How far text stays from the trim; the printer's margin where the format says none."""
        own = self.format.safe_mm
        return self.printer.safe_mm if own is None else own

    @property
    def safe(self) -> Rect:
        """Where text must stay, mm: what is visible less the safe margin, and out of pockets."""
        inner, seen = self.format.visible.outset(-self.safe_mm), self.seen
        top, foot = max(inner.y, seen.y), min(inner.bottom, seen.bottom)
        return replace(inner, y=top, height=foot - top)

    @property
    def eyelets(self) -> tuple[Rect, ...]:
        """The squares around the eyelets, mm; none where none are punched."""
        if not self.is_finished:
            return ()
        radius = self.printer.eyelet_diameter_mm / 2
        places = eyelet_places(*self.format.trim, self.printer)
        return tuple(Rect(x - radius, y - radius, 2 * radius, 2 * radius) for x, y in places)

    @cached_property
    def drafts(self) -> dict[tuple[int, str], Laid]:
        """Slots laid out at full size to agree on sizes, by panel and name, until they are used."""
        return {}

    @cached_property
    def grids(self) -> dict[tuple[str, frozenset[str]], Grid]:
        """Grids resolved so far, by layout and the slots that have content."""
        return {}

    @cached_property
    def setting(self) -> Setting:
        """The theme's roles and inks at the format's scale."""
        theme, scale = self.theme, self.format.scale
        inks = {name: ink.resolved(name) for name, ink in theme.inks.items()}
        families = {
            name: faces_of(font, self.exhibition.folder) for name, font in theme.fonts.items()
        }
        roles: dict[str, Role] = {}
        for name, role in theme.roles.items():
            style = TypeStyle(
                faces=families[role.font],
                size_pt=role.size_pt * scale,
                leading_pt=role.leading_pt * scale,
                tracking=role.tracking,
                features=tuple(_feature(tag) for tag in role.features),
                case=role.case,
                language=self.language,
                hyphenate=role.hyphenate,
                align=role.align,
                base=role.style,
                small_caps_acronyms=role.small_caps_acronyms,
            )
            roles[name] = Role(name, style, theme.ink(role.ink), role.least_pt * scale)
        return Setting(self.language, scale, roles, inks, inks[theme.paper], self.exhibition.folder)


def resized(setting: Setting, sizes: Mapping[str, float]) -> Setting:
    """`setting` with the roles named in `sizes` (pt) at those sizes, leading in proportion."""
    if not sizes:
        return setting
    roles = {
        name: Role(name, role.style.resized(sizes[name]), role.ink, role.min_size_pt)
        if name in sizes
        else role
        for name, role in setting.roles.items()
    }
    return Setting(
        setting.language, setting.scale, roles, setting.inks, setting.paper, setting.folder
    )


def _feature(tag: str) -> tuple[str, int]:
    return (tag[1:], 0) if tag.startswith("-") else (tag, 1)
