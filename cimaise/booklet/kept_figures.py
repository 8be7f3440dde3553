"""Maps and chronologies of the booklet that were drawn before: read back instead of drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cimaise.booklet.figures import Drawn, Figure, words_of
from cimaise.layout.kept import Keeping, decoded, encoded
from cimaise.layout.setting import Laid, Setting
from cimaise.model.panel import Panel
from cimaise.model.paths import map_file
from cimaise.resources.cache import content_digest, key_of


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
        (setting.language, setting.scale, sorted(setting.roles.items())),
        (sorted(setting.inks.items()), setting.paper),
    )
    stored = keeping.cache.get(name)
    laid = decoded(stored, setting) if stored is not None else None
    if laid is not None:
        return Drawn(Figure(key, width_mm, laid.height_mm, laid.marks, words_of(laid.marks)))
    drawn = draw()
    if not drawn.diagnostics:
        written = encoded(Laid(drawn.figure.marks, drawn.figure.height_mm))
        if written is not None:
            keeping.cache.put(name, written)
    return drawn


def map_parts(panel: Panel, setting: Setting, keeping: Keeping | None) -> tuple[object, ...]:
    """What decides a panel's map: all that is said of it but its caption, and its own layers."""
    if keeping is None or panel.map is None:
        return ()
    files = [
        map_file(setting.folder, layer.file)
        for layer in panel.map.layers
        if not isinstance(layer, str)
    ]
    return (
        panel.map.model_copy(update={"caption": None}).model_dump_json(),
        [content_digest(file, keeping.cache) for file in files if isinstance(file, Path)],
    )
