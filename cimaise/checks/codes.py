"""All codes that `check` tells, each with its documentation page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cimaise.checks import allowing
from cimaise.checks.elsewhere import LAYOUT, READING
from cimaise.checks.registry import MODULES

RULES: Final[Mapping[str, str]] = {module.CODE: module.__doc__ or "" for module in MODULES} | {
    allowing.CODE: allowing.__doc__ or ""
}
"""The page of each rule of `check`, by code."""

CHECKS: Final[Mapping[str, str]] = {**LAYOUT, **RULES, **READING}
"""The page of everything that `check` tells."""

ALLOWABLE: Final[tuple[str, ...]] = (*LAYOUT, *(code for code in RULES if code != allowing.CODE))
"""The codes that a comment may allow: what is read wrongly cannot be allowed."""
