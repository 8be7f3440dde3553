"""Annotations and actions, wherever a document can hide one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cimaise.preflight.facts import Annotation, Feature
from cimaise.preflight.matrix import Box
from cimaise.preflight.objects import ObjGen, entries, entry, identity, items, name, numbers
from cimaise.preflight.recorder import Recorder

_MOST_OUTLINES = 2_000
_MOST_ANNOTATIONS = 5_000


def read_annotations(page: Any, recorder: Recorder) -> tuple[Annotation, ...]:
    """The annotations of a page."""
    found = []
    for annotation in items(entry(page, "/Annots"), _MOST_ANNOTATIONS):
        corners = numbers(entry(annotation, "/Rect"), 4) or (0.0, 0.0, 0.0, 0.0)
        x0, y0, x1, y1 = corners
        rect: Box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        action = _action(entry(annotation, "/A"))
        if action is None and entry(annotation, "/AA") is not None:
            action = "additional actions"
        found.append(
            Annotation(
                name(entry(annotation, "/Subtype")) or "unnamed",
                recorder.in_mm(rect),
                rect,
                action,
            )
        )
    return tuple(found)


def read_actions(catalogue: Any, pages: list[Any]) -> tuple[Feature, ...]:
    """The actions of the document, its pages and its outline; not those of annotations."""
    found = []
    opening = entry(catalogue, "/OpenAction")
    if _action(opening) is not None:
        found.append(Feature("action", f"{_action(opening)} when the file opens"))
    if entry(catalogue, "/AA") is not None:
        found.append(Feature("action", "actions of the document (AA)"))
    if entry(entry(catalogue, "/Names"), "/JavaScript") is not None:
        found.append(Feature("action", "JavaScript of the document"))
    for number, page in enumerate(pages, 1):
        if entry(page, "/AA") is not None:
            found.append(Feature("action", "actions of the page (AA)", number))
    for item in _outline(catalogue):
        kind = _action(entry(item, "/A"))
        if kind is not None:
            found.append(Feature("action", f"{kind} in the outline"))
            break
    fields = entry(entry(catalogue, "/AcroForm"), "/Fields")
    if any(entry(field, "/A", "/AA") is not None for field in items(fields, 1_000)):
        found.append(Feature("action", "actions of form fields"))
    return tuple(found)


def _action(value: Any) -> str | None:
    kind = name(entry(value, "/S"))
    if kind is not None:
        return kind
    return "an action" if any(True for _ in entries(value, 1)) else None


def _outline(catalogue: Any) -> Iterator[Any]:
    waiting = [entry(entry(catalogue, "/Outlines"), "/First")]
    met: set[ObjGen | None] = set()
    while waiting and len(met) < _MOST_OUTLINES:
        item = waiting.pop()
        key = identity(item)
        if item is None or key is None or key in met:
            continue
        met.add(key)
        yield item
        waiting += [entry(item, "/Next"), entry(item, "/First")]
