"""Pydantic's complaints → problems in a designer's words.

A message says what was found, then what is allowed. The hint is "did you mean", or what the
field's description says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sized
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel
from pydantic_core import ErrorDetails

from cimaise.diagnostics import counted
from cimaise.model.problems import Problem, shortened
from cimaise.model.shape import field_at, keys_of, length_at, nearest, record_at
from cimaise.source import Keys, Unreadable


class _Trouble(Struct, frozen=True):
    """One complaint: its path inside the model, the value found, and pydantic's figures."""

    path: Keys
    value: Any
    figures: Mapping[str, Any]
    model: type[BaseModel]
    at: Keys

    def problem(
        self, code: str, message: str, hint: str | None = None, *, on_key: bool = False
    ) -> Problem:
        """The problem at this path; the field's description is its hint unless one is given."""
        path = (*self.at, *self.path)
        return Problem(code, message, path, hint or self.described(), on_key)

    def described(self) -> str:
        """What the field's description says, with an example; of the file, how it is written."""
        field = field_at(self.model, self.path)
        if field is None or not field.description:
            return "write `key: value`, one a line; docs/reference.md lists the keys"
        text = field.description.rstrip(".")
        first = text.split()[0]
        if first[1:] == first[1:].lower():
            text = text[0].lower() + text[1:]
        if field.examples:
            text += f"; for example {_written(field.examples[0])}"
        return text

    @property
    def name(self) -> str:
        """The last key of the path, for messages."""
        names = [key for key in self.path if isinstance(key, str)]
        return f"`{shortened(names[-1])}`" if names else "the file"


def problems_of(details: ErrorDetails, model: type[BaseModel], at: Keys) -> Iterator[Problem]:
    """What to say of one complaint; `at` leads from the file's top to the model's data."""
    value = details["input"]
    figures = details.get("ctx", {})
    path = tuple(key for key in details["loc"] if not str(key).startswith("tag:"))
    if path and path[-1] == "[key]":
        path = path[:-1]
    inside = figures.get("at", ())
    for key in inside:
        value = value[key]
    if isinstance(value, Unreadable):
        return
    trouble = _Trouble((*path, *inside), value, figures, model, at)
    make = _MAKERS.get(details["type"])
    if make is not None:
        yield make(trouble)
        return
    kind = details["type"]
    if kind in _WANTED:
        hint = None
        if kind == "bool_type":
            hint = _flag_hint(value)
        message = f"{trouble.name} holds {describe(value)}, where {_WANTED[kind]} is wanted"
        yield trouble.problem("wrong-type", message, hint)
        return
    yield trouble.problem("invalid-value", f"{trouble.name} holds {describe(value)}")


def describe(value: object) -> str:
    """What was found, for a message: a list, the number 3, the text "abc"."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int | float):
        return f"the number {getattr(value, 'written', value)}"
    if isinstance(value, str):
        return f"the text “{shortened(value)}”"
    if isinstance(value, Mapping):
        return "a mapping"
    return "a list"


def _written(value: object) -> str:
    """An example as YAML would write it."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_written, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _counted(value: Sized) -> str:
    return counted(len(value), "value")


def _flag_hint(value: object) -> str | None:
    word = str(value).lower()
    if word in ("yes", "on", "oui", "true", "1"):
        return "write true"
    if word in ("no", "off", "non", "false", "0"):
        return "write false"
    return None


def _missing(trouble: _Trouble) -> Problem:
    *container, key = trouble.path
    if isinstance(key, int):
        inside = replace(trouble, path=tuple(container))
        wanted = length_at(trouble.model, container)
        message = f"{inside.name} holds {_counted(trouble.value)}, where {wanted} are wanted"
        return inside.problem("wrong-type", message)
    names = [name for name in (*trouble.at, *container) if isinstance(name, str)]
    message = f"`{key}` is missing" + (f" in `{shortened(names[-1])}`" if names else "")
    path = (*trouble.at, *container)
    hint = f"write `{key}`: {trouble.described()}"
    return Problem("missing-key", message, path, hint, on_key=bool(path))


def _unknown(trouble: _Trouble) -> Problem:
    *container, key = trouble.path
    record = record_at(trouble.model, container)
    known = keys_of(record) if record is not None else ()
    meant = nearest(str(key), known)
    hint = f"did you mean `{meant}`?" if meant else f"known here: {', '.join(known)}"
    return trouble.problem("unknown-key", f"unknown key {trouble.name}", hint, on_key=True)


