"""Every case of tests/cases/checks: what is expected is found, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from checks.case_files import compared, expected_in, found_in

from cimaise.checks.codes import ALLOWABLE, LAYOUT, RULES
from cimaise.model.exhibition import Exhibition
from tests.hinted import unhinted

CASES = Path(__file__).parents[1] / "cases" / "checks"
FILES = sorted(CASES.glob("*.yaml"))
# Laying out tells these; their own cases are with maps and chronologies.
CASED_ELSEWHERE = {
    "no-room",
    "place-off-map",
    "route-off-map",
    "zone-off-map",
    "layer-off-map",
    "locator-left-out",
    "map-key-left-out",
    "label-dropped",
    "map-data-ends",
    "map-data-coarse",
}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_case(file: Path, base: Exhibition) -> None:
    case = file.read_text("utf-8")
    found = found_in(base, case)
    assert not unhinted(found)
    assert not list(compared(case, found, base.folder))


def test_there_are_enough_cases_and_every_rule_has_both_kinds() -> None:
    assert len(FILES) >= 120
    expected = {each.code for file in FILES for each in expected_in(file.read_text("utf-8"))}
    assert not {*RULES, *LAYOUT} - expected - CASED_ELSEWHERE
    quiet = [file for file in FILES if not expected_in(file.read_text("utf-8"))]
    assert len(quiet) >= 40


def test_what_layout_tells_as_an_error_stops_a_build_and_cannot_be_allowed() -> None:
    errors = {
        each.code
        for file in FILES
        for each in expected_in(file.read_text("utf-8"))
        if each.severity == "error" and each.code in LAYOUT
    }
    assert "text-overset" in errors
    assert not errors.intersection(ALLOWABLE)
