"""Every code has its page, docs/checks.md is current, and `explain` prints from the same source."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cimaise.checks.codes import ALLOWABLE, CHECKS, RULES
from cimaise.checks.documentation import PAGES, checks_md, page_of
from cimaise.checks.limits import LIMITS, OURS
from cimaise.checks.registry import MODULES

ROOT = Path(__file__).parents[2]
TELLING = re.compile(r"(.*\.)?_?(error|warning|diagnostic|problem)", re.IGNORECASE)
CODE = re.compile(r"[a-z]+(-[A-Za-z0-9]+)+")


def codes_in(file: Path) -> Iterator[str]:
    """What a file gives as codes: written where it tells, or under a name that it tells by."""
    tree = ast.parse(file.read_text("utf-8"))
    named: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                named.setdefault(ast.unparse(target), []).append(node.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and TELLING.fullmatch(ast.unparse(node.func)):
            first = node.args[0]
            for given in (first, *named.get(ast.unparse(first), [])):
                for part in ast.walk(given):
                    if isinstance(part, ast.Constant) and CODE.fullmatch(str(part.value)):
                        yield str(part.value)


def test_docs_are_current() -> None:
    written = (ROOT / "docs" / "checks.md").read_text("utf-8")
    assert written == checks_md(), "run python -m cimaise.checks.documentation > docs/checks.md"


@pytest.mark.parametrize("code", sorted(PAGES))
def test_a_page_says_what_why_and_how(code: str) -> None:
    page = PAGES[code]
    if code == "allow-comment":
        return
    for part in ("What it does:", "Why it is bad:", "How to fix it:"):
        assert part in page, f"{code}: {part}"
    assert not re.search(r"https?://(?!www\.|gwg\.)", page_of(code))


def test_every_code_that_the_tool_tells_has_a_page() -> None:
    told = {code for file in (ROOT / "cimaise").rglob("*.py") for code in codes_in(file)}
    assert {"unknown-key", "block-not-shown", "pdf-encrypted"} <= told, "codes are no longer found"
    assert told <= PAGES.keys()


def test_every_limit_serves_a_rule_and_names_its_source() -> None:
    for name, limit in LIMITS.items():
        assert limit.rule in RULES, name
        assert limit.source is OURS or len(limit.source.name) > 10, name
        assert f"{limit.value:g} {limit.unit}" in page_of(limit.rule)


def test_every_rule_is_a_small_file() -> None:
    for module in MODULES:
        assert module.__file__ is not None
        lines = Path(module.__file__).read_text("utf-8").count("\n")
        assert lines <= 250, module.__file__
        assert Path(module.__file__).stem.replace("_", "-") == module.CODE


def test_explain(run: Callable[..., Any]) -> None:
    shown = run("explain", "text-overset")
    assert shown.code == 0
    assert shown.out == page_of("text-overset") + "\n"
    listed = run("explain")
    assert listed.code == 0
    assert {line.split()[0] for line in listed.out.splitlines()} == PAGES.keys()
    assert "text-overset  " in listed.out
    wrong = run("explain", "text-overst")
    assert wrong.code == 2
    assert "did you mean text-overset?" in wrong.err
    assert "make_panels.py explain lists them" in run("explain", "no-such-thing").err
    assert run("explain", "pdf-R0031").code == 0


def test_what_is_read_wrongly_cannot_be_allowed() -> None:
    assert "yaml-syntax" in CHECKS
    assert "yaml-syntax" not in ALLOWABLE
    assert "image-low-resolution" in ALLOWABLE
    assert "nor what stops a build" in checks_md()