def _not_allowed(trouble: _Trouble) -> Problem:
    written = str(trouble.figures.get("expected", ""))
    # pydantic words the list as 'a', 'b' or 'c'.
    allowed = [word.strip(" '") for part in written.split(", ") for word in part.split(" or ")]
    meant = nearest(str(trouble.value), allowed)
    message = f"{trouble.name} holds {describe(trouble.value)}; allowed: {', '.join(allowed)}"
    return trouble.problem("invalid-value", message, f"did you mean `{meant}`?" if meant else None)


def _bound(words: str, figure: str) -> Callable[[_Trouble], Problem]:
    def make(trouble: _Trouble) -> Problem:
        limit = trouble.figures[figure]
        message = f"{trouble.name} holds {describe(trouble.value)}, where {words} {limit:g}"
        return trouble.problem("invalid-value", f"{message} is wanted")

    return make


def _few(trouble: _Trouble) -> Problem:
    least = trouble.figures["min_length"]
    verb = "is" if least == 1 else "are"
    message = (
        f"{trouble.name} holds {_counted(trouble.value)}, where at least {least} {verb} wanted"
    )
    return trouble.problem("wrong-type", message)


def _many(trouble: _Trouble) -> Problem:
    most = trouble.figures["max_length"]
    message = f"{trouble.name} holds {_counted(trouble.value)}, where {most} are wanted"
    return trouble.problem("wrong-type", message)


def _not_so_written(trouble: _Trouble) -> Problem:
    message = f"{trouble.name} holds {describe(trouble.value)}, which is not how it is written"
    return trouble.problem("invalid-value", message)


def _nothing(trouble: _Trouble) -> Problem:
    hint = "write a text, or take the line away"
    return trouble.problem("wrong-type", f"nothing is written in {trouble.name}", hint)


def _language(trouble: _Trouble) -> Problem:
    key = shortened(str(trouble.figures["key"]))
    hint = 'a text is one string or {fr: …, en: …}; text with ": " wants quotation marks'
    return trouble.problem("unknown-key", f"`{key}` is no language", hint, on_key=True)


def _no_text(trouble: _Trouble) -> Problem:
    value = trouble.value
    message = f"{trouble.name} holds {describe(value)}, where text is wanted"
    hint = "put it in quotation marks" if isinstance(value, bool) else None
    return trouble.problem("wrong-type", message, hint)


def _no_length(trouble: _Trouble) -> Problem:
    message = f"{trouble.name} holds {describe(trouble.value)}, where a length is wanted"
    return trouble.problem("wrong-type", message, "write 12, 12 mm, 1.2 cm, 34 pt or 5%")


def _no_share(trouble: _Trouble) -> Problem:
    message = f"{trouble.name} holds a share in `fr`, which only rows know"
    return trouble.problem("invalid-value", message, "write 12, 12 mm, 1.2 cm, 34 pt or 5%")


def _no_day(trouble: _Trouble) -> Problem:
    message = f"{trouble.name} holds {describe(trouble.value)}, which no file can be dated"
    hint = "write a day of the calendar as YYYY-MM-DD, in the year 1000 or later"
    return trouble.problem("invalid-value", message, hint)


def _long_address(trouble: _Trouble) -> Problem:
    found, most = trouble.figures["bytes"], trouble.figures["most"]
    message = f"{trouble.name} holds {found} bytes, where a QR code holds at most {most}"
    hint = (
        "write a short address that leads there: the longer it is, the finer the code's squares, "
        "and the nearer one must stand to read them"
    )
    return trouble.problem("invalid-value", message, hint)


def _no_ink(trouble: _Trouble) -> Problem:
    message = f"{trouble.name} holds {describe(trouble.value)}, where an ink is wanted"
    hint = "write an ink's name, with a tint if wanted: garance, or garance 45%"
    return trouble.problem("wrong-type", message, hint)


_WANTED: dict[str, str] = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "finite_number": "a number that ends",
    "bool_type": "true or false",
    "tuple_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}

_MAKERS: dict[str, Callable[[_Trouble], Problem]] = {
    "missing": _missing,
    "extra_forbidden": _unknown,
    "literal_error": _not_allowed,
    "greater_than": _bound("more than", "gt"),
    "greater_than_equal": _bound("at least", "ge"),
    "less_than": _bound("less than", "lt"),
    "less_than_equal": _bound("at most", "le"),
    "too_short": _few,
    "too_long": _many,
    "string_pattern_mismatch": _not_so_written,
    "empty-text": _nothing,
    "not-a-language": _language,
    "text-expected": _no_text,
    "length-expected": _no_length,
    "fr-outside-rows": _no_share,
    "ink-expected": _no_ink,
    "no-such-day": _no_day,
    "too-long-for-a-code": _long_address,
}
