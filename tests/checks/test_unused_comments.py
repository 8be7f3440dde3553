"""Comments that allow what nobody finds: told where everything was looked at, and only there."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Run = Callable[..., Any]


def test_a_comment_that_silences_nothing_is_told_where_all_was_looked_at(
    run: Run, small: Path
) -> None:
    panel = small / "panels" / "01-the-house.yaml"
    panel.write_text(
        "# cimaise: allow long-sentence (a quotation)\n" + panel.read_text("utf-8"), "utf-8"
    )
    asked = ("check", small, "--only", "allow-comment", "--report", "json")
    (found,) = json.loads(run(*asked).out)["diagnostics"]
    assert found["message"] == "`long-sentence` is not found where this comment allows it"
    # In another format or panel it may silence something.
    for part in (("--panel", "01"), ("--format", "80x120"), ("--lang", "en")):
        assert not json.loads(run(*asked, *part).out)["diagnostics"]
    # So may it in a panel that could not be looked at.
    (small / "panels" / "02-the-garden.yaml").write_text("layout: nowhere\ntitle: A\n", "utf-8")
    codes = {each["code"] for each in json.loads(run(*asked).out)["diagnostics"]}
    assert "allow-comment" not in codes
