"""Maps and chronologies of the booklet that were drawn before: read back instead of drawn anew."""

from __future__ import annotations

from collections.abc import Callable

from cimaise.booklet.figures import Drawn, Figure, words_of
from cimaise.layout.kept import Keeping
from cimaise.layout.setting import Laid, Setting
from cimaise.model.panel import Panel
from cimaise.resources.cache import key_of


def kept_figure(
    keeping: Keeping | None,
    setting: Setting,
    key: str,
    width_mm: float,
    parts: tuple[object, ...],
    draw: Callable[[], Drawn],
) -> Drawn:
    """The figure that `draw` draws; `parts` tell all that decides it besides the setting.

    A figure with findings is drawn each time: they name lines of a file that moves under them.
    """
    if keeping is None:
        return draw()
    name = key_of(
        "booklet figure",
        keeping.code,
        width_mm,
        parts,
        setting.look,
    )

    def laid_now() -> Laid:
        drawn = draw()
        return Laid(drawn.figure.marks, drawn.figure.height_mm, drawn.diagnostics)

    laid = keeping.laid(name, setting, laid_now)
    figure = Figure(key, width_mm, laid.height_mm, laid.marks, words_of(laid.marks))
    return Drawn(figure, laid.diagnostics)


def map_parts(panel: Panel, setting: Setting, keeping: Keeping | None) -> tuple[object, ...]:
    """What decides a panel's map: all that is said of it but its caption, and its own layers."""
    if keeping is None or panel.map is None:
        return ()
    return (
        panel.map.model_copy(update={"caption": None}).model_dump_json(),
        keeping.layers(setting.folder, panel.map),
    )
