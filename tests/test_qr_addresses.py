"""Addresses that a QR code holds, and those that none does."""

from __future__ import annotations

from bisect import bisect_left

import pytest
import segno

from cimaise.model.panel import QR_ERROR_LEVEL, Panel
from cimaise.model.validating import validate


@pytest.mark.parametrize("letter", ["a", "é", "ก", "語"])
def test_an_address_is_as_long_as_a_qr_code_holds_at_most(letter: str) -> None:
    """The limit is segno's own, who draws the code."""

    def url(letters: int) -> str:
        return "https://example.org/" + letters * letter

    def is_drawn(letters: int) -> bool:
        try:
            segno.make(url(letters), error=QR_ERROR_LEVEL, micro=False)
        except segno.DataOverflowError:
            return False
        return True

    most = bisect_left(range(3000), True, key=lambda letters: not is_drawn(letters)) - 1
    qr = {"layout": "plain", "title": "T"}
    assert validate(Panel, qr | {"qr": {"url": url(most)}})[1] == ()
    (found,) = validate(Panel, qr | {"qr": {"url": url(most + 1)}})[1]
    assert (found.code, found.path) == ("invalid-value", ("qr", "url"))
    assert "where a QR code holds at most 2331" in found.message
    assert found.hint is not None
    assert found.hint.startswith("write a short address that leads there")
