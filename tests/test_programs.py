"""A program that a test wants: skipped where it lacks, failed in CI."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.programs import needed


def test_a_program_is_found_by_any_of_its_names(monkeypatch: pytest.MonkeyPatch) -> None:
    python = Path(sys.executable)
    monkeypatch.setenv("PATH", str(python.parent))
    assert needed("no-such-program", python.name) == str(python)


def test_a_program_that_lacks_is_missed_in_ci_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is missing"):
        needed("no-such-program")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is missing"):
        needed("no-such-program")
