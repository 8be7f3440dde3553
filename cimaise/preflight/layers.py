"""Optional content: which layers there are, which start hidden, what the standard forbids."""

from __future__ import annotations

from typing import Any

from cimaise.preflight.facts import Layer
from cimaise.preflight.objects import ObjGen, entry, identity, items, name, text


class LayerStates:
    """The optional content of a catalogue."""

    def __init__(self, catalogue: Any) -> None:
        properties = entry(catalogue, "/OCProperties")
        default = entry(properties, "/D")
        self._groups = list(items(entry(properties, "/OCGs"), 10_000))
        base_off = name(entry(default, "/BaseState")) == "OFF"
        on = {identity(group) for group in items(entry(default, "/ON"), 10_000)}
        off = {identity(group) for group in items(entry(default, "/OFF"), 10_000)}
        self._off: frozenset[ObjGen] = frozenset(
            key
            for group in self._groups
            if (key := identity(group)) is not None and (key in off or (base_off and key not in on))
        )
        self.faults = tuple(_faults(properties, default, self._groups))

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Every layer, with its state when the file is opened."""
        return tuple(
            Layer(text(entry(group, "/Name")) or "", identity(group) not in self._off)
            for group in self._groups
        )

    def hides(self, content: Any) -> bool:
        """Whether content marked with this group or membership dictionary starts hidden."""
        if not self._off or content is None:
            return False
        if name(entry(content, "/Type")) != "OCMD":
            return identity(content) in self._off
        groups = entry(content, "/OCGs")
        members = list(items(groups, 1_000)) or [groups]
        hidden = [identity(member) in self._off for member in members if member is not None]
        policy = name(entry(content, "/P")) or "AnyOn"
        shown = {
            "AllOn": not any(hidden),
            "AnyOn": not all(hidden),
            "AnyOff": any(hidden),
            "AllOff": all(hidden),
        }
        return bool(hidden) and not shown.get(policy, True)


def _faults(properties: Any, default: Any, groups: list[Any]) -> list[str]:
    """What ISO 15930-7 does not allow in optional content configurations."""
    if properties is None:
        return []
    if default is None:
        return ["the optional content has no default configuration"]
    found: list[str] = []
    known = {identity(group) for group in groups}
    titles: list[str] = []
    for configuration in [default, *items(entry(properties, "/Configs"), 100)]:
        title = text(entry(configuration, "/Name"))
        titles.append(title or "")
        if not title:
            found.append("a layer configuration has no name")
        if entry(configuration, "/AS") is not None:
            found.append("a layer configuration switches layers by itself (AS)")
        order = entry(configuration, "/Order")
        if order is not None and not known <= set(_listed(order, 0)):
            found.append("a layer configuration's order leaves layers out")
    if len(set(titles)) < len(titles):
        found.append("two layer configurations have the same name")
    return list(dict.fromkeys(found))


def _listed(order: Any, depth: int) -> list[ObjGen | None]:
    found: list[ObjGen | None] = []
    for item in items(order, 10_000):
        found.append(identity(item))
        if depth < 8:
            found += _listed(item, depth + 1)
    return found
