"""YAML text to data with places: scalars, refusals, bad bytes, and the cases of cases/reading."""

from __future__ import annotations

import re
import shutil
import time
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cimaise.diagnostics import Diagnostic
from cimaise.model.loading import load_exhibition
from cimaise.source import Document, Unreadable, parse, parsing, read
from tests.hinted import unhinted

CASES = Path(__file__).parent / "cases" / "reading"
EXPECTED = re.compile(
    r"# (file-)?(error|warning)\[([a-z-]+)\](?:: (.*?))?"
    r"(?=\s*# (?:file-)?(?:error|warning)\[|$)",
    re.MULTILINE,
)
FILES = {
    "panel": "panels/01-base.yaml",
    "exhibition": "exhibition.yaml",
    "layout": "layouts/plain.yaml",
    "theme": "layouts/themes/ete44.yaml",
    "formats": "layouts/formats.yaml",
    "printers": "layouts/printers.yaml",
}


def told(found: Diagnostic) -> str:
    return f"{found.message} | {found.hint}"


def small_exhibition(folder: Path) -> Path:
    """A copy of cases/reading/base with its one picture."""
    shutil.copytree(CASES / "base", folder)
    (folder / "images").mkdir()
    (folder / "images" / "a.png").touch()
    return folder


@pytest.mark.parametrize("case", sorted(CASES.glob("*.yaml")), ids=lambda case: case.stem)
def test_case(case: Path, tmp_path: Path) -> None:
    folder = small_exhibition(tmp_path / "exhibition")
    file = folder / FILES[case.stem.partition("-")[0]]
    file.parent.mkdir(exist_ok=True)
    shutil.copy(case, file)
    _, diagnostics = load_exhibition(folder)
    found = [each for each in diagnostics if each.span is not None and each.span.file == file]
    expected = [
        (None if match[1] else number, match[2], match[3], match[4] or "")
        for number, line in enumerate(case.read_text(encoding="utf-8").splitlines(), start=1)
        for match in EXPECTED.finditer(line)
    ]
    assert not unhinted(found)
    left = list(found)
    for line, severity, code, part in expected:
        match = next(
            (
                each
                for each in left
                if each.span is not None
                and line in (None, each.span.line)
                and (each.severity, each.code) == (severity, code)
                and part.strip() in told(each)
            ),
            None,
        )
        assert match is not None, (
            line,
            severity,
            code,
            part,
            [(told(each), each.span) for each in left],
        )
        left.remove(match)
    assert not left, [(each.code, told(each), each.span) for each in left]


def test_every_kind_of_mistake_has_cases() -> None:
    written = Counter(
        match[3]
        for case in CASES.glob("*.yaml")
        for match in EXPECTED.finditer(case.read_text(encoding="utf-8"))
    )
    assert len(list(CASES.glob("*.yaml"))) >= 50
    assert set(written) == {
        "yaml-syntax",
        "unknown-key",
        "unknown-name",
        "unknown-language",
        "missing-key",
        "missing-file",
        "missing-translation",
        "unsafe-path",
        "wrong-type",
        "invalid-value",
        "block-not-shown",
    }


def data_of(text: str) -> object:
    document, found = parse(text, Path("x.yaml"))
    assert document is not None
    assert not found
    return document.data


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "off",
        "True",
        "NULL",
        "10:30",
        "012",
        "-07",
        "0x1F",
        "0o17",
        "1_000",
        "1944-06-06",
        ".inf",
        ".nan",
        ".",
        "+",
        "1.2.3",
        "e5",
        "٣",
        "1944-06-06 10:30",
        "9" * 41,
    ],
)
def test_stays_text(text: str) -> None:
    assert data_of(f"a: {text}") == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    list(
        {
            "true": True,
            "false": False,
            "null": None,
            "~": None,
            "": None,
            "0": 0,
            "-3": -3,
            "+33": 33,
            "1.50": 1.5,
            ".5": 0.5,
            "5.": 5.0,
            "1e3": 1000.0,
        }.items()
    ),
)
def test_is_typed(text: str, value: object) -> None:
    read_ = data_of(f"a: {text}")["a"]  # type: ignore[index]  # the text holds a mapping
    assert read_ == value
    assert isinstance(read_, type(value))
    assert getattr(read_, "written", text) == text or str(value) == text


