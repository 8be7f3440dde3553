"""What a model expects at a path of keys: for hints, and for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

LONGEST_COMPARED = 60
"""Characters of a word that are compared: a megabyte of key resembles nothing."""


def keys_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys as YAML writes them, in order."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


def record_at(model: type[BaseModel], path: Sequence[str | int]) -> type[BaseModel] | None:
    """The mapping that stands at `path`; None where something else does."""
    for annotation in _annotations_at(model, path):
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return annotation
    return None


def field_at(model: type[BaseModel], path: Sequence[str | int]) -> FieldInfo | None:
    """The field that holds the value at `path`: of its last key that is a field's name."""
    for length in range(len(path), 0, -1):
        key = path[length - 1]
        for annotation in _annotations_at(model, path[: length - 1]):
            if isinstance(annotation, type) and issubclass(annotation, BaseModel):
                field = _field(annotation, key)
                if field is not None:
                    return field
    return None


def length_at(model: type[BaseModel], path: Sequence[str | int]) -> int | None:
    """How many values the list at `path` holds, where that is fixed."""
    for annotation in _annotations_at(model, path):
        inner = get_args(annotation)
        if get_origin(annotation) is tuple and Ellipsis not in inner:
            return len(inner)
    return None


def nearest(word: str, among: Sequence[str], cutoff: float = 0.6) -> str | None:
    """The one of `among` that `word` may be a misspelling of; 1 is alike, 0 wholly other."""
    known = {name.casefold(): name for name in among}
    found = get_close_matches(word[:LONGEST_COMPARED].casefold(), known, n=1, cutoff=cutoff)
    return known[found[0]] if found else None


def _field(model: type[BaseModel], key: str | int) -> FieldInfo | None:
    for name, field in model.model_fields.items():
        if key == (field.alias or name):
            return field
    return None


def _annotations_at(model: type[BaseModel], path: Sequence[str | int]) -> list[Any]:
    found: list[Any] = [model]
    for key in path:
        found = [inner for outer in found for inner in _step(outer, key)]
    return found


def _step(annotation: Any, key: str | int) -> Iterator[Any]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = _field(annotation, key)
        if field is not None:
            yield from _plain(field.annotation)
        return
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is tuple and isinstance(key, int):
        if len(inner) == 2 and inner[1] is Ellipsis:
            yield from _plain(inner[0])
        elif key < len(inner):
            yield from _plain(inner[key])
    elif origin is dict:
        yield from _plain(inner[1])


def _plain(annotation: Any) -> Iterator[Any]:
    """The types an annotation stands for, without their metadata."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _plain(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for inner in get_args(annotation):
            yield from _plain(inner)
    else:
        yield annotation
