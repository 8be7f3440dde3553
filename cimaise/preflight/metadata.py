"""Info and XMP, as flat text; output intents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final
from xml.etree import ElementTree

from cimaise.preflight.budget import SMALL_STREAM_BYTES, Budget, ExhaustedError
from cimaise.preflight.facts import OutputIntent
from cimaise.preflight.icc import profile_of
from cimaise.preflight.objects import entries, entry, items, name, text
from cimaise.preflight.streams import decoded

_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PREFIXES: Final = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/pdfx/1.3/": "pdfx",
    "http://www.npes.org/pdfx/ns/id/": "pdfxid",
}


def read_info(trailer: Any) -> Mapping[str, str]:
    """The document information dictionary: strings and names as text."""
    found = {}
    for key, value in entries(entry(trailer, "/Info"), 200):
        written = text(value)
        if written is None:
            written = name(value)
        if written is not None:
            found[key[1:]] = written[:10_000]
    return found


def read_xmp(catalogue: Any, budget: Budget) -> Mapping[str, str] | None:
    """The XMP packet as `prefix:Name` → value; None where there is none that parses."""
    packet = entry(catalogue, "/Metadata")
    if packet is None:
        return None
    try:
        data, _ = decoded(packet, budget, SMALL_STREAM_BYTES)
    except ExhaustedError:
        return None
    # XMP needs no document type; one is only there to expand entities without end.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        return None
    try:
        root = ElementTree.fromstring(data.strip().lstrip(b"\xef\xbb\xbf"))
    except (ElementTree.ParseError, ValueError, LookupError):
        return None
    found: dict[str, str] = {}
    for description in root.iter(f"{_RDF}Description"):
        for tag, value in _properties(description):
            found.setdefault(_prefixed(tag), value.strip())
    return found


def _properties(description: ElementTree.Element) -> Iterator[tuple[str, str]]:
    yield from description.attrib.items()
    for child in description:
        first = child.find(f".//{_RDF}li")
        yield child.tag, (child if first is None else first).text or ""


def _prefixed(tag: str) -> str:
    parts = re.fullmatch(r"\{(.*)\}(.*)", tag)
    if parts is None:
        return tag
    return f"{_PREFIXES.get(parts[1], parts[1])}:{parts[2]}"


def read_intents(catalogue: Any, budget: Budget) -> tuple[OutputIntent, ...]:
    """Every output intent of the catalogue."""
    found = []
    for intent in items(entry(catalogue, "/OutputIntents"), 50):
        profile = entry(intent, "/DestOutputProfile")
        found.append(
            OutputIntent(
                name(entry(intent, "/S")) or "",
                text(entry(intent, "/OutputConditionIdentifier")) or "",
                text(entry(intent, "/OutputCondition")) or "",
                text(entry(intent, "/RegistryName")) or "",
                text(entry(intent, "/Info")) or "",
                profile is not None,
                profile_of(profile, budget),
            )
        )
    return tuple(found)
