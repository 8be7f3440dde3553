"""English micro-typography: text → text, with a list of what was changed.

British habits, after "New Hart's Rules" (2014): curly quotation marks, spaced en dashes, no
space before a sign, ties within dates, numbers and abbreviated titles.
"""

from __future__ import annotations

import re

from cimaise.typography.drafts import MASK, Draft, Typeset
from cimaise.typography.numbers import group_digits, ranges
from cimaise.typography.quotes import english_quotes
from cimaise.typography.shared_rules import (
    SPACES,
    after,
    ellipsis,
    spaced_dashes,
    tidy_spaces,
    tie,
    tie_pattern,
)

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_UNITS = (
    "mph|km/h|km|cm|mm|m|ha|kg|g|t|miles?|feet|ft|lb|men|years?|months?|days?|hours?|million"
    "|billion"
)
_BEFORE_SIGN = re.compile(f"[{SPACES}]+(?=[,;:!?.](?:\\s|$|[”’)]))(?<=[\\w)\\]”’%{MASK}].)")
_BEFORE_PERCENT = re.compile(f"[{SPACES}]+(?=%)(?<=\\d.)")

_TIES = tie_pattern(
    {
        "date": rf"(?=(?:{'|'.join(_MONTHS)})(?!\w))(?:(?<=\d.)|(?<=\d(?:st|nd|rd|th).))"
        rf"|(?=\d{{1,4}}(?!\d)){after(*_MONTHS)}",
        "number-sign": rf"(?=\d){after('No.', 'no.', 'Nos.', 'nos.')}",
        "reference": rf"(?=[\dIVX]){after('p.', 'pp.', 'vol.', 'ch.', 'fig.', 'ed.')}",
        "regnal": r"(?=[IVX]{2,5}(?![\w.’']))(?<=[a-zà-ÿ].)",
        "abbreviated-title": r"(?=[A-ZÀ-Þ])"
        + after(
            "Mr", "Mrs", "Ms", "Dr", "St", "Mr.", "Mrs.", "Dr.", "Prof.", "Gen.", "Col.",
            "Capt.", "Lt", "Lt.", "Sgt", "Sgt.",
        ),
        "plan": rf"(?=[A-ZÀ-Þ]){after('plan', 'Plan')}",
        "initial": r"(?=[A-ZÀ-Þ]\w)(?:(?<=(?<![\w.])[A-ZÀ-Þ]\..)|(?<=[A-Z]\.-[A-Z]\..))",
        "unit": rf"(?=(?:(?:{_UNITS})(?:[²³]|(?!\w))|[ap]\.m\.)(?!['’]))(?<=\d.)",
        "etc": r"(?=etc\.)(?<=[\w,…].)",
    }
)  # fmt: skip


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
    tie(draft, _TIES)
