"""Text where the printer's machines weld pockets or punch eyelets after the press."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from cimaise.checks.rules import outside_safe_area
from cimaise.checks.subject import PageSubject
from cimaise.layout.editions import Edition
from cimaise.layout.panels import lay_out
from cimaise.model.loading import load_exhibition


def told(folder: Path, format_name: str = "80x120", **asks: object) -> list[str]:
    """What is said of the first panel for a printer who asks for `asks`."""
    (folder / "layouts").mkdir(exist_ok=True)
    (folder / "layouts" / "printers.yaml").write_text(
        yaml.safe_dump({"shop": {"bleed_mm": 5, "safe_mm": 10, **asks}}), "utf-8"
    )
    file = folder / "exhibition.yaml"
    content = {**yaml.safe_load(file.read_text("utf-8")), "printer": "shop"}
    file.write_text(yaml.safe_dump(content), "utf-8")
    exhibition, diagnostics = load_exhibition(folder)
    assert exhibition is not None, diagnostics
    edition = Edition(exhibition, "en", format_name)
    page = PageSubject(edition, lay_out(edition, exhibition.panels)[0])
    return [found.message for found in outside_safe_area.find(page)]


def test_a_pocket_swallows_no_text(small: Path) -> None:
    assert told(small) == []
    assert told(small, pocket_mm=30) == []
    both = told(small, pocket_mm=80)
    top = told(small, pocket_mm=80, pocket_sides=["top"])
    foot = told(small, pocket_mm=80, pocket_sides=["foot"])
    assert sorted(both) == sorted(top + foot)
    assert all("stands where the panel is welded into a pocket" in found for found in both)
    assert [found for found in top if "slot `number`" in found]
    assert [found for found in foot if "slot `running`" in found]


def test_no_eyelet_is_punched_through_text(small: Path) -> None:
    assert told(small, eyelets_every_mm=400) == []
    found = told(small, eyelets_every_mm=400, eyelet_inset_mm=60, eyelet_diameter_mm=40)
    assert found
    assert all(message.startswith("an eyelet is punched through “") for message in found)


@pytest.mark.parametrize("asks", [{"pocket_mm": 80}, {"eyelets_every_mm": 100}])
def test_a_sheet_from_a_desktop_printer_gets_neither(small: Path, asks: dict[str, object]) -> None:
    assert told(small, "a3", **asks) == told(small, "a3")
