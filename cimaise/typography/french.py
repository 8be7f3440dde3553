"""French micro-typography: text → text, with a list of what was changed.

After the "Lexique des règles typographiques en usage à l'Imprimerie nationale" (2002): fine
space (U+202F) before ; ! ? and inside guillemets, tie (U+00A0) before the colon and within
dates, numbers and abbreviated titles.
"""

from __future__ import annotations

import re

from cimaise.typography.drafts import MASK, Draft, Typeset
from cimaise.typography.numbers import group_digits, ranges
from cimaise.typography.quotes import french_quotes
from cimaise.typography.shared_rules import (
    NBSP,
    SPACES,
    THIN,
    after,
    ellipsis,
    spaced_dashes,
    tidy_spaces,
    tie,
    tie_pattern,
)

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre",
    "octobre", "novembre", "décembre",
)  # fmt: skip
_UNITS = (
    "km/h|km|cm|mm|m|ha|kg|g|t|l|h|min|s|kW|ch|pt|F|°[CF]|francs|hommes|ans|mois|jours|heures"
    "|millions?|milliards?"
)
# What a word may end in before a sign that wants a space, besides letters and digits.
_CLOSERS = f"»)]”’…%°.€{MASK}"

_ELISION = re.compile(r"'(?=[^\W_]|[«“\"*])(?<=[^\W\d_]')")
_APOSTROPHE = re.compile(r"'(?:(?<=[^\W\d_]')|(?=\d\d(?!\w))(?<!\w'))")
_ORDINAL_LONG = re.compile(r"(?<=[\dIVX])(?:i?[èe]mes?|[èe]res?)(?!\w)")
_ORDINAL_RAISED = re.compile(r"(?:ᵉʳ|ʳᵉ|ᵉ)(?!\w)(?:(?<=[\dIVX].)|(?<=[\dIVX]..))")
_RAISED = str.maketrans("ᵉʳ", "er")
_SIGN = re.compile(r"[;!?:«»%‰€$£]|[,.](?=\s|$)")
_NUMBER_SIGN = re.compile(r"[°º](?=\d)(?<=(?<!\w)[nN].)")


_TIES = tie_pattern(
    {
        "date": rf"(?=\d{{4}}(?!\d)){after(*_MONTHS)}"
        rf"|(?=(?:{'|'.join(_MONTHS)})(?!\w))(?:(?<=\d.)|(?<=1er.))",
        "number-sign": rf"(?=\d){after('n°', 'N°', 'nº', 'Nº', 'nos')}",
        "time": r"(?=\d)(?<=\d[ \u00a0\u202f]h.)|(?=\d)(?<=\d[ \u00a0\u202f]min.)",
        "reference": r"(?=[\d«IVX])"
        + after("p.", "pp.", "t.", "vol.", "chap.", "ch.", "art.", "fig.", "f.", "éd.", "coll."),
        "regnal": r"(?=(?:Ier|Ire|[IVX]{1,5})(?![\w.’']))(?<=[a-zà-ÿ].)",
        "abbreviated-title": r"(?=[A-ZÀ-Þ])"
        + after("M.", "MM.", "Mme", "Mmes", "Mlle", "Mlles", "Mgr", "Dr", "Drs", "Pr", "Me",
                 "Cdt", "Gal", "St", "Ste"),
        "plan": rf"(?=[A-ZÀ-Þ]){after('plan', 'Plan')}",
        "initial": r"(?=[A-ZÀ-Þ]\w)(?:(?<=(?<![\w.])[A-ZÀ-Þ]\..)|(?<=[A-Z]\.-[A-Z]\..))",
        "unit": rf"(?=(?:{_UNITS})(?:[²³]|(?!\w))(?!['’.]))(?<=\d.)",
        "century": r"(?=(?:siècles?|millénaires?|s\.)(?!\w))(?:(?<=[\dIVX]e.)|(?<=[\dIVX]es.))",
        "etc": r"(?=etc\.)(?<=[\w,…].)",
    }
)  # fmt: skip
_TELEPHONE = re.compile(rf"0\d(?<![\d,.]..)(?:[{SPACES}]\d\d){{4}}(?!\d)")

_ORDINAL = re.compile(r"[\dIVX](ers?|res?|nde?s?|de?|es?)(?!\w)")
_ORDINAL_NUMBER = re.compile(r"(?<![\w.,])(?:\d+|[IVX]+)$")
_CENTURY = re.compile(
    rf"[IVX](?<!\w.)[IVX]*(?=es?(?:(?:,|[{SPACES}](?:et|ou|au|à)|–|-)[{SPACES}]?"
    rf"(?:(?:le|au|du)[{SPACES}])?[IVX]+e)*[{SPACES}](?:siècles?|millénaires?|s\.)(?!\w))"
)


