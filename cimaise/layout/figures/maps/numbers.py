"""Numbers that tie a chronology to its map. Loads no map library: both figures ask for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cimaise.layout.figures.maps.areas import box_of, is_shown
from cimaise.model.map import MapBlock
from cimaise.model.panel import Event
from cimaise.typography.alike import found_under, names_of


def numbers_of(block: MapBlock | None, events: Sequence[Event]) -> Mapping[str, int]:
    """The number of each place on the map that an event names, in the chronology's order.

    Keyed by every name that the place has, in any language, as readers see it; empty without map
    or events. Of places outside the area none has a number: some formats may show them, others not.
    """
    box = box_of(block) if block and events else None
    if block is None or box is None:
        return {}
    names = {
        name: index
        for index, place in enumerate(block.places)
        if is_shown(place.at, box)
        for name in names_of(place.name)
    }
    order: dict[int, int] = {}
    for event in events:
        index = found_under(event.place, names) if event.place else None
        if index is not None:
            order.setdefault(index, len(order) + 1)
    return {name: order[index] for name, index in names.items() if index in order}