def test_quoted_numbers_are_text() -> None:
    assert data_of("""a: ["12", '1.5', "true"]""") == {"a": ["12", "1.5", "true"]}


def test_every_value_has_its_place() -> None:
    text = "title: Été\nmap:\n  at: [3.06, 50.63]\ntext: |\n  un\n  deux\nend: x\n"
    document, _ = parse(text, Path("x.yaml"))
    assert document is not None
    at = document.span("map", "at", 1)
    assert (at.line, at.column, at.end_column, at.text) == (3, 14, 19, "  at: [3.06, 50.63]")
    key = document.key_span("text")
    assert (key.line, key.column, key.end_column) == (4, 1, 6)
    whole = document.span("map", "at")
    assert (whole.column, whole.end_column) == (7, 20)
    assert document.span("map", "at", 7) == whole
    assert document.span("nowhere") == document.span()
    assert document.key_span("map", "at", 0) == document.span("map", "at", 0)


@pytest.mark.parametrize("loader", [parsing.LOADER, yaml.SafeLoader])
def test_a_block_ends_where_its_last_value_does(
    loader: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "LOADER", loader)
    text = "a:\n  - b: 1\n    c: {d: x,\n      e: y}\n\n  # f\n  - [g]\nh:\n- i:\n\n# j\nk: l\n"
    document, _ = parse(text, Path("x.yaml"))
    assert document is not None
    ends = {
        path: (span.end_line, span.end_column)
        for path, span in document.spans.items()
        if path in {(), ("a",), ("a", 0), ("a", 0, "c"), ("h",), ("h", 0)}
    }
    assert ends == {
        (): (12, 5),
        ("a",): (7, 8),
        ("a", 0): (4, 12),
        ("a", 0, "c"): (4, 12),
        ("h",): (9, 5),
        ("h", 0): (9, 5),
    }


def test_places_count_characters_with_every_line_end() -> None:
    for line_end in ("\n", "\r\n", "\r"):
        document, _ = parse(f"é: 😀{line_end}b: 'ç' {line_end}c: [x]", Path("x.yaml"))
        assert document is not None
        assert (document.span("b").line, document.span("b").column) == (2, 4)
        assert document.span("c", 0).text == "c: [x]"


def test_refused_values_are_not_reported_twice() -> None:
    document, found = parse("title: *x\nlead: a\n", Path("x.yaml"))
    assert document is not None
    assert document.data == {"title": Unreadable(), "lead": "a"}
    assert len(found) == 1


def codes(found: tuple[Diagnostic, ...]) -> list[str]:
    return [each.code for each in found]


