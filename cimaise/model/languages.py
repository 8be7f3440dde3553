"""Whether every text is there in every language of the exhibition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from cimaise.diagnostics import Severity
from cimaise.model.problems import Problem
from cimaise.model.shape import nearest
from cimaise.model.texts import LocalText
from cimaise.source import Keys

CITED = frozenset({"sources"})
"""Keys of works, which are cited in their own language: one version is enough there, of any."""


def texts_of(value: object, path: Keys = ()) -> Iterator[tuple[Keys, LocalText]]:
    """Every text in a model, with its path of keys."""
    if isinstance(value, LocalText):
        yield path, value
    elif isinstance(value, BaseModel):
        for name, field in type(value).model_fields.items():
            yield from texts_of(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, tuple):
        for position, inner in enumerate(value):
            yield from texts_of(inner, (*path, position))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from texts_of(inner, (*path, key))


def language_problems(record: BaseModel, languages: Sequence[str]) -> Iterator[Problem]:
    """Warnings: texts that lack a language, and languages that the exhibition is not made in."""
    for path, text in texts_of(record):
        if not text.versions or (path[0] in CITED and len(text.versions) == 1):
            continue
        name = next((f"`{key}`" for key in reversed(path) if isinstance(key, str)), "the text")
        for language in text.languages:
            if language not in languages:
                yield _unknown(language, languages, path)
        missing = [language for language in languages if language not in text.languages]
        if missing:
            message = (
                f"{name} is not written in {_listed(missing)}; `{text.versions[0][0]}` stands in"
            )
            hint = f"write {', '.join(f'{language}: …' for language in missing)} beside it"
            yield Problem(
                "missing-translation", message, path, hint, True, Severity.WARNING, tuple(missing)
            )


def _unknown(language: str, languages: Sequence[str], path: Keys) -> Problem:
    meant = nearest(language, languages)
    hint = f"did you mean `{meant}`?" if meant else "add it to `languages`, or take the text away"
    message = f"`{language}` is not among the exhibition's languages: {', '.join(languages)}"
    return Problem(
        "unknown-language", message, (*path, language), hint, True, severity=Severity.WARNING
    )


def _listed(languages: Sequence[str]) -> str:
    return " and ".join(f"`{language}`" for language in languages)
