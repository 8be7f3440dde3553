"""EPUBCheck, run by Java: Debian's, or the jar that EPUBCHECK names."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.programs import lacking, needed

DEBIAN = Path("/usr/share/java/epubcheck.jar")


def _command() -> list[str]:
    jar = Path(os.environ.get("EPUBCHECK", DEBIAN))
    if not jar.is_file():
        lacking("EPUBCheck (Debian: epubcheck)")
    return [needed("java"), "-jar", str(jar)]


def found(files: Sequence[Path]) -> list[str]:
    """A line for each error and warning. Wants Java and EPUBCheck."""
    command = _command()
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
