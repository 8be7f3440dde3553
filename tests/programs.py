"""Programs of the system that tests want: skipped where one lacks, but failed in CI."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest


def needed(*names: str) -> str:
    """The path of a program, by any of its names."""
    found = next(filter(None, map(shutil.which, names)), None)
    return found or lacking(names[0])


def lacking(what: str) -> NoReturn:
    """Say that something is not there: a test that vanishes in CI would be missed by nobody."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing; .ci/run brings it")
    pytest.skip(f"{what} is missing")
