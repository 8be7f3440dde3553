"""Plain data → a model, or all its problems."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from cimaise.model.complaints import problems_of
from cimaise.model.problems import MOST_TOLD, Problem
from cimaise.source import Keys

M = TypeVar("M", bound=BaseModel)


def validate(model: type[M], data: object, at: Keys = ()) -> tuple[M | None, tuple[Problem, ...]]:
    """The model that `data` makes, or its problems; `at` leads from the file's top to `data`."""
    try:
        return model.model_validate(data), ()
    except ValidationError as trouble:
        errors = _worth_telling(trouble.errors(include_url=False))
        # More than are told need no words, but are counted.
        told = [problem for each in errors[:MOST_TOLD] for problem in problems_of(each, model, at)]
        left = len(errors[MOST_TOLD:])
        untold = [Problem("wrong-type", "", at, "", untold=left)] if left else []
        return None, (*dict.fromkeys(told), *untold)


def _worth_telling(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Without what follows from another error: a list too short because its values were wrong."""
    paths = [details["loc"] for details in errors[:MOST_TOLD]]

    def follows(details: ErrorDetails) -> bool:
        if details["type"] == "default_factory_not_called":
            return True
        here = details["loc"]
        return details["type"] == "too_short" and any(
            len(path) > len(here) and path[: len(here)] == here for path in paths
        )

    return [details for details in errors if not follows(details)]
