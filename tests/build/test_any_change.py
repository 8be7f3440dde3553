"""Whatever stands in a file: `check` tells of it, and never falls over."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cimaise.cli import main

ROOT = Path(__file__).resolve().parents[2]
LAYOUTS = ("text-led", "quote-led")
FILES = (
    "exhibition.yaml",
    "panels/01-the-house.yaml",
    "panels/02-the-garden.yaml",
    *(f"layouts/{name}.yaml" for name in LAYOUTS),
    "layouts/formats.yaml",
    "layouts/printers.yaml",
    "layouts/themes/ete44.yaml",
)
Place = tuple[str | int, ...]

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**6), 10**12)
    | st.floats()
    | st.text(max_size=12)
    | st.sampled_from(
        ("1944-06-06/1944-08", "vers 1944", "5%", "2fr", "12 mm", "../x.png", "a3", "mot " * 300)
    )
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=4,
)
CHANGES = st.tuples(
    st.sampled_from(("write", "take away", "multiply", "double")),
    st.integers(0, 10**6),
    VALUES,
    st.sampled_from((-1, 0, 0.01, 0.5, 2, 30, 10**4)),
)


def places(data: Any, above: Place = ()) -> Iterator[Place]:
    """Where something stands in it."""
    named = data.items() if isinstance(data, dict) else enumerate(data)
    for key, value in named:
        yield (*above, key)
        if isinstance(value, dict | list):
            yield from places(value, (*above, key))


def changed(data: Any, how: str, which: int, value: Any, times: float) -> None:
    """The `which`-th thing in it is another value, gone, as many times as much or there twice."""
    known = list(places(data))
    *above, last = known[which % len(known)]
    for key in above:
        data = data[key]
    former = data[last]
    if how == "take away":
        del data[last]
    elif how == "multiply" and isinstance(former, int | float) and not isinstance(former, bool):
        data[last] = former * times
    elif how == "double" and isinstance(former, str | list):
        data[last] = former + former
    else:
        data[last] = value


def report_of(folder: Path) -> Any:
    """What `check` says, in this process alone."""
    said = StringIO()
    alone = patch.object(os, "cpu_count", lambda: 1)
    with alone, redirect_stdout(said), pytest.raises(SystemExit) as end:
        main(["check", str(folder), "--report", "json"])
    assert end.value.code in (0, 1)
    return json.loads(said.getvalue())


@pytest.mark.slow
@settings(max_examples=80, deadline=None)
@given(st.sampled_from(FILES), st.lists(CHANGES, min_size=1, max_size=3))
@example("layouts/text-led.yaml", [("multiply", 5, None, 10**4)])
def test_a_check_tells_of_any_change(name: str, changes: list[tuple[str, int, Any, float]]) -> None:
    with TemporaryDirectory() as place:
        folder = Path(place) / "small"
        shutil.copytree(ROOT / "tests" / "small", folder)
        (folder / "layouts" / "themes").mkdir(parents=True)
        for each in FILES[3:]:
            shutil.copy(ROOT / each, folder / each)
        data = yaml.safe_load((folder / name).read_text("utf-8"))
        for change in changes:
            if data:
                changed(data, *change)
        written = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
        (folder / name).write_text(written, "utf-8")
        for each in report_of(folder)["diagnostics"]:
            assert each["message"]
            assert each["hint"] or each["severity"] == "info"
