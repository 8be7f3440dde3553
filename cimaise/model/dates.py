"""Dates as they are written. The chronology reads them; here they are text."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from cimaise.model.record import as_written

DateText = Annotated[
    str,
    BeforeValidator(as_written),
    WithJsonSchema(
        {"type": ["string", "number"], "examples": ["1944-06-06", "1944-08-24/1944-08-26"]}
    ),
]
"""A date or a range: 1944, 1944-06, 1944-06-06, 1944-08-24/1944-08-26."""