def typeset(text: str) -> Typeset:
    """Apply the rules of French to one paragraph. Idempotent; loses no word."""
    draft = Draft(text)
    draft.settle(_rules)
    superiors = [
        match.span(1) for match in _ORDINAL.finditer(draft.text) if _is_ordinal(draft.text, match)
    ]
    small_caps = [match.span() for match in _CENTURY.finditer(draft.text)]
    return draft.finish(superiors, small_caps)


def _rules(draft: Draft) -> None:
    tidy_spaces(draft)
    ellipsis(draft)
    # Elisions first, so that what is left of single marks can be read as pairs.
    if "'" in draft.text:
        draft.edit("apostrophe", _ELISION, "’")
    french_quotes(draft)
    if "'" in draft.text:
        draft.edit("apostrophe", _APOSTROPHE, "’")
    _ordinals(draft)
    spaced_dashes(draft)
    ranges(draft)
    _signs(draft)
    group_digits(draft, THIN)
    draft.edit("number-sign", _NUMBER_SIGN, lambda m: m.group() + NBSP)
    draft.edit("telephone", _TELEPHONE, lambda m: re.sub(r"\D", NBSP, m.group()))
    tie(draft, _TIES)


def _signs(draft: Draft) -> None:
    """The space before and after signs: fine, tied or none."""
    text = draft.text
    edits: dict[str, list[tuple[int, int, str]]] = {}
    for match in _SIGN.finditer(text):
        sign, at = match.group(), match.start()
        start, end = at, match.end()
        while start > 0 and text[start - 1] in SPACES:
            start -= 1
        while end < len(text) and text[end] in SPACES:
            end += 1
        before = text[start - 1] if start else "\n"
        after = text[end] if end < len(text) else "\n"
        word = before.isalnum() or before in _CLOSERS
        spaced = start < at
        if sign == "«":
            if after not in "\n»":
                edits.setdefault("guillemets", []).append((match.end(), end, THIN))
            continue
        if sign == "»":
            rule, space, wanted = "guillemets", THIN, before not in "\n«"
        elif sign in ";!?":
            free = at + 1 == len(text) or not (text[at + 1].isalnum() or text[at + 1] in "_=&")
            rule, space, wanted = "fine-space", THIN, word and (free or spaced)
        elif sign == ":":
            free = at + 1 == len(text) or text[at + 1].isspace() or text[at + 1] in "«“"
            address = at + 1 < len(text) and (text[at + 1].isalnum() or text[at + 1] in "_/")
            rule, space, wanted = "colon", NBSP, word and (free or (spaced and not address))
        elif sign in ",.":
            rule, space, wanted = "space-before-comma", "", spaced and (word and before != "…")
        else:
            loose = at + 1 == len(text) or not text[at + 1].isalnum()
            rule, space, wanted = "sign-after-number", NBSP, before.isdigit() and loose
        if wanted:
            edits.setdefault(rule, []).append((start, at, space))
    _apply_all(draft, edits)


def _apply_all(draft: Draft, edits: dict[str, list[tuple[int, int, str]]]) -> None:
    """Make the edits of several rules, which were all found in the same text."""
    rows = sorted(
        (start, end, new, rule)
        for rule, found in edits.items()
        for start, end, new in found
        if draft.text[start:end] != new
    )
    draft.apply_mixed(rows)


def _ordinals(draft: Draft) -> None:
    draft.edit("ordinal", _ORDINAL_LONG, lambda m: _short_ordinal(draft.text, m))
    if "ᵉ" in draft.text:
        draft.edit("ordinal", _ORDINAL_RAISED, lambda m: m.group().translate(_RAISED))


def _short_ordinal(text: str, match: re.Match[str]) -> str:
    """1ère → 1re, 2ème → 2e, with their plurals."""
    number = _ORDINAL_NUMBER.search(text, max(0, match.start() - 12), match.start())
    ending = match.group()
    if number is None:
        return ending
    plural = "s" if ending.endswith("s") else ""
    if "m" in ending:
        return "e" + plural
    return "re" + plural if number.group() in ("1", "I") else ending


def _is_ordinal(text: str, match: re.Match[str]) -> bool:
    """Whether letters after a number are an ordinal's: 1er, 1re, 2nd, 2de, 3e, Ier, XXe."""
    found = _ORDINAL_NUMBER.search(text, max(0, match.start() - 12), match.start() + 1)
    if found is None:
        return False
    number, ending = found.group(), match.group(1)
    if ending[0] == "e" and "r" not in ending:
        return number.isdigit() or ending == "e"
    if "r" in ending:
        return number == "1" or (number == "I" and ending in ("er", "re"))
    return number == "2"
