"""A mistake by its path of keys, and its way to a Diagnostic with a place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from cimaise.diagnostics import Diagnostic, Severity, counted
from cimaise.model.shape import nearest
from cimaise.source import Document, Keys

MISSING = ("missing-key", "missing-translation")
MOST_TOLD = 50
"""Mistakes told of one file; who has more has the wrong file."""


class Problem(Struct, frozen=True):
    """A mistake in a file, and what to do. `on_key`: the key at `path` is wrong, not its value."""

    code: str
    message: str
    path: Keys
    hint: str
    on_key: bool = False
    severity: Severity = Severity.ERROR
    languages: tuple[str, ...] = ()
    """Those that it concerns, where it does not concern all."""
    untold: int = 0
    """How many mistakes this stands for that have no words of their own; 0 for one that has."""


def diagnostics_of(
    problems: Iterable[Problem], document: Document, panel: str | None = None
) -> tuple[Diagnostic, ...]:
    """The problems of a file with their places; at most MOST_TOLD of them, and how many more."""
    problems = (problem for problem in problems if not _follows(problem, document))
    listed = sorted(problems, key=lambda problem: problem.untold > 0)
    told = [problem for problem in listed[:MOST_TOLD] if not problem.untold]
    found = [_diagnostic(problem, document, panel) for problem in told]
    if rest := listed[len(told) :]:
        count = sum(problem.untold or 1 for problem in rest)
        left = counted(count, "more mistake stands", "more mistakes stand")
        hint = "mend those that are told, then check again; or look whether it is the right file"
        more = Problem(rest[0].code, f"{left} in this file", (), hint)
        found.append(_diagnostic(more, document, panel))
    return tuple(found)


def _follows(problem: Problem, document: Document) -> bool:
    """Whether what is missing may be what could not be read, of which is told."""
    return problem.code in MISSING and problem.path in document.lacks


def _diagnostic(problem: Problem, document: Document, panel: str | None) -> Diagnostic:
    place = document.key_span if problem.on_key else document.span
    return Diagnostic(
        problem.code,
        problem.severity,
        problem.message,
        place(*problem.path),
        panel=panel,
        hint=problem.hint,
        figures={"languages": problem.languages} if problem.languages else {},
    )


def unknown_name(kind: str, name: str, among: Sequence[str], path: Keys) -> Problem:
    """A name that nothing of that kind has; says which one may be meant, or which there are."""
    meant = nearest(name, among)
    if meant is not None:
        hint = f"did you mean `{meant}`?"
    else:
        hint = f"there are: {', '.join(sorted(among))}" if among else f"there is no {kind} at all"
    return Problem("unknown-name", f"there is no {kind} `{shortened(name)}`", path, hint)


def shortened(text: str, length: int = 40) -> str:
    """The text on one line, cut with an ellipsis where it is longer than `length`."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"
