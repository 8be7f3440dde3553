"""What is left of mistaken data, so that one mistake hides no other of the same file.

In: plain data and its model. Out: a model of the sound parts, and the way from its paths of keys
back to the file's. It serves to find more mistakes, never to make anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cimaise.model.problems import Problem
from cimaise.source import Keys

M = TypeVar("M", bound=BaseModel)

MOST_ROUNDS = 12
"""Taking one value out may uncover that another needed it; no file needs more rounds."""

STAND_IN = "…"
"""The value of a key that is missing at the top, where nothing can be left out instead."""


class Salvaged(Generic[M], Struct, frozen=True):
    """The sound parts of a file, and what was left out or stands in, as paths of the file."""

    model: M
    left_out: frozenset[Keys]
    stands_in: frozenset[str]
    _origins: Mapping[Keys, tuple[int, ...]]

    def is_whole_at(self, *path: str | int) -> bool:
        """Whether a value of the file, and all in it, was kept as written."""
        if path[0] in self.stands_in:
            return False
        return not any(
            gone[: len(path)] == path or path[: len(gone)] == gone for gone in self.left_out
        )

    def is_sound(self, problem: Problem) -> bool:
        """Whether a problem is one of the file, and not of what was left out of it."""
        return not problem.path or self.is_whole_at(*problem.path)

    def as_written(self, problem: Problem) -> Problem:
        """The problem with its path in the file: lists may have lost values before it."""
        return replace(problem, path=_original(problem.path, self._origins))


def salvage(model: type[M], data: object) -> Salvaged[M] | None:
    """The sound parts of mistaken data; None where it is no mapping or nothing helps."""
    if not isinstance(data, Mapping):
        return None
    left_out: set[Keys] = set()
    stands_in: set[str] = set()
    for _ in range(MOST_ROUNDS):
        origins: dict[Keys, tuple[int, ...]] = {}
        kept = _without(data, left_out, (), origins)
        assert isinstance(kept, dict)
        kept |= dict.fromkeys(stands_in, STAND_IN)
        try:
            made = model.model_validate(kept)
        except ValidationError as trouble:
            for details in trouble.errors(include_url=False):
                if details["type"] == "default_factory_not_called":
                    continue  # it follows from another
                path = _guilty(details)
                if path and path[0] in stands_in:
                    return None
                if path:
                    left_out.add(_original(path, origins))
                elif details["type"] == "missing":
                    stands_in.add(str(details["loc"][0]))
                else:
                    return None
        else:
            return Salvaged(made, frozenset(left_out), frozenset(stands_in), origins)
    return None


def _guilty(details: ErrorDetails) -> Keys:
    """What to leave out: the value itself, or what lacks a value; nothing is the whole file."""
    path = tuple(key for key in details["loc"] if not str(key).startswith("tag:"))
    if path and path[-1] == "[key]":
        path = path[:-1]
    if details["type"] == "missing":
        return path[:-1]
    return (*path, *details.get("ctx", {}).get("at", ()))


def _without(
    data: object, left_out: set[Keys], path: Keys, origins: dict[Keys, tuple[int, ...]]
) -> object:
    """The data without what stands at those paths of the file; where each list's values stood."""
    if isinstance(data, Mapping):
        return {
            key: _without(value, left_out, (*path, key), origins)
            for key, value in data.items()
            if (*path, key) not in left_out
        }
    if isinstance(data, list):
        places = tuple(at for at in range(len(data)) if (*path, at) not in left_out)
        if len(places) < len(data):
            origins[path] = places
        return [_without(data[at], left_out, (*path, at), origins) for at in places]
    return data


def _original(path: Keys, origins: Mapping[Keys, tuple[int, ...]]) -> Keys:
    found: Keys = ()
    for key in path:
        places = origins.get(found)
        is_place = places is not None and isinstance(key, int) and key < len(places)
        found = (*found, places[key] if is_place else key)  # type: ignore[index]  # is_place says it
    return found
