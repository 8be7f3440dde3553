"""The exhibition that the manual's commands are run on: small, with the names of the first one."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_exhibitions import PANEL, PANELS, write_exhibition


@pytest.fixture
def exhibition(tmp_path: Path) -> Path:
    """A small exhibition with three panels in two languages."""
    return write_exhibition(tmp_path / "exhibition", dict.fromkeys(PANELS, PANEL))
