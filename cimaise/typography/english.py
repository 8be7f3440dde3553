"""English micro-typography: text → text, with a list of what was changed.

British habits, after "New Hart's Rules" (2014): curly quotation marks, spaced en dashes, no
space before a sign, ties within dates, numbers and abbreviated titles.
"""

from __future__ import annotations

import re

from cimaise.typography.drafts import Draft, Typeset
from cimaise.typography.quotes import english_quotes
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

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SPACE = f"[ {NBSP}{THIN}\u2009]"
_BEFORE_SIGN = re.compile(f"(?<=[\\w)\\]”’%]){_SPACE}+(?=[,;:!?.](?:\\s|$|[”’)]))")
_BEFORE_PERCENT = re.compile(f"(?<=\\d){_SPACE}+(?=%)")

_TIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("date", re.compile(rf"(?<![\w,.])\d{{1,2}}(?:st|nd|rd|th)?{_SPACE}(?:{_MONTHS})\b")),
    ("date", re.compile(rf"\b(?:{_MONTHS}){_SPACE}\d{{1,4}}(?!\d)")),
    ("number-sign", re.compile(rf"(?<!\w)(?:[Nn]o\.|[Nn]os\.?){_SPACE}\d")),
    (
        "abbreviated-title",
        re.compile(rf"(?<![\w.])(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Capt|Lt|Sgt)\.?{_SPACE}[A-ZÀ-Þ]"),
    ),
    ("initial", re.compile(rf"(?<![\w.])[A-ZÀ-Þ]\.(?:-?[A-Z]\.)*{_SPACE}[A-ZÀ-Þ](?=\w)")),
    ("reference", re.compile(rf"(?<![\w.])(?:pp?|vol|ch|fig|ed)\.{_SPACE}[\dIVX]")),
    (
        "unit",
        re.compile(
            rf"\d{_SPACE}(?:mph|km/h|km|cm|mm|m|ha|kg|g|t|miles?|feet|ft|lb|men|years?|months?"
            rf"|days?|hours?|million|billion|a\.m\.|p\.m\.)(?:[²³]|\b|(?<=\.))(?!['’])"
        ),
    ),
    ("regnal", re.compile(rf"\b[A-ZÀ-Þ][a-zà-ÿ]+{_SPACE}[IVX]{{2,5}}(?![\w.’'])")),
    ("plan", re.compile(rf"\b[Pp]lan{_SPACE}[A-ZÀ-Þ]")),
    ("etc", re.compile(rf"(?<=\w|,|…){_SPACE}etc\.")),
)


def typeset(text: str) -> Typeset:
    """Apply the rules of English to one paragraph. Idempotent; loses no word."""
    draft = Draft(text)
    draft.settle(_rules)
    return draft.finish([], [])


def _rules(draft: Draft) -> None:
    tidy_spaces(draft)
    ellipsis(draft)
    english_quotes(draft)
    spaced_dashes(draft)
    ranges(draft)
    draft.edit("space-before-sign", _BEFORE_SIGN, "")
    draft.edit("space-before-sign", _BEFORE_PERCENT, "")
    group_digits(draft, ",")
    for rule, pattern in _TIES:
        tie(draft, rule, pattern)
