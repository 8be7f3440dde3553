"""A text is written otherwise than its language's typography wants it.

What it does: applies the rules of French and English (quotation marks, apostrophes, thin spaces,
dashes) to every text that is written for one language, and says rule by rule how
many places differ, with the first of them before and after. Spaces that cannot be seen are shown:
⍽ is a narrow no-break space, ␣ a no-break space.

Why it is bad: panels are set right in any case; but whoever copies the text from the file, into a
press release or a label, copies the mistake. Ties (a date that must not be torn) are no
mistake: setting the text makes them.

How to fix it: `make_panels.py check --fix` rewrites these places in the YAML and nothing else; what
a comment allows stays. A sign after a backslash of Markdown's stays as it is, and so does a place
where it would change what is printed, such as a dash beside a loose asterisk. Of a text in double
quotes that holds other escapes of YAML's than of quotation marks (`\\n`, `\\u00e9`) nothing is
told, and nothing rewritten.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pydantic import BaseModel

from cimaise.checks.allowing import allowances_of
from cimaise.checks.corrections import Edit, allowing, edits, span_of, visible
from cimaise.checks.findings import Finding
from cimaise.diagnostics import Severity
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel
from cimaise.source import Document

CODE: Final = "typography"


def find(exhibition: Exhibition, panel: Panel) -> Iterator[Finding]:
    """An info per rule, file and language, at the first place; apart where they are allowed."""
    return _found(panel, panel.document, exhibition)


def find_shared(exhibition: Exhibition) -> Iterator[Finding]:
    """The same for exhibition.yaml."""
    return _found(exhibition, exhibition.document("exhibition"), exhibition)


def _found(
    record: BaseModel, document: Document | None, exhibition: Exhibition
) -> Iterator[Finding]:
    if document is None:
        return
    allowances = allowances_of(document, CODE)
    alike: dict[tuple[str, str, int], list[Edit]] = {}
    for edit in edits(record, document, exhibition.languages):
        # Apart where a comment allows them, so that it silences no others.
        by = allowing(allowances, document, edit)
        alike.setdefault((edit.change.rule, edit.language, by), []).append(edit)
    for (rule, language, by), found in alike.items():
        change = found[0].change
        before, after = visible(change.before), visible(change.after)
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        yield Finding(
            CODE,
            Severity.INFO,
            f"{rule}: “{before}” → “{after}”{more}",
            span_of(document, found[0]),
            None,
            "make_panels.py check --fix rewrites it",
            {"rule": rule, "before": change.before, "after": change.after, "places": len(found)},
            key=f"{rule} {language} {by}",
            language=language,
        )
