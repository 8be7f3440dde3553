"""The page tree, inherited attributes and boxes; each page's content walked into elements."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from msgspec import Struct
from msgspec.structs import replace

from cimaise.preflight.budget import PAGES, ExhaustedError
from cimaise.preflight.facts import Page
from cimaise.preflight.interactive import read_annotations
from cimaise.preflight.matrix import Box
from cimaise.preflight.objects import ObjGen, entry, identity, integer, items, name, number, numbers
from cimaise.preflight.reading import Reading
from cimaise.preflight.recorder import Recorder
from cimaise.preflight.state import State
from cimaise.preflight.streams import decoded
from cimaise.preflight.walker import Walker

_INHERITED: Final = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
_DEEPEST_TREE = 64


class Leaf(Struct, frozen=True):
    """A page dictionary with what it inherits."""

    dictionary: Any
    inherited: dict[str, Any]

    def get(self, key: str) -> Any:
        """The page's own entry, or the inherited one."""
        own = entry(self.dictionary, key)
        return self.inherited.get(key) if own is None else own


def leaves(catalogue: Any, reading: Reading) -> Iterator[Leaf]:
    """The pages in order; cycles are faults, and the count is bounded."""
    waiting: list[tuple[Any, dict[str, Any], int]] = [(entry(catalogue, "/Pages"), {}, 0)]
    met: set[ObjGen] = set()
    count = 0
    while waiting:
        reading.budget.check_time()
        node, above, depth = waiting.pop()
        key = identity(node)
        if key in met or depth > _DEEPEST_TREE:
            reading.fault("the page tree holds itself or is too deep")
            continue
        if key is not None:
            met.add(key)
        kids = entry(node, "/Kids")
        if kids is None or name(entry(node, "/Type")) == "Page":
            if node is not None:
                count += 1
                if count > PAGES:
                    raise ExhaustedError(f"more than {PAGES:,} pages")
                yield Leaf(node, above)
            continue
        own = {key: value for key in _INHERITED if (value := entry(node, key)) is not None}
        inner = {**above, **own}
        waiting += [(kid, inner, depth + 1) for kid in items(kids, PAGES + 1)][::-1]


def read_page(leaf: Leaf, number_: int, reading: Reading) -> Page:
    """The facts of one page. Raises ExhaustedError where a bound is reached."""
    reading.page = number_
    unit = number(entry(leaf.dictionary, "/UserUnit"))
    bare = Page(
        number_,
        _box(leaf.get("/MediaBox")),
        _box(leaf.get("/CropBox")),
        _box(entry(leaf.dictionary, "/BleedBox")),
        _box(entry(leaf.dictionary, "/TrimBox")),
        _box(entry(leaf.dictionary, "/ArtBox")),
        integer(leaf.get("/Rotate")),
        unit,
    )
    recorder = Recorder(bare.finished, bare.printed, reading.budget)
    resources = leaf.get("/Resources")
    group = entry(leaf.dictionary, "/Group")
    if name(entry(group, "/S")) == "Transparency":
        stated = entry(group, "/CS")
        space = None if stated is None else reading.spaces.resolve(stated, resources)
        recorder.add_group(space, None)
        reading.feature("transparency", "a transparency group")
    Walker(reading, recorder, resources, State()).walk(_content(leaf.dictionary, reading))
    return replace(
        bare,
        elements=recorder.elements(),
        groups=recorder.groups(),
        annotations=read_annotations(leaf.dictionary, recorder),
    )


def _content(page: Any, reading: Reading) -> bytes:
    contents = entry(page, "/Contents")
    parts = []
    streams = list(items(contents)) if isinstance(contents, pikepdf.Array) else [contents]
    for stream in streams:
        if stream is None:
            continue
        reading.note_filters(stream, "a page's content")
        data, fault = decoded(stream, reading.budget)
        if fault is not None:
            reading.fault(f"the page's content: {fault}")
        parts.append(data)
    return b"\n".join(parts)


def _box(value: Any) -> Box | None:
    found = numbers(value, 4)
    if found is None:
        return None
    x0, y0, x1, y1 = found
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
