"""French micro-typography: text → text, with a list of what was changed.

After the "Lexique des règles typographiques en usage à l'Imprimerie nationale" (2002): fine
space (U+202F) before ; ! ? and inside guillemets, tie (U+00A0) before the colon and within
dates, numbers and abbreviated titles.
"""

from __future__ import annotations

import re

from cimaise.typography.drafts import MASK, Draft, Typeset
from cimaise.typography.quotes import french_quotes
from cimaise.typography.shared_rules import (
    NBSP,
    THIN,
    ellipsis,
    group_digits,
    ranges,
    spaced_dashes,
    tidy_spaces,
    tie,
)

_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_SPACE = f"[ {NBSP}{THIN}\u2009]"
# What a word may end in before a sign that wants a space.
_CLOSER = f"[\\w»)\\]”’…%°.€{MASK}]"

_ELISION = re.compile(r"(?<=[^\W\d_])'(?=[^\W_]|[«“\"*])")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'|(?<!\w)'(?=\d\d(?!\w))")
_ORDINAL_LONG = re.compile(r"(?<![\w.,])(\d+|[IVX]+)(?:i?[èe]mes?|[èe]res?)\b")
_ORDINAL_RAISED = re.compile(r"(?<=[\dIVX])(?:ᵉʳ|ʳᵉ|ᵉ)(?!\w)")
_RAISED = str.maketrans("ᵉʳ", "er")

_THIN_BEFORE = re.compile(f"(?<={_CLOSER}){_SPACE}*(?=[;!?](?![\\w=&]))|(?<=\\w){_SPACE}+(?=[;!?])")
_AFTER_OPENING = re.compile(f"(?<=«){_SPACE}*(?=[^\\s»])")
_BEFORE_CLOSING = re.compile(f"(?<=[^\\s«]){_SPACE}*(?=»)")
_COLON = re.compile(f"(?<={_CLOSER}){_SPACE}*(?=:(?:\\s|$|[«“]))|(?<=\\w){_SPACE}+(?=:(?![\\w/]))")
_PERCENT = re.compile(f"(?<=\\d){_SPACE}*(?=[%‰€$£](?!\\w))|(?<=\\d){_SPACE}+(?=°[CF]\\b)")
_COMMA = re.compile(f"(?<=[\\w»)]){_SPACE}+(?=[,.](?:\\s|$))")
_NUMBER_SIGN = re.compile(r"(?<=\b[nN][°º])(?=\d)")

_TIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("date", re.compile(rf"(?<![\w,.])(?:1er|\d{{1,2}}){_SPACE}(?:{_MONTHS})\b")),
    ("date", re.compile(rf"\b(?:{_MONTHS}){_SPACE}\d{{4}}(?!\d)")),
    ("number-sign", re.compile(rf"(?<!\w)(?:[nN][°º]|[nN]os){_SPACE}?\d")),
    (
        "abbreviated-title",
        re.compile(
            rf"(?<![\w.])(?:MM?\.|M(?:me|lle|gr)s?|Drs?|Pr|Me|Cdt|Gal|Ste?){_SPACE}[A-ZÀ-Þ]"
        ),
    ),
    ("initial", re.compile(rf"(?<![\w.])[A-ZÀ-Þ]\.(?:-[A-Z]\.)*{_SPACE}[A-ZÀ-Þ](?=\w)")),
    (
        "reference",
        re.compile(rf"(?<![\w.])(?:pp?|t|vol|chap|ch|art|fig|f|l|v|[éÉ]d|coll)\.{_SPACE}[\d«IVX]"),
    ),
    (
        "unit",
        re.compile(
            rf"\d{_SPACE}(?:km/h|km|cm|mm|m|ha|kg|g|t|l|h|min|s|kW|ch|pt|F|francs|hommes|ans|mois"
            rf"|jours|heures|millions?|milliards?)(?:[²³]|\b)(?!['’.])"
        ),
    ),
    ("time", re.compile(rf"\d{_SPACE}(?:h|min){_SPACE}\d")),
    ("regnal", re.compile(rf"\b[A-ZÀ-Þ][a-zà-ÿ]+{_SPACE}(?:Ier|Ire|[IVX]{{1,5}})(?![\w.’'])")),
    ("century", re.compile(rf"(?<=[\dIVX])es?{_SPACE}(?:siècles?|s\.|millénaires?)")),
    ("plan", re.compile(rf"\b[Pp]lan{_SPACE}[A-ZÀ-Þ]")),
    ("etc", re.compile(rf"(?<=\w|,|…){_SPACE}etc\.")),
    ("telephone", re.compile(rf"(?<![\d,.])0\d(?:{_SPACE}\d\d){{4}}(?!\d)")),
)

_SUPERIORS = re.compile(
    r"(?<![\w.,])(?:1(ers?|res?)|2(nde?s?|de?)|\d+(es?))(?!\w)|(?<!\w)(?:I(er|re)|[IVX]+(e))(?!\w)"
)
_CENTURY = re.compile(
    rf"(?<!\w)[IVX]+(?=e(?:(?:,|{_SPACE}(?:et|ou|au|à)|–|-){_SPACE}?(?:(?:le|au|du){_SPACE})?[IVX]+e)*"
    rf"{_SPACE}(?:siècles?|millénaires?)\b)"
)
_CENTURY_SHORT = re.compile(r"(?<!\w)[IVX]+(?=e\u00a0s\.)")


def typeset(text: str) -> Typeset:
    """Apply the rules of French to one paragraph. Idempotent; loses no word."""
    draft = Draft(text)
    draft.settle(_rules)
    superiors = [
        match.span(group)
        for match in _SUPERIORS.finditer(draft.text)
        for group in range(1, 6)
        if match.group(group)
    ]
    small_caps = [
        match.span()
        for pattern in (_CENTURY, _CENTURY_SHORT)
        for match in pattern.finditer(draft.text)
    ]
    return draft.finish(superiors, sorted(small_caps))


def _rules(draft: Draft) -> None:
    tidy_spaces(draft)
    draft.edit("space-before-comma", _COMMA, "")
    ellipsis(draft)
    # Elisions first, so that what is left of single marks can be read as pairs.
    draft.edit("apostrophe", _ELISION, "’")
    french_quotes(draft)
    draft.edit("apostrophe", _APOSTROPHE, "’")
    draft.edit("ordinal", _ORDINAL_LONG, _short_ordinal)
    draft.edit("ordinal", _ORDINAL_RAISED, lambda m: m.group().translate(_RAISED))
    spaced_dashes(draft)
    ranges(draft)
    draft.edit("fine-space", _THIN_BEFORE, THIN)
    draft.edit("guillemets", _AFTER_OPENING, THIN)
    draft.edit("guillemets", _BEFORE_CLOSING, THIN)
    draft.edit("colon", _COLON, NBSP)
    draft.edit("sign-after-number", _PERCENT, NBSP)
    group_digits(draft, THIN)
    draft.edit("number-sign", _NUMBER_SIGN, NBSP)
    for rule, pattern in _TIES:
        tie(draft, rule, pattern)


def _short_ordinal(match: re.Match[str]) -> str:
    """1ère → 1re, 2ème → 2e, with their plurals."""
    number, ending = match.group(1), match.group()[len(match.group(1)) :]
    plural = "s" if ending.endswith("s") else ""
    first = "m" not in ending and number in ("1", "I")
    if "m" not in ending and not first:
        return match.group()
    return number + ("re" if first else "e") + plural
