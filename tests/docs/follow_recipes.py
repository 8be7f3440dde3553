"""Run by test_recipes.py in a copy of the project: what the recipes' code does, as JSON."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path


def block(folder: Path) -> dict[str, object]:
    """The marks of the slot that the new block stands in, and what the build says."""
    from cimaise.checks.codes import RULES
    from cimaise.layout.editions import Edition
    from cimaise.layout.marks import GlyphRun, Group, walk
    from cimaise.layout.panels import lay_out
    from cimaise.model.loading import load_exhibition
    from cimaise.model.schema import json_schema

    exhibition, found = load_exhibition(folder)
    assert exhibition is not None, found
    laid = lay_out(Edition(exhibition, "en", "80x120"), exhibition.panels)
    group = next(
        mark for mark in laid[0].page.marks if isinstance(mark, Group) and mark.name == "dedication"
    )
    words = "".join(mark.text for mark in walk(group.marks) if isinstance(mark, GlyphRun))
    return {
        "words": words,
        "fits": [fit.slot for fit in laid[0].fits],
        "said": [each.code for each in found],
        "schema": json_schema("panel")["properties"]["dedication"]["description"],
        "page": RULES["title-with-stop"],
    }


def check(folder: Path) -> list[tuple[str, int | None]]:
    """What the new check finds: code and line."""
    from cimaise.checks.engine import check_panel
    from cimaise.model.loading import load_exhibition

    exhibition, found = load_exhibition(folder)
    assert exhibition is not None, found
    return [
        (each.code, each.span.line if each.span else None)
        for panel in exhibition.panels
        for each in check_panel(exhibition, panel)
    ]


def preflight() -> dict[str, list[str]]:
    """What the new rule says of the files that break it and of those that do not."""
    from preflight.rule_cases import CASES

    from cimaise.preflight import preflight as judge

    case = CASES["pdf-many-pages"]
    told: dict[str, list[str]] = {"breaking": [], "passing": []}
    with tempfile.TemporaryDirectory() as name:
        for kind in told:
            for draft in getattr(case, kind):
                file = draft.write(Path(name) / "sheet.pdf")
                findings = judge(file, case.profile, separations=False, **case.asked).findings
                told[kind] += [f"{each.severity} {each.code}" for each in findings]
    return told


if __name__ == "__main__":
    exhibition = Path(sys.argv[1])
    report = {"block": block(exhibition), "check": check(exhibition), "preflight": preflight()}
    print(json.dumps(report))
