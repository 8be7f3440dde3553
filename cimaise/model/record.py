"""The base of everything a designer writes, and the scalars it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError


def as_written(value: object) -> object:
    """A number where text is wanted, as the designer wrote it: `1.50` stays "1.50"."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(getattr(value, "written", value))
    return value


def is_nothing(value: object) -> bool:
    """Whether a value counts as not written: null, or text without a sign that shows."""
    if isinstance(value, str):
        return not any(sign.isprintable() and not sign.isspace() for sign in value)
    return value is None


class Record(BaseModel):
    """A mapping of known keys, frozen. A key with nothing after it counts as absent."""

    # Built when first asked for: what validates a record that stands in another is never needed.
    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True
    )

    @model_validator(mode="before")
    @classmethod
    def _drop_nothing(cls, data: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        return {key: value for key, value in data.items() if not is_nothing(value)}


Text = Annotated[str, BeforeValidator(as_written), WithJsonSchema({"type": ["string", "number"]})]
"""One text for every language. A number is taken as it is written."""


def _in_calendar(written: str) -> str:
    try:
        year = date.fromisoformat(written).year
    except ValueError:
        year = 0
    # A file's date has a year of four digits.
    if year < 1000:
        raise PydanticCustomError("no-such-day", "no file can carry that day")
    return written


Day = Annotated[Text, Field(pattern=r"^\d{4}-\d\d-\d\d$"), AfterValidator(_in_calendar)]
"""A day of the calendar, as YYYY-MM-DD."""

Name = Annotated[
    str,
    BeforeValidator(as_written),
    Field(pattern=r"^\S(.*\S)?$"),
    WithJsonSchema({"type": "string"}),
]
"""A word that names something defined elsewhere: a layout, an ink, a row."""

FileName = Annotated[str, BeforeValidator(as_written), WithJsonSchema({"type": "string"})]
"""A file inside the exhibition; `model.paths` finds it and keeps it inside."""

Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
"""A finite number."""

Positive = Annotated[float, Field(strict=True, allow_inf_nan=False, gt=0)]
"""A number above 0."""

NotNegative = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0)]
"""A number of 0 or more."""

Percent = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=100)]
"""A number from 0 to 100."""

Share = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=0, le=1)]
"""A number from 0 to 1."""

Count = Annotated[int, Field(strict=True, ge=1)]
"""A whole number of 1 or more."""

Flag = Annotated[bool, Field(strict=True)]
"""`true` or `false`, nothing else: `no` is text."""

Side = Literal["left", "right", "top", "foot"]
"""A side of the page."""