def read_bytes(folder: Path, content: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    file = folder / "x.yaml"
    file.write_bytes(content)
    return read(file, folder)


@pytest.mark.parametrize(
    ("content", "part", "place"),
    [
        (b"a: caf\xe9\n", "the byte E9 is no UTF-8 text", (1, 7)),
        (b"a: x\nb: \xff\n", "the byte FF is no UTF-8 text", (2, 4)),
        ("a: été\n".encode("utf-16"), "UTF-16", (1, 1)),
        (b"", "the file is empty", (1, 1)),
        (b"\n\n# nothing\n", "the file is empty", (1, 1)),
        (b"a" * 2_000_001, "larger than 2 MB", (1, 1)),
        (b"- " * 100, "nested more than 64 deep", (1, 131)),
        (b"[" * 1_000_000, "nested more than 64 deep", (1, 66)),
        (b"- a\n" * 60_000, "more than 50,000 values", (50_000, 3)),
    ],
    ids=["latin-1", "binary", "utf-16", "empty", "comment", "large", "deep", "flow", "many"],
)
def test_bytes_that_are_no_text(
    tmp_path: Path, content: bytes, part: str, place: tuple[int, int]
) -> None:
    document, found = read_bytes(tmp_path, content)
    assert document is None
    assert codes(found) == ["yaml-syntax"]
    assert part in found[0].message
    assert found[0].span is not None
    assert (found[0].span.line, found[0].span.column) == place


def test_byte_order_mark_is_told_and_taken_off(tmp_path: Path) -> None:
    document, found = read_bytes(tmp_path, b"\xef\xbb\xbfa: x\n")
    assert document is not None
    assert document.data == {"a": "x"}
    assert document.span("a").column == 4
    assert [(each.code, each.severity) for each in found] == [("yaml-syntax", "warning")]


def test_control_characters_are_told_with_the_other_mistakes(tmp_path: Path) -> None:
    document, found = read_bytes(tmp_path, "a: x\x00y\u2028\nb: 1\nb: 2\n".encode())
    assert document is not None
    assert [(each.message.split()[-1], each.span and each.span.column) for each in found] == [
        ("text", 5),
        ("text", 7),
        ("twice", 1),
    ]
    assert "U+0000" in found[0].message
    assert "U+2028" in found[1].message


def test_many_control_characters_are_counted(tmp_path: Path) -> None:
    _, found = read_bytes(tmp_path, b"a: x" + b"\x01" * 1000)
    assert found[-1].message == "995 more control characters stand in this file"


def test_ten_megabytes_are_refused_at_once(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    with file.open("wb") as opened:
        opened.truncate(10_000_000)
    started = time.perf_counter()
    document, found = read(file, tmp_path)
    assert document is None
    assert codes(found) == ["yaml-syntax"]
    assert time.perf_counter() - started < 1


def test_alias_bomb_is_refused_at_once(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30)
    )
    started = time.perf_counter()
    document, found = read_bytes(tmp_path, bomb.encode())
    assert document is not None
    assert len(str(document.data)) < 10_000
    assert set(codes(found)) == {"yaml-syntax"}
    assert time.perf_counter() - started < 1


def test_files_that_are_no_files(tmp_path: Path) -> None:
    folder = tmp_path / "exhibition"
    folder.mkdir()
    (tmp_path / "secret.yaml").write_text("a: secret\n")
    (folder / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "loop.yaml").symlink_to(folder / "loop.yaml")
    (folder / "folder.yaml").mkdir()
    expected = {
        "none.yaml": "missing-file",
        "folder.yaml": "missing-file",
        "loop.yaml": "missing-file",
        "link.yaml": "unsafe-path",
        "../secret.yaml": "unsafe-path",
        "/etc/passwd": "unsafe-path",
        "a\0b.yaml": "missing-file",
        "x" * 5000: "missing-file",
    }
    for name, code in expected.items():
        document, found = read(Path(name), folder)
        assert (document, codes(found)) == (None, [code]), name


@given(content=st.binary(max_size=200))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    document, found = read_bytes(tmp_path_factory.getbasetemp(), content)
    assert document is not None or found


YAML_PARTS = st.sampled_from(
    [
        *"ab\n\t[]{}&*!|>'\"#%@`?~1-:\ré😀",
        *(": ", "- ", "  ", ", ", "&a ", "*a", "!t ", "? ", "<<", "---\n", "...\n"),
        *("\\x00", "\\ud800", "\\U00110000", "\u2028", "\x07", "%YAML 1.1\n", "%TAG ! x\n"),
        " # cimaise: said\n",
    ]
)


@given(parts=st.lists(YAML_PARTS, max_size=40), pure=st.booleans())
def test_no_text_raises_and_every_place_is_in_the_file(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str], pure: bool
) -> None:
    content = "".join(parts).encode()
    with pytest.MonkeyPatch.context() as patch:
        if pure:
            patch.setattr(parsing, "LOADER", yaml.SafeLoader)
        document, found = read_bytes(tmp_path_factory.getbasetemp(), content)
    assert document is not None or found
    lines = parsing.LINE_BREAK.split(content.decode())
    spans = [each.span for each in found]
    if document is not None:
        spans += [*document.spans.values(), *document.key_spans.values()]
    for span in spans:
        assert span is not None
        assert 1 <= span.line <= len(lines)
        assert 1 <= span.column <= len(lines[span.line - 1]) + 1


@pytest.mark.parametrize(
    "case", sorted(CASES.glob("panel-yaml-*.yaml")), ids=lambda case: case.stem
)
def test_both_parsers_explain_alike(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = case.read_text(encoding="utf-8")
    _, fast = parse(text, case)
    monkeypatch.setattr(parsing, "LOADER", yaml.SafeLoader)
    _, pure = parse(text, case)
    assert [each.message for each in pure] == [each.message for each in fast]
    assert [each.span and each.span.line for each in pure] == [
        each.span and each.span.line for each in fast
    ]
