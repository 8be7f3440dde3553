"""All codes that `check` tells, each with its documentation page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from cimaise.checks import allowing
from cimaise.checks.elsewhere import LAYOUT, MAKING, READING
from cimaise.checks.registry import MODULES
from cimaise.checks.rules import image_no_alt

RULES: Final[Mapping[str, str]] = {module.CODE: module.__doc__ or "" for module in MODULES} | {
    allowing.CODE: allowing.__doc__ or ""
}
"""The page of each rule of `check`, by code."""

CHECKS: Final[Mapping[str, str]] = {**LAYOUT, **RULES, **READING}
"""The page of everything that `check` tells."""

STOPS_A_BUILD: Final = frozenset(
    {
        "text-overset",
        "no-room",
        "missing-glyph",
        "image-unreadable",
        "logo-unsupported",
        "date-invalid",
    }
)
"""What layout tells as errors: `build` writes no such panel, whatever a comment says."""

WHY_REFUSED: Final[Mapping[str, str]] = {
    **dict.fromkeys(STOPS_A_BUILD, "`build` writes no panel with it"),
    image_no_alt.CODE: "`build` makes no booklet without these words",
}
"""Why codes of `check` itself may not be allowed."""

ALLOWABLE: Final[tuple[str, ...]] = tuple(
    code for code in (*LAYOUT, *RULES) if code not in {allowing.CODE, *WHY_REFUSED}
)
"""The codes that a comment may allow: not what is read wrongly, nor what stops a build."""

REFUSED: Final[Mapping[str, str]] = {
    code: WHY_REFUSED.get(code, "") for code in (*CHECKS, *MAKING) if code not in ALLOWABLE
}
"""The codes that a comment names in vain, and why, where it is not plain."""
