"""One slot of one panel, with everything that its block may look at."""

from __future__ import annotations

from msgspec import Struct

from cimaise.diagnostics import Span
from cimaise.layout.grid import Cell, Grid
from cimaise.layout.setting import Role, Setting
from cimaise.model.exhibition import Exhibition
from cimaise.model.layout import Layout, Slot
from cimaise.model.panel import Panel
from cimaise.model.texts import LocalText


class Context(Struct, frozen=True):
    """What a block is laid out from: its slot and cell, its panel, the type and inks."""

    exhibition: Exhibition
    panel: Panel
    layout: Layout
    name: str
    slot: Slot
    cell: Cell
    grid: Grid
    setting: Setting
    counting: bool = True
    """Whether words too many are to be counted, which takes time, or only noticed."""

    @property
    def role(self) -> Role:
        """The slot's type role, in the slot's own ink where it has one."""
        return self.inked(self.setting.role(self.slot.role_name))

    def inked(self, role: Role) -> Role:
        """`role` in the slot's own ink where it has one."""
        if self.slot.ink is None:
            return role
        return Role(role.name, role.style, self.setting.ink(self.slot.ink), role.min_size_pt)

    def text(self, text: LocalText | None) -> str:
        """A text in the edition's language; empty where there is none."""
        return text.get(self.setting.language) if text else ""

    def span(self, *path: str | int, of_exhibition: bool = False) -> Span | None:
        """The place of a value in the panel's file, or in exhibition.yaml."""
        return (self.exhibition if of_exhibition else self.panel).span(*path)
