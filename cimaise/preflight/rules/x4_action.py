"""No actions and no JavaScript.

What it does: looks at the catalogue, pages, outline, annotations and form fields.

Why it is bad: a file that does something when opened is no print master.

How to fix it: remove links, scripts and buttons, or export for print.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found

CODE: Final = "pdf-x4-action"


def find(facts: Facts, ask: Ask) -> Iterator[Found]:
    """One finding per action."""
    del ask
    for action in facts.actions:
        yield Found(f"the file has an action: {action.detail}", action.page)
    for page in facts.pages:
        for annotation in page.annotations:
            if annotation.action is not None:
                yield Found(
                    f"a {annotation.subtype} annotation has an action ({annotation.action})",
                    page.number,
                    annotation.box,
                )
