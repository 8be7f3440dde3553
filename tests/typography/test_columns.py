"""Columns: order kept, nothing lost, no widow, no orphan, no heading alone."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from cimaise.typography.columns import Flow, SetBlock, flow
from cimaise.typography.lines import Line


def line(text: str, hyphenated: bool = False) -> Line:
    return Line((), 0, 10, 10, 0, text + ("-" if hyphenated else ""), hyphenated, False)


def paragraph(name: str, count: int, hyphens: Sequence[int] = (), space: int = 1) -> SetBlock:
    lines = tuple(line(f"{name}{at} mot", at in hyphens) for at in range(count))
    return SetBlock("paragraph", lines, 2, space)


def heading(name: str, lines: int = 1, units: int = 3) -> SetBlock:
    rows = tuple(line(f"{name}{at}") for at in range(lines))
    return SetBlock("heading", rows, units, 2, keep_with_next=True)


def names(found: Flow) -> list[list[str]]:
    return [[placed.line.text.split()[0].rstrip("-") for placed in col] for col in found.columns]


def test_lines_stand_on_the_grid_and_spaces_fall_away_at_a_head() -> None:
    blocks = [paragraph("a", 2, space=3), heading("h"), paragraph("b", 4)]
    (one, two) = flow(blocks, [9, 20], balanced=False).columns
    assert [p.baseline_row for p in one] == [2, 4]
    assert [(p.baseline_row, p.block_index, p.line_index) for p in two] == [
        (3, 1, 0),
        (6, 2, 0),
        (8, 2, 1),
        (10, 2, 2),
        (12, 2, 3),
    ]


def test_no_widow_and_no_orphan() -> None:
    assert names(flow([paragraph("a", 4)], [6, 20], balanced=False)) == [
        ["a0", "a1"],
        ["a2", "a3"],
    ]
    # One line of b would stand alone at the foot.
    found = flow([paragraph("a", 2), paragraph("b", 4)], [7, 20], balanced=False)
    assert names(found) == [["a0", "a1"], ["b0", "b1", "b2", "b3"]]
    # Three lines cannot be shared between two columns.
    found = flow([paragraph("a", 2), paragraph("b", 3)], [9, 20], balanced=False)
    assert names(found) == [["a0", "a1"], ["b0", "b1", "b2"]]


def test_a_heading_stays_with_two_lines() -> None:
    blocks = [paragraph("a", 2), heading("h", lines=2), paragraph("b", 4)]
    for capacity in range(6, 16):
        columns = names(flow(blocks, [capacity, 40], balanced=False))
        assert ("h0" in columns[0]) == ("b1" in columns[0])
        assert ("h0" in columns[0]) == (capacity >= 4 + 2 + 6 + 1 + 4)


def test_hyphens_leave_the_foot_where_it_costs_nothing() -> None:
    blocks = [paragraph("a", 8, hyphens=(3,))]
    assert names(flow(blocks, [8, 20], balanced=False))[0] == ["a0", "a1", "a2"]
    # Here there is no room for the line that would be handed on.
    tight = flow(blocks, [8, 8], balanced=False)
    assert names(tight)[0] == ["a0", "a1", "a2", "a3"]
    assert tight.overset_lines == 0


def test_a_column_gives_up_two_lines_at_most_for_a_hyphen() -> None:
    two = flow([paragraph("a", 10, hyphens=(5, 4))], [12, 20], balanced=False)
    assert names(two)[0] == ["a0", "a1", "a2", "a3"]
    three = flow([paragraph("a", 10, hyphens=(5, 4, 3))], [12, 20], balanced=False)
    assert names(three)[0] == ["a0", "a1", "a2", "a3", "a4", "a5"]


def test_what_cannot_be_shared_waits_for_a_taller_column() -> None:
    assert names(flow([paragraph("a", 3)], [4, 4, 8], balanced=False)) == [
        [],
        [],
        ["a0", "a1", "a2"],
    ]
    assert names(flow([paragraph("a", 3)], [4, 8, 4], balanced=False)) == [
        [],
        ["a0", "a1", "a2"],
        [],
    ]
    # Where none is taller it is shared all the same.
    assert names(flow([paragraph("a", 3)], [4, 4], balanced=False)) == [["a0", "a1"], ["a2"]]


def test_balance() -> None:
    found = flow([paragraph("a", 12)], [60, 60, 60])
    assert found.rows_used == (8, 8, 8)
    assert flow([paragraph("a", 9)], [60, 60]).rows_used == (10, 8)
    assert flow([paragraph("a", 6)], [4, 60]).rows_used == (4, 8)
    # Two lines are not torn apart for the sake of balance.
    assert flow([paragraph("a", 2)], [60, 60]).rows_used == (4, 0)
    assert flow([paragraph("a", 8), heading("h")], [60, 60]).rows_used == (10, 11)


def test_whole_blocks_are_divided_only_where_they_would_not_fit() -> None:
    blocks = [paragraph("a", 7), paragraph("b", 3)]
    assert [len(column) for column in flow(blocks, [20, 20]).columns] == [5, 5]
    assert [len(column) for column in flow(blocks, [20, 20], whole=True).columns] == [7, 3]
    tight = flow(blocks, [11, 11], whole=True)
    assert tight == flow(blocks, [11, 11])
    assert tight.overset_lines == 0


def test_overset_is_counted_in_lines_words_and_height() -> None:
    found = flow([paragraph("a", 4), paragraph("b", 3, hyphens=(0,))], [8])
    assert (found.overset_lines, found.overset_words, found.overset_units) == (3, 5, 7)
    assert flow([paragraph("a", 2)], []).overset_lines == 2
    assert flow([], [10, 10]).columns == ((), ())
    assert flow([paragraph("a", 2)], [1, 1]).overset_lines == 2


BLOCKS = st.lists(
    st.builds(
        lambda head, count, space, hyphens: (
            [heading("h"), paragraph("p", count, hyphens, space)]
            if head
            else [paragraph("p", count, hyphens, space)]
        ),
        st.booleans(),
        st.integers(1, 9),
        st.integers(0, 3),
        st.lists(st.integers(0, 8), max_size=4),
    ),
    max_size=5,
).map(lambda groups: [block for group in groups for block in group])


@given(BLOCKS, st.lists(st.integers(0, 30), min_size=1, max_size=4), st.booleans())
def test_columns_keep_order_and_lose_nothing(
    blocks: list[SetBlock], capacities: list[int], balanced: bool
) -> None:
    found = flow(blocks, capacities, balanced)
    placed = [(p.block_index, p.line_index) for column in found.columns for p in column]
    every = [(i, n) for i, block in enumerate(blocks) for n in range(len(block.lines))]
    assert placed == every[: len(placed)]
    assert len(placed) + found.overset_lines == len(every)
    for column, capacity in zip(found.columns, capacities, strict=True):
        rows = 0
        for p in column:
            assert p.baseline_row >= rows + blocks[p.block_index].units
            rows = p.baseline_row
        assert rows <= capacity
    if not balanced:
        return
    # Balancing never costs room.
    assert found.overset_lines <= flow(blocks, capacities, False).overset_lines


@given(BLOCKS, st.integers(14, 40), st.integers(2, 4))
def test_no_column_of_fair_height_ends_badly(
    blocks: list[SetBlock], height: int, columns: int
) -> None:
    found = flow(blocks, [height] * columns, False)
    for column, following in zip(found.columns, found.columns[1:], strict=False):
        if not column or not following:
            continue
        last = column[-1]
        block = blocks[last.block_index]
        assert not block.keep_with_next
        left = len(block.lines) - last.line_index - 1
        assert left == 0 or (left >= 2 and last.line_index >= 1)
