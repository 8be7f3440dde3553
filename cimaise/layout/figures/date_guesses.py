"""What is no date as we write it, but was plainly meant as one: text in, the date to write out."""

from __future__ import annotations

import re
from typing import Final

from cimaise.layout.figures.date_words import WORDS

MONTHS: Final = {
    name.lower(): number
    for words in WORDS.values()
    for months in (words.months, words.short_months)
    for number, name in enumerate(months, 1)
}
ABOUT: Final = re.compile(r"(?:vers|about|around|circa|c\.|ca\.?|env\.|environ)\s*")
ARTICLE: Final = re.compile(r"(?:les?\s|the\s|l['’]an\s)")
BEFORE: Final = re.compile(r"(\d{1,4})\s*(?:av\.?\s*j\.?-?\s*c\.?|bce?)")
CENTURY: Final = re.compile(
    r"(?:(\d{1,2})(?:e|è|ème|st|nd|rd|th)|([ivx]{1,5})(?:er|e))(?:\s*(?:siècles?|s\.|century|centuries))?"
)
IN_WORDS: Final = re.compile(r"(?:(\d{1,2})(?:er)?\s+)?([^\W\d]+\.?)\s+(\d{4})")
RUN_ON: Final = re.compile(r"(\d{4})(\d\d)(\d\d)")
ROMAN: Final = {"i": 1, "v": 5, "x": 10}


def guessed(text: str) -> str | None:
    """The date that was probably meant, as it should be written; None where nothing is plain."""
    plain = " ".join(text.lower().split())
    for sign in ("–", "—", "/"):
        ends = [part.strip() for part in plain.split(sign)]
        if len(ends) == 2 and all(ends):
            found = [_written(end) for end in ends]
            return "/".join(end for end in found if end) if all(found) else None
    return _written(plain)


def _written(plain: str) -> str | None:
    if article := ARTICLE.match(plain):
        plain = plain[article.end() :]
    about = ABOUT.match(plain)
    if about or plain.endswith("?"):
        rest = _written(plain[about.end() if about else 0 :].rstrip("? "))
        return f"~{rest}" if rest else None
    if re.fullmatch(r"~?-?\d{4}(-\d\d){0,2}", plain):
        return plain
    if found := BEFORE.fullmatch(plain):
        return f"-{found[1]:0>4}"
    if found := RUN_ON.fullmatch(plain):
        return "-".join(found.groups())
    if found := re.fullmatch(r"(\d{4}-\d\d-\d\d)t[\d:.+z]+", plain):
        return found[1]
    if found := CENTURY.fullmatch(plain):
        return f"C{found[1] or _number(found[2])}"
    found = IN_WORDS.fullmatch(plain)
    if found and found[2] in MONTHS:
        day = f"-{found[1]:0>2}" if found[1] else ""
        return f"{found[3]}-{MONTHS[found[2]]:02}{day}"
    return None


def _number(roman: str) -> int:
    """What a Roman number stands for."""
    values = [ROMAN[letter] for letter in roman]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )
