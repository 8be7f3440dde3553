"""A finished PDF → its facts, by pikepdf, blind to who made it."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf

from cimaise.diagnostics import InputError, Span, error
from cimaise.preflight.budget import Budget, ExhaustedError
from cimaise.preflight.facts import Facts, Page
from cimaise.preflight.interactive import read_actions
from cimaise.preflight.layers import LayerStates
from cimaise.preflight.metadata import read_info, read_intents, read_xmp
from cimaise.preflight.objects import entry, items, name, text
from cimaise.preflight.opening import EXPORT_AGAIN, opened
from cimaise.preflight.pages import Leaf, leaves, read_page
from cimaise.preflight.reading import Reading


def inspect(path: Path) -> Facts:
    """Everything the rules ask about a file.

    Raises InputError (`missing-file`, `pdf-unreadable`, `pdf-encrypted`) for what cannot be read.
    A file too large to read whole gives facts up to there, with `unread` set.
    """
    with opened(path) as (pdf, header, object_streams):
        return _facts(pdf, path, header, object_streams)


def _facts(pdf: pikepdf.Pdf, path: Path, header: str, object_streams: bool) -> Facts:
    catalogue = pdf.trailer.get("/Root")
    if not isinstance(catalogue, pikepdf.Dictionary):
        message = f"{path.name} has no document catalogue"
        raise InputError([error("pdf-unreadable", message, Span(path), hint=EXPORT_AGAIN)])
    budget = Budget()
    layers = LayerStates(catalogue)
    reading = Reading(budget, layers)
    pages: list[Page] = []
    met: list[Leaf] = []
    unread: str | None = None
    try:
        info, xmp = read_info(pdf.trailer), read_xmp(catalogue, budget)
        intents = read_intents(catalogue, budget)
    except ExhaustedError as reason:
        info, xmp, intents, unread = {}, None, (), str(reason)
    try:
        for number, leaf in enumerate(leaves(catalogue, reading), 1):
            met.append(leaf)
            pages.append(read_page(leaf, number, reading))
    except ExhaustedError as reason:
        unread = str(reason)
    reading.page = 0
    if not met:
        reading.fault("the file has no page")
    return Facts(
        file=path,
        version=_version(header, catalogue),
        encrypted=pdf.is_encrypted,
        trailer_id=_has_id(pdf.trailer),
        damage=(*_warnings(pdf, path), *reading.faults),
        unread=unread,
        object_streams=object_streams,
        info=info,
        xmp=xmp,
        output_intents=intents,
        layers=layers.layers,
        layer_faults=layers.faults,
        actions=read_actions(catalogue, [leaf.dictionary for leaf in met]),
        features=reading.features,
        fonts=reading.fonts,
        pages=tuple(pages),
    )


def _version(header: str, catalogue: pikepdf.Dictionary) -> str:
    stated = name(entry(catalogue, "/Version")) or ""
    return max(header, stated) if re.fullmatch(r"\d\.\d", stated) else header


def _has_id(trailer: pikepdf.Object) -> bool:
    parts = [text(part) for part in items(entry(trailer, "/ID"), 3)]
    return len(parts) == 2 and all(parts)


def _warnings(pdf: pikepdf.Pdf, path: Path) -> tuple[str, ...]:
    found = [str(warning) for warning in pdf.get_warnings()][:20]
    return tuple(dict.fromkeys(w.replace(f"{path}", path.name) for w in found))
