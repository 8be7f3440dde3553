"""Pages of the codes that reading and layout report themselves: no rule of `check` finds them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final


def _page(title: str, does: str, bad: str, fix: str) -> str:
    return f"{title}\n\nWhat it does: {does}\n\nWhy it is bad: {bad}\n\nHow to fix it: {fix}\n"


READING: Final[Mapping[str, str]] = {
    "yaml-syntax": _page(
        "The file is no YAML that can be read.",
        "reads files as YAML 1.2, in UTF-8, without anchors, tags and merge keys.",
        "what cannot be read cannot be laid out; the values near it may be taken for others.",
        "go to the place that the message names. A text with `: ` or ` #` in it wants quotation "
        "marks; a block text wants two more spaces than its key.",
    ),
    "unknown-key": _page(
        "A key is not one that Cimaise knows there.",
        "compares every key with the model; the hint says which one may be meant.",
        "what stands under it is not shown, and nobody would notice before the wall.",
        "correct the spelling, or take the key away. `make_panels.py schema` lists the keys.",
    ),
    "missing-key": _page(
        "A key is missing without which a file makes no sense.",
        "asks every mapping for the keys that it cannot do without.",
        "there is nothing to set in its place.",
        "write it; the hint says what it holds, with an example.",
    ),
    "wrong-type": _page(
        "A value is of another kind than wanted: a list where a text is, for instance.",
        "compares every value with the kind that its key holds.",
        "it cannot be set, drawn or measured.",
        "write the value as the hint shows it.",
    ),
    "invalid-value": _page(
        "A value is of the right kind and still cannot be used.",
        "compares numbers with their bounds, words with those allowed, shapes with common sense.",
        "laying out with it would fail or give a page that nobody meant.",
        "write a value within what the message allows.",
    ),
    "unknown-name": _page(
        "Something is named that nothing is called.",
        "looks up every layout, format, theme, printer, ink and font that is named.",
        "a panel without its layout, or a text without its ink, cannot be made.",
        "correct the spelling; `make_panels.py list` shows the names that there are.",
    ),
    "missing-file": _page(
        "A file is named that is not there.",
        "looks for every picture, logo, font, profile and map file in its folder.",
        "the panel would hang with a hole.",
        "put the file into the folder that the message names, or correct its name.",
    ),
    "unsafe-path": _page(
        "A file name leads out of the exhibition, or is an address.",
        "takes only files inside the exhibition's folder.",
        "the exhibition would build on one computer and fail on the next; and a file from a "
        "stranger could read others.",
        "copy the file into the exhibition and name it from there.",
    ),
    "no-panels": _page(
        "The exhibition has no panel.",
        "looks for .yaml files in panels/.",
        "there is nothing to make.",
        "write panels/01-….yaml; `make_panels.py new FOLDER` shows how.",
    ),
    "missing-translation": _page(
        "A text is not written in one of the exhibition's languages.",
        "asks every text that has versions for all languages; the first version stands in. A "
        "source may have one version alone, in the language of the work.",
        "visitors read two languages on one panel.",
        "write the missing version beside the others.",
    ),
    "unknown-language": _page(
        "A text is written in a language that the exhibition is not made in.",
        "compares the languages of every text with `languages` in exhibition.yaml.",
        "the words are never shown.",
        "correct the language, add it to `languages`, or take the text away.",
    ),
    "block-not-shown": _page(
        "A panel writes something that its layout has no slot for.",
        "compares the panel's blocks, pictures and key figures with the layout's slots. A slot of "
        "figures that runs off the page shows the first figure, and not its label.",
        "work is left off the wall without a word.",
        "choose another layout, add a slot to it, or take the block away.",
    ),
    "slot-empty": _page(
        "A slot that its layout counts on has nothing in it.",
        "compares the layout's slots with the panel's blocks; slots that are `optional` or yield "
        "their room to another are left alone.",
        "the panel hangs with a hole of that size.",
        "write the block, choose another layout, or make the slot `optional`.",
    ),
    "font-unusable": _page(
        "A font file cannot be used.",
        "opens every font of the theme; only TrueType outlines can be set.",
        "texts in it cannot be set.",
        "name a .ttf file of fonts/ in the theme.",
    ),
    "profile-unreadable": _page(
        "A colour profile cannot be read.",
        "opens the ICC profile that the printer names.",
        "without it no colour can be separated for the press.",
        "ask the printer for the file again.",
    ),
    "profile-unsuitable": _page(
        "A colour profile is of another kind than a press needs.",
        "asks for a CMYK profile of the class of printers.",
        "a screen's or scanner's profile says nothing about ink.",
        "name the profile of the printing condition; the printer knows it.",
    ),
    "geojson-unreadable": _page(
        "A map file is no GeoJSON that can be drawn.",
        "reads the file as GeoJSON in degrees of longitude and latitude.",
        "the layer would be missing from the map.",
        "export it again as GeoJSON, EPSG:4326.",
    ),
    "geojson-repaired": _page(
        "A map file has shapes that cross themselves; they were repaired.",
        "makes shapes sound before they are drawn.",
        "a repaired shape may lack a corner.",
        "repair the shape in the program that made it.",
    ),
    "coordinates-swapped": _page(
        "A point looks as if latitude and longitude had changed places.",
        "compares points with the map's area both ways round.",
        "the town would stand in the sea, or off the map.",
        "write longitude first: [3.06, 50.63] is Lille.",
    ),
    "coordinates-out-of-range": _page(
        "A point lies on no globe.",
        "asks for −180 to 180 degrees of longitude and −90 to 90 of latitude.",
        "it cannot be drawn.",
        "write degrees, longitude first.",
    ),
}

LAYOUT: Final[Mapping[str, str]] = {
    "text-overset": _page(
        "A text does not fit in its slot, even at the role's least size.",
        "sets every text at its size; where one does not fit, its role shrinks on every panel of "
        "the edition, down to the role's minimum. What does not fit there is counted: words, "
        "lines, millimetres, and the size that would fit.",
        "the words at the end are not printed.",
        "cut as many words as the hint says, give the slot more room in the layout, or lower "
        "`min_size_pt` in the theme, as far as the text can still be read from its distance.",
    ),
    "no-room": _page(
        "A slot has no room for its picture.",
        "measures what is left of the slot once the layout's rows and gaps are set in the format.",
        "the picture cannot be placed.",
        "make other rows of the layout lower, or give the slot's own a height.",
    ),
    "missing-glyph": _page(
        "A font cannot show a character.",
        "looks up every character of every text in the face that sets it.",
        "the panel would show an empty box, or nothing.",
        "use another character, or a font that has it.",
    ),
    "logo-unsupported": _page(
        "A logo holds something that is no plain shape.",
        "draws SVG logos of paths, basic shapes, groups, transforms, plain colours and simple "
        "strokes; it names the first thing beyond them: text, pictures, gradients, filters, clip "
        "paths, copies, style sheets, a document type. A PDF's first page is drawn as paths where "
        "it holds no more than these, else as pixels.",
        "half a partner's logo is worse than none.",
        "in a drawing program turn texts and strokes into paths, and save it as plain SVG or as "
        "PDF; or save it as PNG at 600 ppi of its printed size.",
    ),
    "date-invalid": _page(
        "A date is not one.",
        "reads dates as 1944, 1944-08, 1944-08-25, and two of them with a slash as a range.",
        "it cannot be placed in time.",
        "write year-month-day.",
    ),
    "date-out-of-order": _page(
        "A chronology's dates are not in order.",
        "compares each entry of a list with the one before it.",
        "readers take the order of a list for the order of events.",
        "sort the entries.",
    ),
    "place-off-map": _page(
        "A place lies outside its map.",
        "compares every place with the map's area.",
        "it is not drawn.",
        "widen `area`, correct the coordinates (longitude first), or take the place away.",
    ),
    "route-off-map": _page(
        "Nothing of a route lies on its map.",
        "asks of every route whether its line meets the map.",
        "it is not drawn, named or explained.",
        "choose a larger area, correct the points, or take the route away.",
    ),
    "zone-off-map": _page(
        "Nothing of a zone lies on its map.",
        "asks of every zone whether its surface meets the map.",
        "it is not drawn, named or explained.",
        "choose a larger area, correct the corners, or take the zone away.",
    ),
    "layer-off-map": _page(
        "A GeoJSON layer lies outside its map.",
        "compares the layer's shapes with what the map shows.",
        "nothing of it is drawn.",
        "widen `area`, or export the file with longitude first, as GeoJSON wants it.",
    ),
    "locator-left-out": _page(
        "A map has no locator though `locator: true` asks for one.",
        "draws France with the part that the map shows, where that is some and at most half of it, "
        "on a calm part of the map.",
        "visitors who do not know the region are not told where it lies.",
        "make the map larger or its area wider where there was no room; elsewhere take "
        "`locator: true` away.",
    ),
    "map-key-left-out": _page(
        "A map's legend, scale bar or the credit of its base map found no room.",
        "looks for calm parts of the map, then for room below it, of which these and the caption "
        "take no more than 45 % of the slot's height.",
        "visitors cannot read the signs or tell distances; the base map's makers want to be named.",
        "give the map's slot more room, or say `legend: false` or `scale: false` on purpose.",
    ),
    "label-dropped": _page(
        "A name found no room on its map.",
        "places names by priority without letting them touch; the last ones may be left out.",
        "the point stands there without a name.",
        "take a less important place away, give the map more room, or lower its priority number.",
    ),
    "map-data-ends": _page(
        "A map shows more than the base map holds.",
        "compares the map's area with the extent of the data that Cimaise carries.",
        "beyond it the paper is left bare: what lies there, land or sea, is not known.",
        "choose a smaller area, a slot nearer to the area's shape, or give the land as a GeoJSON "
        "layer of `kind: land`; all else is then sea.",
    ),
    "map-data-coarse": _page(
        "A map of a town is drawn from a base map made for countries.",
        "compares the map's scale with the data that Cimaise carries, right within a kilometre.",
        "a river may run on the wrong side of a square, and whoever lives there sees it.",
        "leave the named layers out, and give rivers, coast and limits as GeoJSON layers.",
    ),
}

MAKING: Final[Mapping[str, str]] = {
    "font-not-embeddable": _page(
        "A font's licence forbids to embed it in a PDF.",
        "reads the embedding bits of every font that is painted.",
        "without it the printer's computer sets the text in another face.",
        "choose a font that may be embedded, such as one under the OFL.",
    ),
    "booklet-overrun": _page(
        "Figures take a page more in the booklet than its plan gives them.",
        "compares the pages that the booklet was set in with those planned.",
        "text and figures no longer face each other.",
        "shorten the captions that the message names.",
    ),
    "pdf-unreadable": _page(
        "A PDF cannot be read.",
        "opens a PDF to be judged or imposed with qpdf, which rebuilds what it can; an empty file, "
        "one of another kind, without pages or too damaged is left alone.",
        "nothing can be said of it, and no sheet be made of it.",
        "open it in the program that made it and export it again.",
    ),
    "pdf-encrypted": _page(
        "A PDF is locked with a password.",
        "opens a PDF to be judged or imposed without any password.",
        "nothing can be said of it, and a printer cannot open it either.",
        "export it again without a password.",
    ),
    "pdf-repaired": _page(
        "A PDF to be imposed is damaged; its sheets are made of what could be read.",
        "opens the file with qpdf, which rebuilds what it can and says what it met.",
        "pages or pictures may be missing without anybody noticing before they are printed.",
        "export the file again and compare the sheets with it.",
    ),
    "page-sizes": _page(
        "A document to be imposed has pages of different sizes.",
        "compares the size of every page with that of the first.",
        "on a folded sheet all pages are trimmed to one size: larger ones are shown smaller.",
        "make the pages alike before they are imposed.",
    ),
    "pages-added": _page(
        "Empty pages were added so that sheets could be folded.",
        "fills the last sheet: a fold makes four pages.",
        "it is no mistake; but an empty back page could carry credits.",
        "write as many pages more, or leave them white.",
    ),
}
