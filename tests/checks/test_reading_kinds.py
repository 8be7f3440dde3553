"""Whatever a page sets is judged: every role that blocks draw has its kind of reading."""

from __future__ import annotations

from pathlib import Path

from cimaise.checks.reading_kinds import ANYWHERE, BLOCK_ROLES, OWN
from cimaise.checks.subject import PageSubject
from cimaise.layout.editions import Edition
from cimaise.layout.panels import lay_out
from cimaise.model.loading import load_exhibition

ROOT = Path(__file__).parents[2]


def test_every_role_that_is_drawn_is_looked_at_and_has_a_kind() -> None:
    exhibition, _ = load_exhibition(ROOT)
    assert exhibition is not None
    edition = Edition(exhibition, "fr", "80x120")
    drawn: set[tuple[str, str]] = set()
    for laid in lay_out(edition, exhibition.panels):
        page = PageSubject(edition, laid)
        own = {placed.run.role for placed in page.runs}
        assert own == {used.role.name for used in page.used_roles}
        drawn |= {(used.block, used.role.name) for used in page.used_roles}
        for used in page.used_roles:
            slot = page.layout.slots[used.slot]
            kinds = {**ANYWHERE, **BLOCK_ROLES[used.block]}
            assert used.role.name in kinds or (used.role.name == slot.role_name and OWN in kinds)
    figures = {"map": "credit", "chronology": "label", "band": "band-date"}
    assert drawn >= set(figures.items())
