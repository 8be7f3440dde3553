"""What page rules look at: one panel of one edition, laid out, with its texts by slot and role."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from cimaise.checks.reading_kinds import Kind, kind_of
from cimaise.geometry import Rect
from cimaise.layout.editions import Edition
from cimaise.layout.grid import Grid
from cimaise.layout.marks import GlyphRun, Group, Mark
from cimaise.layout.panels import LaidPanel, grid_of
from cimaise.layout.setting import Role, SlotFit
from cimaise.model.exhibition import Exhibition
from cimaise.model.layout import Layout
from cimaise.model.panel import Panel
from cimaise.model.problems import shortened
from cimaise.units import mm_from_pt

# Runs of one line touch; two columns stand further apart than this, in narrow gutters, too.
COLUMN_GAP_EM = 0.75
# Below the baseline, as a share of the size: what letters such as g and p take.
DESCENT_EM = 0.22
SAME_SIZE = 0.01
SHOWN_SIGNS = 30


class SlotRun(Struct, frozen=True):
    """A run with the slot it stands in, its place in painting order, and its box."""

    slot: str
    run: GlyphRun
    order: int
    box: Rect
    """The upright box around its letters, mm."""

    @property
    def shown(self) -> str:
        """Its first words, as messages show them."""
        return shortened(self.run.text, SHOWN_SIGNS)


class TextLine(Struct, frozen=True):
    """A line as read: its characters, size, and box in mm."""

    text: str
    size_pt: float
    box: Rect

    @property
    def shown(self) -> str:
        """Its first words, as messages show them."""
        return shortened(self.text, SHOWN_SIGNS)


class UsedRole(Struct, frozen=True):
    """A role that a slot sets text in, at the size it has on this page."""

    slot: str
    block: str
    role: Role
    size_pt: float
    kind: Kind


class PageSubject(Struct, frozen=True, dict=True):
    """One panel of one edition, laid out."""

    edition: Edition
    laid: LaidPanel

    @property
    def panel(self) -> Panel:
        """The panel."""
        return self.laid.panel

    @property
    def exhibition(self) -> Exhibition:
        """The exhibition."""
        return self.edition.exhibition

    @cached_property
    def layout(self) -> Layout:
        """The panel's layout."""
        return self.exhibition.layouts[self.panel.layout]

    @cached_property
    def grid(self) -> Grid:
        """The layout's grid in this format, with the cells of the slots that have content."""
        return grid_of(self.edition, self.panel)

    @property
    def edition_name(self) -> str:
        """`a3/fr`."""
        return f"{self.edition.format_name}/{self.edition.language}"

    @property
    def distance_m(self) -> float:
        """From how far the panel is read."""
        return self.exhibition.distance_m(self.edition.format_name)

    @property
    def scale(self) -> float:
        """The page's size relative to 80×120 cm."""
        return self.edition.format.scale

    @cached_property
    def painted(self) -> tuple[tuple[str, Mark], ...]:
        """Every mark but groups, in painting order, with its slot."""
        return tuple(_painted(self.laid.page.marks))

    @cached_property
    def runs(self) -> tuple[SlotRun, ...]:
        """All text of the page; not what is drawn to be cut by the edge."""
        return tuple(
            SlotRun(slot, mark, order, _box_of(mark))
            for order, (slot, mark) in enumerate(self.painted)
            if isinstance(mark, GlyphRun) and mark.glyphs
        )

    def block(self, slot: str) -> str:
        """The kind of block in a slot; empty for what stands in none."""
        found = self.layout.slots.get(slot)
        return found.block if found else ""

    @cached_property
    def run_out(self) -> frozenset[str]:
        """The slots whose first word is wider than they are: it is shown all the same."""
        return frozenset(
            fit.slot for fit in self.laid.fits if fit.overset and fit.overset.words >= fit.words
        )

    def fits(self, slot: str) -> Iterator[SlotFit]:
        """How full the texts of a slot are."""
        return (fit for fit in self.laid.fits if fit.slot == slot)

    @cached_property
    def used_roles(self) -> tuple[UsedRole, ...]:
        """Every role on the page, by slot, at the size that it has there."""
        sizes: dict[tuple[str, str], float] = {}
        for placed in self.runs:
            # Superiors are smaller than the role that they stand in.
            key = placed.slot, placed.run.role
            sizes[key] = max(placed.run.size_pt, sizes.get(key, 0.0))
        found: list[UsedRole] = []
        for (name, role_name), size in sizes.items():
            slot, role = self.layout.slots.get(name), self.edition.setting.roles.get(role_name)
            if slot is None or role is None:
                continue
            kind = kind_of(slot.block, role_name, slot.role_name)
            found.append(UsedRole(name, slot.block, role, size, kind))
        return tuple(found)

    def lines(self, slot: str) -> tuple[TextLine, ...]:
        """The upright lines of a slot, column by column."""
        runs = [placed for placed in self.runs if placed.slot == slot and not placed.run.angle_deg]
        return tuple(_lines(runs))


def _box_of(run: GlyphRun) -> Rect:
    em = mm_from_pt(run.size_pt)
    cap, descent = em * run.face.cap_height, em * DESCENT_EM
    box = Rect(run.origin.x, run.origin.y - cap, run.width_mm, cap + descent)
    if not run.angle_deg:
        return box
    turn = math.radians(run.angle_deg)
    cos, sin = math.cos(turn), math.sin(turn)
    corners = [
        (run.origin.x + x * cos - y * sin, run.origin.y + x * sin + y * cos)
        for x in (0.0, run.width_mm)
        for y in (-cap, descent)
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _painted(marks: tuple[Mark, ...], slot: str = "") -> Iterator[tuple[str, Mark]]:
    for mark in marks:
        if isinstance(mark, Group):
            if mark.name != "giant-figure":
                yield from _painted(mark.marks, slot or mark.name)
        else:
            yield slot, mark


def _lines(runs: list[SlotRun]) -> Iterator[TextLine]:
    rows: dict[int, list[SlotRun]] = {}
    for placed in runs:
        # Superiors stand above the baseline; a fifth of the size tells them from a line.
        rows.setdefault(round(placed.run.origin.y * 10), []).append(placed)
    for _, row in sorted(rows.items()):
        row.sort(key=lambda placed: placed.box.x)
        held: list[SlotRun] = []
        for placed in row:
            gap = placed.box.x - held[-1].box.right if held else 0.0
            if gap > COLUMN_GAP_EM * mm_from_pt(placed.run.size_pt):
                yield _line(held)
                held = []
            held.append(placed)
        if held:
            yield _line(held)


def _line(runs: list[SlotRun]) -> TextLine:
    box = runs[0].box
    for placed in runs[1:]:
        box = box.union(placed.box)
    text = "".join(placed.run.text for placed in runs).strip()
    return TextLine(text, max(placed.run.size_pt for placed in runs), box)
