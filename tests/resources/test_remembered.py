"""What is kept on disk comes back as it was, and nothing comes back of what is something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from cimaise.build.memory import Memory, Remembered, Run, recall, remember
from cimaise.diagnostics import Diagnostic, Span, error
from cimaise.resources.remembered import from_bytes, to_bytes

FOUND = error(
    "text-overset",
    "3 words do not fit",
    Span(Path("panels/01-été.yaml"), 3, 4, 3, 9, "text: …"),
    panel="01-été",
    hint="cut 3 words",
    figures={"words_over": 3, "zone_mm": [900, 1600.5], "panels": ["01", "02"]},
)


def test_a_diagnostic_comes_back_to_the_last_figure():
    assert from_bytes(to_bytes(FOUND), Diagnostic) == FOUND


def test_a_memory_comes_back(tmp_path):
    entry = Remembered("key", (("text", 38.0),), "painted", {"a.pdf": {"stamp": [1, 2]}}, (FOUND,))
    memory = Memory({"a3/fr/01": entry}, {"run": Run("inputs", {}, (FOUND,), ({"words": 3},))})
    remember(tmp_path, memory)
    assert recall(tmp_path) == memory


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"\xff",
        b'{"panels": {"a": {"key": "k", "outputs": {"x": ' + b"[" * 200_000,
        b"[]",
        b'{"code": 1}',
        b'{"code": "a", "severity": "awful", "message": "b"}',
        b'{"code": "a", "severity": "error", "message": "b", "span": {"file": 7}}',
        to_bytes(FOUND)[:-2],
    ],
)
def test_what_is_no_diagnostic_is_none(stored):
    assert from_bytes(stored, Diagnostic) is None


def test_a_memory_of_another_version_is_empty(tmp_path):
    remember(tmp_path, Memory({"a": Remembered("key")}))
    file = tmp_path / ".cimaise" / "build.json"
    file.write_bytes(file.read_bytes().replace(b'"version":4', b'"version":3'))
    assert recall(tmp_path) == Memory()


def test_what_no_disk_can_hold_is_refused():
    with pytest.raises(TypeError, match="not remembered"):
        to_bytes({"a": object()})
