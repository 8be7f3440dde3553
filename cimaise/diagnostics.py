"""The one type in which every stage says what is wrong: found, allowed, hint, figures, place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

from msgspec import Struct, field

Figure = int | float | str | Sequence[int | float | str]

LET_READ = "see that it is a file, and that you may read it"
"""The hint of a file that the system does not open."""


class Severity(StrEnum):
    """How bad it is; an error keeps the file from being written."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Span(Struct, frozen=True):
    """A place in a text file. Lines and columns count from 1, as editors do."""

    file: Path
    line: int = 1
    column: int = 1
    end_line: int = 1
    end_column: int = 1
    text: str = ""
    """The first line of the place, whole, for the caret to point into."""


class Diagnostic(Struct, frozen=True):
    """One finding. `code` is stable and kebab-case; `figures` are machine-readable."""

    code: str
    severity: Severity
    message: str
    span: Span | None = None
    panel: str | None = None
    slot: str | None = None
    hint: str | None = None
    figures: Mapping[str, Figure] = field(default_factory=dict)


def error(
    code: str,
    message: str,
    span: Span | None = None,
    *,
    hint: str,
    panel: str | None = None,
    slot: str | None = None,
    figures: Mapping[str, Figure] | None = None,
) -> Diagnostic:
    """An error, and what to do about it; the arguments are Diagnostic's fields."""
    return Diagnostic(code, Severity.ERROR, message, span, panel, slot, hint, figures or {})


def warning(
    code: str,
    message: str,
    span: Span | None = None,
    *,
    hint: str,
    panel: str | None = None,
    slot: str | None = None,
    figures: Mapping[str, Figure] | None = None,
) -> Diagnostic:
    """A warning, and what to do about it; the arguments are Diagnostic's fields."""
    return Diagnostic(code, Severity.WARNING, message, span, panel, slot, hint, figures or {})


def counted(number: int, one: str, many: str = "") -> str:
    """`1 page`, `2 pages`: how messages say how many; `many` where it is not `one` with an s."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them is an error."""
    return any(found.severity is Severity.ERROR for found in diagnostics)


class InputError(Exception):
    """Input that cannot be worked with. Carries every diagnostic found until then.

    `because` says why nothing is left to work with, where the diagnostics alone do not.
    """

    def __init__(self, diagnostics: Iterable[Diagnostic], because: str = "") -> None:
        self.diagnostics = tuple(diagnostics)
        self.because = because
        super().__init__("; ".join(found.message for found in self.diagnostics))
