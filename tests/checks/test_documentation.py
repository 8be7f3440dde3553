"""Every code has its page, docs/checks.md is current, and `explain` prints from the same source."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cimaise.checks.codes import ALLOWABLE, CHECKS, RULES
from cimaise.checks.documentation import PAGES, checks_md, page_of
from cimaise.checks.limits import LIMITS, OURS
from cimaise.checks.registry import MODULES

ROOT = Path(__file__).parents[2]
CODE = re.compile(
    r'(?:\berror|\bwarning|Problem|Diagnostic)\(\s*"([a-z]+(?:-[a-z]+)+)"|'
    r'"(text-overset|date-(?:invalid|out-of-order)|missing-[a-z]+|label-dropped|profile-[a-z]+|no-panels)"'
)


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
    told = {
        next(filter(None, match.groups()))
        for file in (ROOT / "cimaise").rglob("*.py")
        if "checks" not in file.parts
        for match in CODE.finditer(file.read_text("utf-8"))
    }
    assert told, "the pattern no longer finds codes"
    unknown = {code for code in told if code not in PAGES and not code.startswith("pdf-")}
    assert not unknown


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
    wrong = run("explain", "text-overst")
    assert wrong.code == 2
    assert "did you mean text-overset?" in wrong.err
    assert run("explain", "pdf-R0031").code == 0


def test_what_is_read_wrongly_cannot_be_allowed() -> None:
    assert "yaml-syntax" in CHECKS
    assert "yaml-syntax" not in ALLOWABLE
    assert "image-low-resolution" in ALLOWABLE
    assert "nor what stops a build" in checks_md()
