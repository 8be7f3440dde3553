"""Texts in one or several languages: a string, or {fr: …, en: …}."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from cimaise.model.record import is_nothing

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language tag as BCP 47 writes it: fr, en, pt-BR."""


@dataclass(frozen=True, slots=True)
class LocalText:
    """A text of the exhibition. Made of one string for all languages, or of one per language."""

    common: str = ""
    """The text, where one serves every language."""
    versions: tuple[tuple[str, str], ...] = ()
    """(language, text) in the order written, where each language has its own."""

    @classmethod
    def of(cls, written: str | Mapping[str, str]) -> LocalText:
        """The text of a string or of {language: text}."""
        if isinstance(written, str):
            return cls(written)
        return cls("", tuple(written.items()))

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages written; none where one text serves all."""
        return tuple(language for language, _ in self.versions)

    def get(self, language: str) -> str:
        """The text in `language`; where it is missing, the first that is written."""
        if not self.versions:
            return self.common
        return dict(self.versions).get(language, self.versions[0][1])

    def path(self, language: str) -> tuple[str, ...]:
        """The keys from this text to what `get(language)` returns, for `Document.span`."""
        if not self.versions:
            return ()
        return (language if language in self.languages else self.versions[0][0],)

    def language(self, asked: str) -> str:
        """The language of what `get(asked)` returns: that of a string is whatever is asked for."""
        return next(iter(self.path(asked)), asked)

    def __str__(self) -> str:
        return self.get("")

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _validated, serialization=core_schema.plain_serializer_function_ser_schema(_plain)
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "title": "LocalText",
            "description": "A text: one string for every language, or one per language, "
            "as in {fr: Été 44, en: Summer 44}.",
            "anyOf": [
                {"type": ["string", "number"]},
                {
                    "type": "object",
                    "patternProperties": {f"^{LANGUAGE.pattern}$": {"type": ["string", "number"]}},
                    "additionalProperties": False,
                    "minProperties": 1,
                },
            ],
        }


def _plain(text: LocalText) -> str | dict[str, str]:
    """The text as YAML would write it."""
    return dict(text.versions) if text.versions else text.common


def _validated(value: object) -> LocalText:
    """A LocalText of what the YAML says. Raises what pydantic turns into a problem."""
    if isinstance(value, LocalText):
        return value
    if isinstance(value, Mapping):
        versions = [(str(key), _line(text, str(key))) for key, text in value.items()]
        kept = tuple((key, text) for key, text in versions if text)
        if kept:
            return LocalText("", kept)
    else:
        text = _line(value)
        if text:
            return LocalText(text)
    raise PydanticCustomError("empty-text", "nothing is written here")


def _line(value: object, language: str | None = None) -> str:
    """One version of a text; empty where nothing is written."""
    if language is not None and not LANGUAGE.fullmatch(language):
        raise PydanticCustomError(
            "not-a-language", "`{key}` is not a language", {"key": language, "at": (language,)}
        )
    if is_nothing(value):
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(getattr(value, "written", value))
    at = () if language is None else (language,)
    raise PydanticCustomError("text-expected", "text is expected here", {"at": at})
