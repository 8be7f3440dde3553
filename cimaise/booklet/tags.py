"""The tag tree that WeasyPrint wrote → what PDF/UA-1 wants of it: artefacts, languages, links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pikepdf
from msgspec import Struct, field
from pikepdf import Array, Name, String

from cimaise.booklet.rendering import LANGUAGE_MARK, ORNAMENT_MARK

ObjectId = tuple[int, int]
MarkedContent = tuple[ObjectId, int]
"""A page's object, and the number of a marked content on it."""

# PDF/UA-1, 7.18: what is shown on the screen is printed too.
PRINTED = 4


class Tree(Struct):
    """What a walk through the tag tree finds."""

    tagged: set[MarkedContent] = field(default_factory=set)
    removed: set[MarkedContent] = field(default_factory=set)
    doubled_links: set[ObjectId] = field(default_factory=set)
    """Annotations of boxes inside a link that has one already."""


def mend_tree(pdf: pikepdf.Pdf) -> Tree:
    """Walk the tree once: languages are given to elements, links inside links dissolved."""
    found = Tree()
    pending: list[tuple[pikepdf.Object, bool]] = [
        (element, False) for element in _kids(pdf.Root.StructTreeRoot)
    ]
    while pending:
        element, in_link = pending.pop()
        kept: list[pikepdf.Object | int] = []
        is_link = element.get("/S") == Name.Link
        for kid in _kids(element):
            if not isinstance(kid, pikepdf.Object):
                found.tagged.add((element.Pg.objgen, int(kid)))
                kept.append(kid)
            elif kid.get("/Type") == Name.OBJR:
                if in_link:
                    found.doubled_links.add(kid.Obj.objgen)
                    continue
                is_link = True
                kept.append(kid)
            elif (language := _language_of(kid)) is not None:
                if ";" in language:
                    _name_language(kid, language)
                    kept.append(kid)
                    continue
                element.Lang = String(language)
                _remove_sign(kid, found)
            elif str(kid.get("/Alt", "")) == ORNAMENT_MARK:
                continue  # what no tag leads to is an artefact
            else:
                kept.append(kid)
        if is_link:
            element.S = Name.Span if in_link else Name.Link
        element.K = Array(kept)
        pending += [
            (kid, in_link or is_link)
            for kid in kept
            if isinstance(kid, pikepdf.Object) and kid.get("/Type") == Name.StructElem
        ]
    return found


def mend_links(pdf: pikepdf.Pdf, tree: Tree, titles: Mapping[str, str]) -> None:
    """Take doubled links away; say in words where each other one leads."""
    for page in pdf.pages:
        kept = []
        for annotation in page.obj.get("/Annots", []):
            if annotation.objgen in tree.doubled_links:
                continue
            target = annotation.get("/Dest")
            if target is not None:
                annotation.Contents = String(titles.get(str(target), str(target)))
            annotation.F = PRINTED
            kept.append(annotation)
        if kept:
            page.obj.Annots = Array(kept)
        elif "/Annots" in page.obj:
            del page.obj["/Annots"]


def _kids(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = element.get("/K")
    if isinstance(kids, pikepdf.Array):
        yield from kids
    elif kids is not None:
        yield kids


def _remove_sign(sign: pikepdf.Object, found: Tree) -> None:
    """What a sign left on its page; one that stands in a link was linked too."""
    for kid in _kids(sign):
        if isinstance(kid, pikepdf.Object):
            found.doubled_links.add(kid.Obj.objgen)
        else:
            found.removed.add((sign.Pg.objgen, int(kid)))


def _name_language(figure: pikepdf.Object, marked: str) -> None:
    """A figure whose alt text is in another language says so, and no longer in the text itself."""
    language, _, alt = marked.partition(";")
    figure.Lang, figure.Alt = String(language), String(alt)


def _language_of(kid: pikepdf.Object) -> str | None:
    """What a sign says: a language, before a figure's own words that language and `;`."""
    if kid.get("/S") != Name.Figure:
        return None
    alt = str(kid.get("/Alt", ""))
    return alt.removeprefix(LANGUAGE_MARK) if alt.startswith(LANGUAGE_MARK) else None
