"""The grid: columns, rows on the baseline, room that absent blocks leave, bleed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cimaise.geometry import Rect
from cimaise.layout.grid import resolve
from cimaise.model.format import Format, Hidden
from cimaise.model.layout import Layout

LAYOUT = Layout.model_validate(
    {
        "grid": {
            "columns": 4,
            "gutter": 20,
            "margins": {"left": 50, "right": "5%", "top": 60, "foot": 40},
            "baseline_pt": 26,
        },
        "rows": [
            {"name": "head", "height": 200},
            {"name": "body", "height": "2fr", "gap": 30},
            {"name": "foot", "height": "1fr", "gap": 10},
        ],
        "slots": {
            "title": {"block": "title", "columns": [1, 4], "rows": "head"},
            "text": {"block": "text", "columns": [1, 2], "rows": "body"},
            "image": {
                "block": "image",
                "columns": [3, 4],
                "rows": "body",
                "yields_to": "text",
                "bleed": ["right", "top"],
            },
            "credits": {"block": "credits", "columns": 1, "rows": ["body", "foot"]},
        },
    }
)
REFERENCE = Format.model_validate({"trim": [800, 1200], "distance_m": 1.5})


def test_columns_share_the_live_width() -> None:
    grid = resolve(LAYOUT, REFERENCE, 5, ["text"])
    assert grid.live == Rect(50, 60, 800 - 50 - 40, 1200 - 100)
    widths = {round(right - left, 6) for left, right in grid.columns}
    assert widths == {round((710 - 3 * 20) / 4, 6)}
    assert grid.columns[0][0] == pytest.approx(50)
    assert grid.columns[-1][1] == pytest.approx(760)


def test_shares_divide_what_fixed_rows_and_gaps_leave() -> None:
    grid = resolve(LAYOUT, REFERENCE, 5, ["text"])
    body, foot = grid.rows[1], grid.rows[2]
    left_over = 1100 - 200 - 30 - 10
    assert body[1] - body[0] == pytest.approx(left_over * 2 / 3, abs=grid.unit)
    assert foot[1] - foot[0] == pytest.approx(left_over / 3, abs=grid.unit)


def test_what_rows_leave_lies_above_the_one_that_stands_at_the_foot() -> None:
    written = LAYOUT.model_dump(mode="json", exclude_unset=True)
    written["rows"][1] |= {"height": 100}
    written["rows"][2] |= {"height": 100, "stands": "foot"}
    grid = resolve(Layout.model_validate(written), REFERENCE, 5, ["text"])
    unit = grid.unit
    head, body, foot = grid.rows
    assert body[0] - head[1] == pytest.approx(30, abs=unit)
    assert foot[1] == pytest.approx(grid.live.bottom, abs=unit)
    assert foot[0] - body[1] > 500


def test_row_edges_stand_on_the_baseline_grid() -> None:
    grid = resolve(LAYOUT, REFERENCE, 5, ["text"])
    for edge in (edge for row in grid.rows for edge in row):
        steps = (edge - grid.live.y) / grid.unit
        assert steps == pytest.approx(round(steps), abs=1e-6)


def test_an_absent_block_leaves_its_room_to_the_slot_it_yields_to() -> None:
    both = resolve(LAYOUT, REFERENCE, 5, ["text", "image"]).cells
    alone = resolve(LAYOUT, REFERENCE, 5, ["text"]).cells
    assert "image" not in alone
    assert alone["text"].inner == both["text"].inner.union(both["image"].inner)
    # The text then runs through as many columns of the same width as there is room for.
    assert len(both["text"].columns) == 1
    assert len(alone["text"].columns) == 2
    assert alone["text"].columns[1] == both["image"].inner


def test_bleed_reaches_over_the_trim_only_where_the_slot_touches_the_margin() -> None:
    cell = resolve(LAYOUT, REFERENCE, 5, ["text", "image"]).cells["image"]
    assert cell.outer.right == pytest.approx(805)
    assert cell.outer.y == cell.inner.y  # the body row does not touch the top margin
    assert cell.outer.x == cell.inner.x


@given(
    width=st.floats(100, 3000),
    height=st.floats(150, 4000),
    foot=st.floats(0, 50),
)
def test_slots_stay_in_sight_in_every_format(width: float, height: float, foot: float) -> None:
    format_ = Format(trim=(width, height), distance_m=1.0, hidden=Hidden(foot=foot))
    grid = resolve(LAYOUT, format_, 5, list(LAYOUT.slots))
    for cell in grid.cells.values():
        assert format_.visible.outset(grid.unit / 2).contains(cell.inner)
        assert cell.inner.width > 0
        assert cell.inner.height >= 0
