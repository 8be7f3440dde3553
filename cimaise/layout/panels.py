"""Panels of an edition → pages of marks. The entry of this stage.

Type sizes are agreed by the whole edition: where a text does not fit, its role shrinks on every
panel, down to the role's minimum; what does not fit there is overset.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from cimaise.diagnostics import Diagnostic
from cimaise.geometry import rectangle
from cimaise.layout.blocks.registry import BLOCKS
from cimaise.layout.context import Context
from cimaise.layout.editions import AskedRoles, Edition, resized
from cimaise.layout.grid import Grid, resolve
from cimaise.layout.grounds import ground_areas, rule_areas
from cimaise.layout.marks import Group, Mark, Page, PathMark
from cimaise.layout.overset import overset_error, with_size
from cimaise.layout.setting import Laid, Setting, SlotFit
from cimaise.model.layout import Layout
from cimaise.model.panel import Panel
from cimaise.typography.micro import one_line

# Sizes are tried in steps of this many points, on paper.
SIZE_STEP_PT = 0.25
# Of text that is overset at its least size, down to this share of it.
LEAST_TRIED = 0.4


class LaidPanel(Struct, frozen=True):
    """A panel laid out: its page, how full its slots are, and what is wrong."""

    panel: Panel
    page: Page
    fits: tuple[SlotFit, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def is_overset(self) -> bool:
        """Whether some text does not fit, even at its least size."""
        return any(fit.overset for fit in self.fits)


def lay_out(
    edition: Edition, panels: Sequence[Panel], agreed: Mapping[str, float] | None = None
) -> tuple[LaidPanel, ...]:
    """Lay out panels at the sizes that all of them agree on, or at those given."""
    if agreed is None:
        agreed = agree(chain.from_iterable(wishes_of(edition, panel) for panel in panels))
    return tuple(_lay_out(edition, panel, agreed) for panel in panels)


def wishes_of(edition: Edition, panel: Panel) -> tuple[tuple[str, float], ...]:
    """A (role, size in pt) for each text of the panel that does not fit at full size.

    Draws nothing that has no say in it: maps take longer than all texts together.
    """
    return tuple(wanted_sizes(edition, _lay_out(edition, panel, {}, measuring=True)))


def agree(wishes: Iterable[tuple[str, float]]) -> dict[str, float]:
    """The size of each role that every wish accepts: the least."""
    sizes: dict[str, float] = {}
    for role, size in wishes:
        sizes[role] = min(size, sizes.get(role, size))
    return sizes


def wanted_sizes(edition: Edition, laid: LaidPanel) -> list[tuple[str, float]]:
    """For each slot overset at full size: its roles, and the largest sizes ≥ minimum that fit.

    A slot that fits at none wants the least of all its roles, and stays overset.
    """
    wishes: list[tuple[str, float]] = []
    for slot in dict.fromkeys(fit.slot for fit in laid.fits if fit.overset):
        fits = [fit for fit in laid.fits if fit.slot == slot]
        wishes += _wanted_together(edition, laid.panel, fits).items()
    return wishes


def _wanted_together(edition: Edition, panel: Panel, fits: Sequence[SlotFit]) -> dict[str, float]:
    """The sizes that the texts of one slot want, of which some do not fit at full size.

    Roles shrink for their own texts first. Where these take each other's room that is not enough:
    then all give way, the largest first. A slot is thus overset at its least sizes only, and the
    words told to be over are counted there: no role grows back into the room that they leave.
    """
    sizes = agree(
        (
            fit.role,
            largest_fitting(edition, panel, fit, fit.min_size_pt, {}) or fit.min_size_pt,
        )
        for fit in fits
        if fit.overset
    )
    roles = {fit.role: fit for fit in fits}
    if len(roles) == 1:
        return sizes
    for fit in sorted(roles.values(), key=lambda fit: -fit.size_pt):
        if _fits(edition, panel, fit, sizes, whole=True):
            break
        largest = largest_fitting(edition, panel, fit, fit.min_size_pt, sizes, whole=True)
        sizes[fit.role] = largest or fit.min_size_pt
    return sizes


def largest_fitting(
    edition: Edition,
    panel: Panel,
    fit: SlotFit,
    low: float,
    sizes: Mapping[str, float],
    *,
    whole: bool = False,
) -> float | None:
    """The largest size from `low` pt up, on the size ladder, at which the text (or slot) fits.

    Other roles have the `sizes` given, or their full ones.
    """
    found: float | None = None
    first, last = 0, int((fit.size_pt - low) / SIZE_STEP_PT)
    while first <= last:
        middle = (first + last) // 2
        size = low + middle * SIZE_STEP_PT
        if _fits(edition, panel, fit, {**sizes, fit.role: size}, whole=whole):
            found, first = size, middle + 1
        else:
            last = middle - 1
    return found


def _fits(
    edition: Edition, panel: Panel, fit: SlotFit, sizes: Mapping[str, float], *, whole: bool
) -> bool:
    """Whether the text of `fit`, or the whole of its slot, fits at those sizes."""
    setting = resized(edition.setting, sizes)
    laid = _slot(edition, panel, grid_of(edition, panel), fit.slot, setting, counting=False)
    if whole:
        return not laid.is_overset
    return not any(
        other.overset for other in laid.fits if (other.role, other.path) == (fit.role, fit.path)
    )


def _lay_out(
    edition: Edition, panel: Panel, sizes: Mapping[str, float], *, measuring: bool = False
) -> LaidPanel:
    layout = edition.exhibition.layouts[panel.layout]
    grid = grid_of(edition, panel)
    setting = resized(edition.setting, sizes)
    marks: list[Mark] = [*_grounds(layout, grid, setting)]
    diagnostics: list[Diagnostic] = []
    fits: list[SlotFit] = []
    for name in layout.slots:
        if name not in grid.cells or (measuring and not BLOCKS[layout.slots[name].block].shrinks):
            continue
        # What keeps its size was laid out already when sizes were agreed.
        laid = edition.drafts.pop((panel.number, name), None)
        if laid is None or not laid.holds_at(sizes):
            laid = _slot(edition, panel, grid, name, setting, counting=not measuring)
        if measuring and not laid.is_overset:
            edition.drafts[panel.number, name] = laid
        if laid.marks:
            marks.append(Group(name, laid.marks))
        fits += laid.fits
        # Chronologies count entries, and tell of them themselves; maps tell of what no fit counts.
        told = next((found for found in laid.diagnostics if found.code == "text-overset"), None)
        told = told if laid.is_overset else None
        diagnostics += (found for found in laid.diagnostics if found is not told)
        for fit in laid.fits:
            if fit.overset and not measuring:
                least = fit.min_size_pt * LEAST_TRIED
                fitting = largest_fitting(edition, panel, fit, least, sizes)
                diagnostics.append(
                    with_size(edition, told, fit, fitting)
                    if told
                    else overset_error(edition, panel, fit, fitting)
                )
    page = Page(
        grid.trim.width,
        grid.trim.height,
        edition.bleed_mm,
        tuple(marks),
        one_line(panel.title.get(edition.language), panel.title.language(edition.language)),
        edition.language,
        edition.safe,
    )
    return LaidPanel(panel, page, tuple(fits), tuple(diagnostics))


def grid_of(edition: Edition, panel: Panel) -> Grid:
    """The layout's grid in the edition's format, with a cell per slot that has content."""
    layout = edition.exhibition.layouts[panel.layout]
    present = frozenset(
        name
        for name, slot in layout.slots.items()
        if BLOCKS[slot.block].present(edition.exhibition, panel, slot)
    )
    # Most panels of a layout have content in the same slots.
    grid = edition.grids.get((panel.layout, present))
    if grid is None:
        grid = resolve(layout, edition.format, edition.bleed_mm, present)
        edition.grids[panel.layout, present] = grid
    return grid


def _slot(
    edition: Edition,
    panel: Panel,
    grid: Grid,
    name: str,
    setting: Setting,
    *,
    counting: bool = True,
) -> Laid:
    layout = edition.exhibition.layouts[panel.layout]
    slot = layout.slots[name]
    context = Context(
        edition.exhibition, panel, layout, name, slot, grid.cells[name], grid, setting, counting
    )
    block = BLOCKS[slot.block]

    def drawn(context: Context) -> Laid:
        asked = AskedRoles(setting.roles)
        laid = block.lay_out(replace(context, setting=replace(setting, roles=asked)))
        return replace(laid, roles=frozenset(asked.names))

    keeping = edition.keeping
    if block.parts is not None and keeping is not None and (keeping.dates or not block.shrinks):
        return keeping.figure(context, drawn, block.parts(context, keeping))
    return drawn(context)


def _grounds(layout: Layout, grid: Grid, setting: Setting) -> tuple[Group, ...]:
    """The paper, the layout's bands and rules, as one group."""
    sheet = grid.trim.outset(grid.bleed_mm)
    marks: list[Mark] = []
    if any(setting.paper.cmyk):
        marks.append(PathMark(rectangle(sheet), fill=setting.paper))
    inked = (*ground_areas(layout, grid, setting), *rule_areas(layout, grid, setting))
    marks += [PathMark(rectangle(area), fill=ink) for area, ink in inked]
    return (Group("ground", tuple(marks)),) if marks else ()
