"""Every rule finds what breaks it and lets pass what just does not."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cimaise.diagnostics import Severity
from cimaise.preflight import PROFILES, Findings, preflight, report_json
from cimaise.preflight.ask import UsualSize
from cimaise.preflight.limits import ASKED, ISO_RULES
from cimaise.preflight.rules import PAGES, RULES
from preflight.making import GOOD, Draft, image
from preflight.rule_cases import (
    CASES,
    GOOD_SHEET,
    WITHOUT_XMP,
    bar,
    drawn,
    page,
    placed,
    stroke,
    text,
    x1a,
)
from tests.hinted import unhinted


def codes(findings: Findings) -> set[str]:
    return {each.code for each in findings.findings}


def test_every_rule_has_a_breaking_and_a_passing_case() -> None:
    assert set(CASES) == set(RULES)
    for code, case in CASES.items():
        assert case.breaking, code
        assert case.passing, code


def test_every_rule_is_in_exactly_one_table() -> None:
    assert set(ASKED) | set(ISO_RULES) == set(RULES)
    assert not set(ASKED) & set(ISO_RULES)


@pytest.mark.parametrize("code", RULES)
def test_documentation_page_says_what_why_and_how(code: str) -> None:
    for heading in ("What it does:", "Why it is bad:", "How to fix it:"):
        assert heading in PAGES[code]


BREAKING = [(code, n) for code, case in CASES.items() for n in range(len(case.breaking))]
PASSING = [(code, n) for code, case in CASES.items() for n in range(len(case.passing))]


def judged(code: str, draft: Draft, folder: Path) -> Findings:
    case = CASES[code]
    asked = {"separations": code == "pdf-R0026", **case.asked}
    return preflight(draft.write(folder / "sheet.pdf"), case.profile, **asked)


@pytest.mark.parametrize(("code", "number"), BREAKING)
def test_rule_finds_what_breaks_it(code: str, number: int, tmp_path: Path) -> None:
    found = judged(code, CASES[code].breaking[number], tmp_path)
    ours = [each for each in found.findings if each.code == code]
    assert ours
    expected = ASKED[code][CASES[code].profile] if code in ASKED else Severity.ERROR
    if code not in ("pdf-R0031", "pdf-R0032"):
        assert {each.severity for each in ours} == {expected}
    assert not unhinted(found.diagnostics())
    json.loads(report_json(found))


@pytest.mark.parametrize(("code", "number"), PASSING)
def test_rule_lets_pass_what_keeps_it(code: str, number: int, tmp_path: Path) -> None:
    assert code not in codes(judged(code, CASES[code].passing[number], tmp_path))


GOOD_SHEETS = {
    "sheetfed": placed(image(300, 300)),
    "sheetfed-rgb": placed(image(300, 300, "IccRgb")),
    "digital": placed(image(300, 300, "IccRgb")),
    "large-format": Draft(
        f"{GOOD} q 72 0 0 72 80 100 cm /Im Do Q /IccRgb cs 1 0 0 scn 80 80 9 9 re f",
        (image(300, 300, "IccRgb"),),
    ),
}


@pytest.mark.parametrize("profile", PROFILES)
def test_a_good_file_of_each_profile_breaks_nothing(profile: str, tmp_path: Path) -> None:
    found = preflight(GOOD_SHEETS[profile].write(tmp_path / "good.pdf"), profile)
    assert found.findings == ()


def test_a_good_x1a_file_breaks_nothing(tmp_path: Path) -> None:
    path = x1a(placed(image(300, 300))).write(tmp_path / "good.pdf")
    found = preflight(path, "sheetfed", flavour="x-1a", separations=False)
    assert found.findings == ()


@pytest.mark.parametrize(
    ("pixels", "profile", "distance", "scale", "expected"),
    [
        (149, "sheetfed", 1.0, 1.0, Severity.ERROR),
        (150, "sheetfed", 1.0, 1.0, Severity.WARNING),
        (224, "sheetfed", 9.0, 1.0, Severity.WARNING),
        (225, "sheetfed", 1.0, 1.0, None),
        (95, "digital", 1.0, 1.0, Severity.ERROR),
        (96, "digital", 1.0, 1.0, Severity.WARNING),
        (149, "digital", 1.0, 1.0, Severity.WARNING),
        (150, "digital", 1.0, 1.0, None),
        (149, "sheetfed-rgb", 1.0, 1.0, Severity.ERROR),
        (150, "sheetfed-rgb", 1.0, 1.0, Severity.WARNING),
        (224, "sheetfed-rgb", 1.0, 1.0, Severity.WARNING),
        (225, "sheetfed-rgb", 1.0, 1.0, None),
        (159, "large-format", 1.5, 1.0, Severity.ERROR),
        (160, "large-format", 1.5, 1.0, Severity.WARNING),
        (199, "large-format", 1.5, 1.0, Severity.WARNING),
        (200, "large-format", 1.5, 1.0, None),
        (1494, "large-format", 2.0, 10.0, Severity.WARNING),
        (1496, "large-format", 2.0, 10.0, None),
    ],
)
def test_resolution_limits_follow_profile_distance_and_scale(
    pixels: int,
    profile: str,
    distance: float,
    scale: float,
    expected: Severity | None,
    tmp_path: Path,
) -> None:
    path = placed(image(pixels, pixels, "DeviceGray")).write(tmp_path / "sheet.pdf")
    found = severities(path, "pdf-R0031", profile, distance, scale)
    assert found == ([] if expected is None else [expected])


SHEET_MM = 292 * 25.4 / 72


@pytest.mark.parametrize(
    ("size", "scale", "profile", "told", "expected"),
    [
        ((SHEET_MM, SHEET_MM), 1.0, "large-format", None, None),
        ((SHEET_MM, SHEET_MM + 0.9), 1.0, "large-format", None, None),
        ((SHEET_MM, SHEET_MM + 1.1), 1.0, "large-format", None, Severity.ERROR),
        ((SHEET_MM, SHEET_MM), 1.0, "large-format", 1.0, Severity.ERROR),
        ((SHEET_MM, SHEET_MM), 1.0, "sheetfed", None, Severity.WARNING),
        ((SHEET_MM * 2, SHEET_MM * 2), 1.0, "large-format", None, Severity.ERROR),
        ((SHEET_MM * 2, SHEET_MM * 2), 2.0, "large-format", None, Severity.WARNING),
    ],
)
def test_a_page_of_a_usual_size_is_read_from_where_such_prints_are(
    size: tuple[float, float],
    scale: float,
    profile: str,
    told: float | None,
    expected: Severity | None,
    tmp_path: Path,
) -> None:
    pixels = int(200 * scale**0.5)
    path = placed(image(pixels, pixels, "DeviceGray")).write(tmp_path / "sheet.pdf")
    usual = [UsualSize("wall", size, 2.0)]
    found = preflight(path, profile, distance_m=told, scale=scale, separations=False, usual=usual)
    told_of = [each.severity for each in found.findings if each.code == "pdf-R0031"]
    assert told_of == ([] if expected is None else [expected])
    matched = told is None and profile == "large-format" and size[1] <= SHEET_MM * scale + 1
    assert ("read from 2 m, as wall is" in " ".join(found.notes)) is matched


def severities(
    path: Path, code: str, profile: str, distance: float, scale: float
) -> list[Severity]:
    found = preflight(path, profile, distance_m=distance, scale=scale, separations=False)
    return [each.severity for each in found.findings if each.code == code]


@pytest.mark.parametrize(
    ("pixels", "profile", "distance", "scale", "expected"),
    [
        (549, "sheetfed", 1.0, 1.0, Severity.ERROR),
        (550, "sheetfed", 1.0, 1.0, Severity.WARNING),
        (799, "sheetfed", 9.0, 1.0, Severity.WARNING),
        (800, "sheetfed", 9.0, 1.0, None),
        (549, "sheetfed-rgb", 1.0, 1.0, Severity.ERROR),
        (550, "sheetfed-rgb", 1.0, 1.0, Severity.WARNING),
        (799, "sheetfed-rgb", 1.0, 1.0, Severity.WARNING),
        (800, "sheetfed-rgb", 1.0, 1.0, None),
        (349, "digital", 1.0, 1.0, Severity.ERROR),
        (350, "digital", 1.0, 1.0, Severity.WARNING),
        (599, "digital", 1.0, 1.0, Severity.WARNING),
        (600, "digital", 1.0, 1.0, None),
        (549, "large-format", 1.0, 1.0, Severity.ERROR),
        (550, "large-format", 1.0, 1.0, Severity.WARNING),
        (366, "large-format", 1.5, 1.0, Severity.ERROR),
        (367, "large-format", 1.5, 1.0, Severity.WARNING),
        (532, "large-format", 1.5, 1.0, Severity.WARNING),
        (533, "large-format", 1.5, 1.0, None),
    ],
)
def test_line_art_limits_follow_profile_distance_and_scale(
    pixels: int,
    profile: str,
    distance: float,
    scale: float,
    expected: Severity | None,
    tmp_path: Path,
) -> None:
    path = placed(image(pixels, pixels, "DeviceGray", bits=1)).write(tmp_path / "sheet.pdf")
    found = severities(path, "pdf-R0032", profile, distance, scale)
    assert found == ([] if expected is None else [expected])


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize(
    ("code", "made", "limits"),
    [
        ("pdf-R0016", lambda size: text("0 0 0 0 k", size, knock=True), (8, 8, 5, 5)),
        ("pdf-R0017", lambda size: text("0 0.5 0 0.7 k", size), (8, 8, 5, 5)),
        ("pdf-R0018", lambda size: stroke("0 0 0 0 K", size), (0.25, 0.25, 0.25, 0.15)),
        ("pdf-R0019", lambda size: stroke("1 1 0 0 K", size), (0.25, 0.25, 0.25, 0.15)),
    ],
)
def test_fine_type_and_lines_have_the_limit_of_each_profile(
    code: str,
    made: Callable[[float], Draft],
    limits: tuple[float, ...],
    profile: str,
    tmp_path: Path,
) -> None:
    limit = limits[PROFILES.index(profile)]
    for size, is_found in ((limit * 0.99, True), (limit, False)):
        found = preflight(made(size).write(tmp_path / "a.pdf"), profile, separations=False)
        assert (code in codes(found)) is is_found


@pytest.mark.parametrize("profile", PROFILES)
def test_a_spot_ink_is_one_too_many_but_on_large_format(profile: str, tmp_path: Path) -> None:
    path = bar("/Orange cs 1 scn", 30).write(tmp_path / "sheet.pdf")
    found = codes(preflight(path, profile, separations=False))
    assert ("pdf-R0020" in found) is (profile != "large-format")
    path = bar("/SpotK cs 1 scn", 30).write(tmp_path / "black.pdf")
    assert "pdf-R0020" not in codes(preflight(path, profile, separations=False))


@pytest.mark.parametrize(
    ("code", "draft", "asked", "figures"),
    [
        ("pdf-R0015", text("0.9 0.7 0.7 0.9 k", 20), {}, {"ink_percent": 320, "size_pt": 20}),
        (
            "pdf-ink-limit",
            bar("0.8 0.8 0.8 0.7 k", 60),
            {"max_ink": 3.0},
            {"ink_percent": 310, "limit_percent": 300},
        ),
        (
            "pdf-R0026",
            bar("1 0.9 0.9 0.8 k", 60),
            {},
            {"ink_percent": 360, "limit_percent": 320},
        ),
    ],
)
def test_ink_is_told_in_percent(
    code: str, draft: Draft, asked: dict[str, Any], figures: dict[str, float], tmp_path: Path
) -> None:
    found = preflight(draft.write(tmp_path / "sheet.pdf"), "sheetfed", **asked)
    ours = [each.figures for each in found.findings if each.code == code]
    # The printer's limit holds for each colour, and for what the plates have together.
    assert len(ours) == (2 if "max_ink" in asked else 1)
    for each in ours:
        assert {key: each[key] for key in figures} == pytest.approx(figures, abs=1)


def test_a_place_is_never_minus_nothing(tmp_path: Path) -> None:
    path = drawn("1 0 0 rg 53.9999999 274 72 72 re f").write(tmp_path / "sheet.pdf")
    (ours,) = [
        each
        for each in preflight(path, "sheetfed", separations=False).findings
        if each.code == "pdf-R0027"
    ]
    assert "-0" not in ours.as_diagnostic(path).message


def test_type_and_line_limits_shrink_with_the_scale(tmp_path: Path) -> None:
    path = text("0 0 0 0 k", 0.51, knock=True).write(tmp_path / "sheet.pdf")
    assert "pdf-R0016" in codes(preflight(path, "large-format"))
    assert "pdf-R0016" not in codes(preflight(path, "large-format", scale=10))


def test_a_user_unit_is_the_scale(tmp_path: Path) -> None:
    enlarged = page(UserUnit=10).edits
    draft = placed(image(300, 300))
    path = Draft(draft.content, (*draft.edits, *enlarged)).write(tmp_path / "sheet.pdf")
    found = [f for f in preflight(path, "large-format").findings if f.code == "pdf-R0031"]
    assert [each.severity for each in found] == [Severity.ERROR]
    assert found[0].figures["limit_ppi"] == 2390


def test_a_finding_says_where_in_mm_from_the_trims_top_left(tmp_path: Path) -> None:
    path = drawn("1 0 0 rg 54 274 72 72 re f").write(tmp_path / "sheet.pdf")
    found = preflight(path, "sheetfed", separations=False)
    (ours,) = [each for each in found.findings if each.code == "pdf-R0027"]
    assert ours.page == 1
    assert ours.bbox_mm == pytest.approx((0, 0, 25.4, 25.4), abs=1e-3)
    told = ours.as_diagnostic(path)
    assert "page 1" in told.message
    assert told.figures["page"] == 1


def test_repetitions_are_one_finding_with_a_count(tmp_path: Path) -> None:
    lines = "\n".join(f"80 {200 + y / 10} m 180 {200 + y / 10} l S" for y in range(500))
    path = drawn(f"1 1 0 0 K 0.1 w\n{lines}").write(tmp_path / "sheet.pdf")
    found = preflight(path, "sheetfed", separations=False)
    (ours,) = [each for each in found.findings if each.code == "pdf-R0019"]
    assert ours.figures["count"] == 500


def test_many_kinds_of_one_finding_stay_few_lines(tmp_path: Path) -> None:
    lines = "\n".join(f"0.{n:03d} w 80 200 m 180 200 l S" for n in range(1, 200))
    path = drawn(f"1 1 0 0 K\n{lines}").write(tmp_path / "sheet.pdf")
    found = preflight(path, "sheetfed", separations=False)
    ours = [each for each in found.findings if each.code == "pdf-R0019"]
    assert len(ours) == 10
    assert sum(each.figures.get("count", 1) for each in ours) == 199


def test_the_ink_estimate_says_that_it_is_one(tmp_path: Path, monkeypatch: object) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    heavy = preflight(bar("0.85 0.8 0.8 0.8 k", 60).write(tmp_path / "heavy.pdf"), "sheetfed")
    (ours,) = [each for each in heavy.findings if each.code == "pdf-R0026"]
    assert ours.figures["estimated"] == 1
    assert "estimate" in ours.message
    assert any("estimate" in note for note in heavy.notes)
    light = preflight(bar("0.8 0.8 0.8 0.8 k", 60).write(tmp_path / "light.pdf"), "sheetfed")
    assert "pdf-R0026" not in codes(light)


def test_wrong_questions_are_refused(tmp_path: Path) -> None:
    path = GOOD_SHEET.write(tmp_path / "sheet.pdf")
    with pytest.raises(ValueError, match="unknown profile"):
        preflight(path, "newspaper")
    with pytest.raises(ValueError, match="positive"):
        preflight(path, "digital", distance_m=0)
    for ink in (math.nan, math.inf, 0.0, -0.04):
        with pytest.raises(ValueError, match="greatest ink must be a positive number"):
            preflight(path, "digital", max_ink=ink)


def test_a_user_unit_is_the_scale_where_none_is_asked_for(tmp_path: Path) -> None:
    path = page(UserUnit=10).write(tmp_path / "sheet.pdf")
    assert "pdf-R0037" not in codes(preflight(path, "large-format", separations=False))
    asked = preflight(path, "large-format", scale=5, separations=False)
    assert "pdf-R0037" in codes(asked)
    for unit, is_scale in ((0.5, True), (0, False), (-1, False)):
        path = page(UserUnit=unit).write(tmp_path / "sheet.pdf")
        found = codes(preflight(path, "large-format", separations=False))
        assert ("pdf-R0037" not in found) is is_scale


def test_x1a_wants_its_metadata_in_info_and_asks_for_no_xmp(tmp_path: Path) -> None:
    def found(draft: Draft) -> set[str]:
        path = draft.write(tmp_path / "sheet.pdf")
        return codes(preflight(path, "sheetfed", flavour="x-1a", separations=False))

    assert not {"pdf-x4-metadata", "pdf-x4-trapped"} & found(x1a(WITHOUT_XMP))
    assert "pdf-x4-metadata" in found(x1a(WITHOUT_XMP, Title=None))
    assert "pdf-x4-trapped" in found(x1a(WITHOUT_XMP, Trapped=None))


def test_a_file_that_is_too_complex_is_told_on_the_page_where_reading_stopped(
    tmp_path: Path,
) -> None:
    (bomb,) = CASES["pdf-too-complex"].breaking
    path = Draft(edits=bomb.edits, pages=3).write(tmp_path / "sheet.pdf")
    found = preflight(path, "sheetfed", separations=False).findings
    assert [each.page for each in found if each.code == "pdf-too-complex"] == [3]
