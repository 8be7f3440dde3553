"""Every relative link and picture of the manual leads somewhere, fragments included."""

from __future__ import annotations

from pathlib import Path

import pytest
from pages import PAGES, ROOT, anchors, links

WEB = ("http://", "https://", "mailto:")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for target in links(page):
        if target.startswith(WEB):
            continue
        name, _, fragment = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        if not file.exists() or (
            fragment and file.suffix == ".md" and fragment not in anchors(file)
        ):
            lost.append(target)
        assert file.is_relative_to(ROOT), f"{target} leads out of the project"
    assert not lost, f"{page.relative_to(ROOT)}: {lost}"


def test_the_index_names_every_page() -> None:
    index = ROOT / "docs" / "README.md"
    named = {(index.parent / target).resolve() for target in links(index)}
    missing = [page.name for page in index.parent.glob("*.md") if page not in {index, *named}]
    assert not missing
