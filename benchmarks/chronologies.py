"""How long a chronology of 40 entries takes, against setting the same words and nothing more.

Run it from the project's folder with `python -m benchmarks.chronologies`. The plain baseline breaks
each entry's text once, in the same column: what no drawing can do without. Exit code 1 where a form
takes over 50 ms.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

from cimaise.geometry import Rect
from cimaise.layout.figures.chronologies.figure import draw_chronology
from cimaise.typography.breaking import break_paragraph
from cimaise.typography.micro import typeset_spans
from cimaise.typography.spans import Span
from tests.chronologies.figures_made import events, setting

LIMIT_MS = 50.0
ROUNDS = 15
WORDS = (
    "Les groupes",
    "Les groupes du bassin minier",
    "Les groupes du bassin minier sortent la nuit",
    "Les groupes du bassin minier sortent la nuit contre les voies ferrées",
)
ENTRIES = events(
    *((f"1944-{1 + i // 4:02d}-{1 + 7 * (i % 4):02d}", WORDS[i % 4], i % 9 == 0) for i in range(40))
)
AREAS = {
    "vertical-axis": Rect(0, 0, 342, 1900),
    "axis": Rect(0, 0, 1600, 420),
    "list": Rect(0, 0, 342, 1900),
    "band": Rect(0, 0, 2600, 140),
}


def main() -> int:
    cold = _once(lambda: _draw("vertical-axis"))
    print(f"{'first run, nothing cached':28} {cold:7.1f} ms")
    plain = _median(_plain)
    print(f"{'40 texts broken, not drawn':28} {plain:7.1f} ms")
    worst = 0.0
    for form in AREAS:
        took = _median(lambda form=form: _draw(form))
        worst = max(worst, took)
        print(f"{form:28} {took:7.1f} ms")
    print(f"limit for an axis            {LIMIT_MS:7.1f} ms")
    return int(worst > LIMIT_MS)


def _draw(form: str) -> None:
    laid = draw_chronology(ENTRIES, AREAS[form], setting(), form)
    if laid.diagnostics:
        raise SystemExit(f"{form}: {laid.diagnostics[0].message}")


def _plain() -> None:
    style = setting().role("chronology").style
    for entry in ENTRIES:
        spans = typeset_spans((Span(entry.text.get("fr")),), "fr").spans
        break_paragraph(spans, style, 255.0)


def _once(work: Callable[[], None]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000


def _median(work: Callable[[], None]) -> float:
    return statistics.median(_once(work) for _ in range(ROUNDS))


if __name__ == "__main__":
    raise SystemExit(main())
