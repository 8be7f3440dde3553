"""How high panels hang, and which stand on the floor."""

from __future__ import annotations

import pytest

from cimaise.model.format import Format, Hidden


@pytest.mark.parametrize(
    ("height", "hidden_foot", "centre", "stands", "foot", "top"),
    [
        (1200, 0, None, False, 770, 1970),
        (420, 0, None, False, 1160, 1580),
        (2740, 0, None, False, 0, 2740),
        (2750, 0, None, True, 0, 2750),
        (3000, 0, None, True, 0, 3000),
        (3000, 0, 1600, False, 100, 3100),
        (2000, 200, None, True, 0, 1800),
        (2000, 200, 1200, False, 300, 2100),
    ],
)
def test_a_format_hangs_where_it_can(
    height: float, hidden_foot: float, centre: float | None, stands: bool, foot: float, top: float
) -> None:
    hidden = Hidden(foot=hidden_foot)
    made = Format(trim=(800, height), distance_m=1.5, hidden=hidden, centre_mm=centre)
    hung = made.hanging
    assert (hung.stands, hung.foot_mm, hung.top_mm) == (stands, foot, top)
