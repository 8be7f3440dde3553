"""EPUBCheck, run by Java: Debian's, or the jar that EPUBCHECK names."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

DEBIAN = Path("/usr/share/java/epubcheck.jar")


def _command() -> list[str] | None:
    jar = Path(os.environ.get("EPUBCHECK", DEBIAN))
    java = shutil.which("java")
    return [java, "-jar", str(jar)] if java and jar.is_file() else None


def found(files: Sequence[Path]) -> list[str]:
    """A line for each error and warning. Skips where EPUBCheck is missing, but in CI fails."""
    command = _command()
    if command is None:
        if os.environ.get("CI"):
            pytest.fail("EPUBCheck is needed to judge an EPUB")
        pytest.skip("Java or EPUBCheck (Debian: epubcheck) is missing: no EPUB is judged")
    lines: list[str] = []
    for file in files:
        ran = subprocess.run(
            [*command, str(file), "--json", "-", "--quiet"],
            capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        judged = json.loads(ran.stdout[ran.stdout.index("{") :])
        assert judged["publication"]["title"], ran.stderr
        lines += [
            f"{file.name}: {message['ID']} {message['message'][:200]}"
            for message in judged["messages"]
            if message["severity"] not in ("USAGE", "INFO")
        ]
    return lines
