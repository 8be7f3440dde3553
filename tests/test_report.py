"""Diagnostics as readers get them: exact text, carets, JSON and workflow commands."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from cimaise.diagnostics import Diagnostic, Severity, Span, error, warning
from cimaise.model.defaults import defaults_folder
from cimaise.report import github, text
from cimaise.report.json import as_json, by_line

ROOT = Path("/exhibition")
PANEL = ROOT / "panels" / "03-sabotages.yaml"
OVERSET = error(
    "text-overset",
    "37 words do not fit in slot `text` (30 pt, minimum 28 pt)",
    Span(PANEL, 5, 1, 5, 6, "text: |"),
    panel="03-sabotages",
    slot="text",
    hint="cut 37 words, or allow 26.5 pt in layout `map-led`",
    figures={"words_over": 37, "size_that_fits_pt": 26.5},
)


def rendered(*diagnostics: Diagnostic, width: int = 80) -> str:
    return text.render(diagnostics, width=width, colour=False, root=ROOT)


def test_the_form_is_the_contract_s() -> None:
    assert rendered(OVERSET) == (
        "error[text-overset]: 37 words do not fit in slot `text` (30 pt, minimum 28 pt)\n"
        " --> panels/03-sabotages.yaml:5:1\n"
        "  |\n"
        "5 | text: |\n"
        "  | ^^^^^\n"
        "hint: cut 37 words, or allow 26.5 pt in layout `map-led`\n"
        "\n"
        "1 error\n"
    )


def test_a_file_of_cimaise_itself_is_told_how_to_be_changed() -> None:
    own = defaults_folder() / "layouts" / "themes" / "ete44.yaml"
    place = Span(own, 3, 1, 3, 4)
    small = [warning("text-too-small", f"{each} is small", place, hint="9 pt") for each in "ab"]
    told = rendered(OVERSET, *small)
    assert told.count("note: ") == 1, "once for all findings in the file"
    assert told.endswith(
        f"\n\nnote: {own} is Cimaise's own; to change it, copy it to layouts/themes/ete44.yaml "
        "in the exhibition\n\n1 error, 2 warnings in 2 files\n"
    )
    assert "note" not in rendered(OVERSET)
    at_home = text.render(small, width=80, colour=False, root=defaults_folder())
    assert "note" not in at_home, "the exhibition that the file belongs to may change it"


def test_line_numbers_of_more_digits_keep_the_bar_in_line() -> None:
    found = error("x", "y", Span(PANEL, 120, 3, 120, 4, "  z"), hint="z")
    assert rendered(found).splitlines()[1:5] == [
        "   --> panels/03-sabotages.yaml:120:3",
        "    |",
        "120 |   z",
        "    |   ^",
    ]


@pytest.mark.parametrize(
    ("line", "column", "end", "shown", "carets"),
    [
        ("a:\tbc", 4, 6, "a:    bc", "      ^^"),
        ("日本: x", 5, 6, "日本: x", "      ^"),
        ("k: 日本", 4, 6, "k: 日本", "   ^^^^"),
        ("e\u0301t\u0301: x", 7, 8, "e\u0301t\u0301: x", "    ^"),
        ("k: x", 4, 4, "k: x", "   ^"),
        ("k: x   ", 5, 6, "k: x", "    ^"),
        ("k: \x1b[2Jx", 4, 5, "k: �[2Jx", "   ^"),
    ],
    ids=["tab", "wide-before", "wide-under", "combining", "empty", "beyond", "escape"],
)
def test_carets_stand_under_their_place(
    line: str, column: int, end: int, shown: str, carets: str
) -> None:
    found = error("x", "y", Span(PANEL, 1, column, 1, end, line), hint="z")
    assert rendered(found).splitlines()[3:5] == [f"1 | {shown}", f"  | {carets}"]


def test_places_of_several_lines_are_marked_on_the_first() -> None:
    found = error("x", "y", Span(PANEL, 1, 6, 9, 2, "map: {area: nord,"), hint="z")
    assert rendered(found).splitlines()[4] == "  |      " + "^" * 12


@pytest.mark.parametrize("column", [1, 40, 500, 996])
@pytest.mark.parametrize("letter", ["x", "本"])
def test_long_lines_are_cut_around_their_place(column: int, letter: str) -> None:
    line = letter * (column - 1) + "HERE" + letter * (996 - column)
    found = error("x", "y", Span(PANEL, 1, column, 1, column + 4, line), hint="z")
    shown, carets = rendered(found, width=60).splitlines()[3:5]
    assert columns(shown) <= 60
    before = carets.index("^")
    assert carets[before:] == "^^^^"
    at = shown.index("HERE")
    assert columns(shown[:at]) == before


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in line)


def test_what_has_no_line_shows_only_its_file() -> None:
    assert rendered(error("missing-file", "there is none", Span(PANEL), hint="z")).splitlines()[
        :2
    ] == [
        "error[missing-file]: there is none",
        " --> panels/03-sabotages.yaml",
    ]
    assert rendered(error("x", "y", hint="z")).splitlines()[0] == "error[x]: y"


def test_files_elsewhere_keep_their_path(tmp_path: Path) -> None:
    found = error("x", "y", Span(tmp_path / "a.yaml"), hint="z")
    assert f" --> {(tmp_path / 'a.yaml').as_posix()}\n" in rendered(found)


def test_they_are_sorted_by_place_and_told_once() -> None:
    def at(line: int, column: int, code: str = "x") -> Diagnostic:
        return warning(code, "y", Span(PANEL, line, column, line, column + 1, "abcdef"), hint="z")

    other = error("x", "y", Span(ROOT / "exhibition.yaml", 9, 1, 9, 2, "a"), hint="z")
    lines = rendered(at(10, 1), at(2, 5), at(2, 3, "z"), at(2, 3, "a"), at(2, 5), other)
    places = [line for line in lines.splitlines() if "-->" in line or line.startswith("warn")]
    assert places == [
        " --> exhibition.yaml:9:1",
        "warning[a]: y",
        " --> panels/03-sabotages.yaml:2:3",
        "warning[z]: y",
        " --> panels/03-sabotages.yaml:2:3",
        "warning[x]: y",
        " --> panels/03-sabotages.yaml:2:5",
        "warning[x]: y",
        "  --> panels/03-sabotages.yaml:10:1",
    ]
    assert lines.endswith("\n1 error, 4 warnings in 2 files\n")


def test_nothing_to_tell_is_told_with_nothing() -> None:
    assert rendered() == ""


def test_colour_adds_and_changes_nothing_else() -> None:
    coloured = text.render([OVERSET], width=80, colour=True, root=ROOT)
    assert "\x1b[1;31merror[text-overset]\x1b[0m" in coloured
    plain = coloured
    for code in ("1;31", "1", "34", "0"):
        plain = plain.replace(f"\x1b[{code}m", "")
    assert plain == rendered(OVERSET)


def test_no_message_moves_the_cursor() -> None:
    found = error("x", "a\x1b[31mb\nc\u2028", hint="d\re", span=Span(ROOT / "f\x1b.yaml"))
    lines = rendered(found)
    assert "\x1b" not in lines
    assert lines.splitlines()[0] == "error[x]: a�[31mb c�"


def test_json_holds_the_contract_s_keys() -> None:
    report = json.loads(
        as_json(
            [OVERSET, Diagnostic("y", Severity.INFO, "z", figures={"ppi": float("nan")})],
            fit=[{"slot": "text", "fill": 1.2}],
            images=[{"file": Path("a.png")}],
            root=ROOT,
        )
    )
    assert report == {
        "diagnostics": [
            {
                "code": "y",
                "severity": "info",
                "message": "z",
                "file": None,
                "line": None,
                "column": None,
                "panel": None,
                "slot": None,
                "hint": None,
                "figures": {"ppi": None},
            },
            {
                "code": "text-overset",
                "severity": "error",
                "message": OVERSET.message,
                "file": "panels/03-sabotages.yaml",
                "line": 5,
                "column": 1,
                "panel": "03-sabotages",
                "slot": "text",
                "hint": OVERSET.hint,
                "figures": {"words_over": 37, "size_that_fits_pt": 26.5},
            },
        ],
        "fit": [{"slot": "text", "fill": 1.2}],
        "images": [{"file": "a.png"}],
    }


def test_json_has_a_line_for_each_thing() -> None:
    told = {
        "a": [],
        "b": [{"x": 1, "é": [2]}, "y"],
        "c": {"k": {"z": None}, "l": 3},
        "d": "e",
        "f": {},
    }
    text = by_line(told)
    assert json.loads(text) == told
    assert [line.strip().rstrip(",") for line in text.splitlines()] == [
        "{", '"a": []', '"b": [', '{"x": 1, "é": [2]}', '"y"', "]",
        '"c": {', '"k": {"z": null}', '"l": 3', "}", '"d": "e"', '"f": {}', "}",
    ]  # fmt: skip


def test_file_names_that_are_no_utf_8_can_be_printed() -> None:
    found = error("x", "y", Span(ROOT / "caf\udce9.yaml"), hint="z")
    for report in (rendered(found), as_json([found], root=ROOT), github.render([found], root=ROOT)):
        assert report.encode("utf-8")


def test_github_commands_are_escaped() -> None:
    found = warning(
        "x", "100 % of\nit: a, b", Span(ROOT / "a,b:c.yaml", 2, 3, 2, 5, "abcdef"), hint="h"
    )
    assert github.render([found], root=ROOT) == (
        "::warning file=a%2Cb%3Ac.yaml,line=2,col=3,endLine=2,endColumn=5,title=x"
        "::100 %25 of%0Ait: a, b%0Ahint: h\n"
    )
    assert (
        github.render([Diagnostic("x", Severity.INFO, "y")], root=ROOT) == "::notice title=x::y\n"
    )
