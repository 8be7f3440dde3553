"""Lengths in layouts: mm at the reference format, shares of the page, shares of the rest."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

from cimaise.units import mm_from_pt

REFERENCE_WIDTH_MM = 800.0
REFERENCE_HEIGHT_MM = 1200.0

_WRITTEN = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|pt|%|fr|)")


@dataclass(frozen=True, slots=True)
class Length:
    """A length of 0 or more: 12 or "12 mm" (at 80×120), "5%" of the trim, "2fr" of what is left."""

    value: float
    unit: Literal["mm", "%", "fr"] = "mm"

    def mm(self, scale: float, whole_mm: float) -> float:
        """Millimetres in a format of that scale, `whole_mm` being its trim along this length.

        Raises ValueError for `fr`: only the layout of all rows knows what is left.
        """
        if self.unit == "mm":
            return self.value * scale
        if self.unit == "%":
            return self.value * whole_mm / 100
        raise ValueError(f"{self} is a share of what is left, not a length")

    def __str__(self) -> str:
        return f"{self.value:g} mm" if self.unit == "mm" else f"{self.value:g}{self.unit}"

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _validated, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {
            "title": "Length",
            "description": "Millimetres at 80×120 cm, scaled with the format (12, 12 mm, 1.2 cm, "
            "34 pt); 5% of the page's width or height; in rows also 2fr, a share of what is left.",
            "anyOf": [
                {"type": "number", "minimum": 0},
                {"type": "string", "pattern": f"^{_WRITTEN.pattern}$"},
            ],
        }


def _validated(value: object) -> Length:
    """A Length of what the YAML says. Raises what pydantic turns into a problem."""
    if isinstance(value, Length):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        if math.isfinite(value) and value >= 0:
            return Length(float(value))
    elif isinstance(value, str) and (found := _WRITTEN.fullmatch(value.strip())):
        number, unit = float(found[1]), found[2]
        if unit == "cm":
            return Length(number * 10)
        if unit == "pt":
            return Length(mm_from_pt(number))
        return Length(number, "%" if unit == "%" else "fr" if unit == "fr" else "mm")
    raise PydanticCustomError("length-expected", "a length is expected here")


def _fixed(length: Length) -> Length:
    if length.unit == "fr":
        raise PydanticCustomError("fr-outside-rows", "`fr` is a share of what rows leave")
    return length


FixedLength = Annotated[Length, AfterValidator(_fixed)]
"""A Length that is no share of what is left."""
