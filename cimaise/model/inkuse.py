"""How inks are named in themes, layouts and panels: "garance", "bleu-nuit 45%"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema

_WRITTEN = re.compile(r"(\w[\w-]*)(?:\s+(\d+(?:\.\d+)?)\s*%)?")


@dataclass(frozen=True, slots=True)
class InkUse:
    """An ink of the theme by name, at a strength of 0 < `tint_percent` ≤ 100."""

    name: str
    tint_percent: float = 100.0

    @classmethod
    def of(cls, written: str) -> InkUse:
        """The use that "garance" or "garance 45%" means. Raises ValueError for anything else."""
        found = _WRITTEN.fullmatch(written.strip())
        if not found or not 0 < float(found[2] or 100) <= 100:
            raise ValueError(f"{written!r} is not an ink's name with or without a tint")
        return cls(found[1], float(found[2] or 100))

    def __str__(self) -> str:
        return self.name if self.tint_percent == 100 else f"{self.name} {self.tint_percent:g}%"

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
            "title": "InkUse",
            "description": "An ink of the theme, with a tint if wanted: garance, bleu-nuit 45%.",
            "type": "string",
            "pattern": f"^{_WRITTEN.pattern}$",
        }


def _validated(value: object) -> InkUse:
    """An InkUse of what the YAML says. Raises what pydantic turns into a problem."""
    if isinstance(value, InkUse):
        return value
    if isinstance(value, str):
        try:
            return InkUse.of(value)
        except ValueError:
            pass
    raise PydanticCustomError("ink-expected", "an ink is expected here")
