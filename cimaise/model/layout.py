"""Layouts: files of `layouts/`. A grid, and the slots where blocks stand on it."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from cimaise.geometry import Rect
from cimaise.model.format import Format
from cimaise.model.inkuse import InkUse
from cimaise.model.lengths import FixedLength, Length
from cimaise.model.record import Count, Flag, Name, NotNegative, Positive, Record, Side, Text

BlockName = Literal[
    "title",
    "subtitle",
    "lead",
    "text",
    "image",
    "images",
    "caption",
    "quote",
    "figures",
    "sources",
    "qr",
    "credits",
    "logos",
    "map",
    "chronology",
    "band",
    "number",
    "running",
]
"""The kinds of blocks that a slot can hold."""

FLOWING: Final = ("lead", "text", "sources", "credits")
"""The blocks whose text runs through as many columns as `flow` says; all others take one."""


def _both(value: object) -> object:
    """One row or column where a first and a last are wanted: it is both."""
    return value if isinstance(value, list | tuple) else (value, value)


Columns = Annotated[
    tuple[Count, Count],
    BeforeValidator(_both),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 1},
                {
                    "type": "array",
                    "items": {"type": "integer", "minimum": 1},
                    "minItems": 2,
                    "maxItems": 2,
                },
            ]
        }
    ),
]
"""(first, last) columns, counted from 1."""

Rows = Annotated[
    tuple[Name, Name],
    BeforeValidator(_both),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
            ]
        }
    ),
]
"""(first, last) rows by name."""


class Margins(Record):
    """What stays free of the grid on each side of the visible page."""

    left: FixedLength = Field(description="Left of the first column.", examples=[50, "6%"])
    right: FixedLength = Field(description="Right of the last column.", examples=[50])
    top: FixedLength = Field(description="Above the first row.", examples=[55])
    foot: FixedLength = Field(description="Under the last row.", examples=[60])


class Grid(Record):
    """The columns of a panel, and the beat of its baselines."""

    columns: Annotated[Count, Field(le=48)] = Field(
        12, description="How many columns of equal width."
    )
    gutter: FixedLength = Field(
        Length(12.0), description="The room between two columns.", examples=[12]
    )
    margins: Margins = Field(
        description="What stays free on each side.",
        examples=[{"left": 50, "right": 50, "top": 55, "foot": 60}],
    )
    baseline_pt: Positive = Field(
        26.0, description="The step of the baseline grid, in points at 80×120."
    )

    def live(self, format_: Format) -> Rect:
        """What the margins leave of what is seen, in mm from the trim's top left."""
        scale, (width, height), margins = format_.scale, format_.trim, self.margins
        return format_.visible.inset(
            margins.left.mm(scale, width),
            margins.top.mm(scale, height),
            margins.right.mm(scale, width),
            margins.foot.mm(scale, height),
        )

    def gutter_mm(self, format_: Format) -> float:
        """The room between two columns."""
        return self.gutter.mm(format_.scale, format_.trim[0])


class Row(Record):
    """A row of the grid, across all columns."""

    name: Name = Field(description="What slots call it.", examples=["title", "body"])
    height: Length = Field(
        description="Its height; `1fr` shares what the other rows leave.",
        examples=["180 mm", "15%", "1fr"],
    )
    gap: Length = Field(Length(0.0), description="Room above it.", examples=["18.3 mm"])
    most: FixedLength | None = Field(
        None,
        description="What a share (`1fr`) may come to at most, on formats much taller than 80×120.",
        examples=["620 mm"],
    )
    grow: NotNegative = Field(
        0.0,
        description="Its share of the height that rows at their `most` leave, on tall formats.",
        examples=[1],
    )
    stands: Literal["next", "foot"] = Field(
        "next",
        description="`foot`: where rows at their most leave room, this row and those after it "
        "stand on the foot margin; `next`: right after the row before.",
    )


class Band(Record):
    """A coloured ground behind some cells of the grid."""

    ink: InkUse = Field(
        description="An ink of the theme, with a tint if wanted.", examples=["bleu-nuit 20%"]
    )
    rows: Rows | None = Field(
        None, description="A row, or [first, last]; left out, all of them.", examples=["foot"]
    )
    columns: Columns | None = Field(
        None, description="A column, or [first, last]; left out, all of them.", examples=[[1, 12]]
    )
    bleed: tuple[Side, ...] = Field(
        (),
        description="The sides on which it runs off the page, bleed included.",
        examples=[["left", "right", "foot"]],
    )


class Rule(Record):
    """A line along an edge of a row, in the gap beside it."""

    ink: InkUse = Field(
        description="An ink of the theme, with a tint if wanted.", examples=["garance"]
    )
    width_pt: Positive = Field(description="Its width, in points at 80×120.", examples=[6])
    row: Name = Field(description="The row along which it runs.", examples=["title"])
    edge: Literal["top", "foot"] = Field("foot", description="Which edge of the row.")
    columns: Columns | None = Field(
        None, description="A column, or [first, last]; left out, all of them.", examples=[[1, 3]]
    )


class Slot(Record):
    """A place on the grid, and the block that stands there."""

    block: BlockName = Field(description="What stands there.")
    role: Name | None = Field(
        None,
        description="The theme's role that sets it; the one of the block's name by default.",
        examples=["title-large"],
    )
    columns: Columns = Field(
        description="A column, or [first, last], counted from 1.", examples=[[1, 6]]
    )
    rows: Rows = Field(description="A row, or [first, last].", examples=["body"])
    align: Literal["top", "middle", "foot"] = Field(
        "top", description="Where the block stands when the slot is higher than it."
    )
    flow: Annotated[Count, Field(le=6)] = Field(
        1,
        description="For lead, text, sources and credits: how many columns one text runs through, "
        "side by side in the slot.",
    )
    yields_to: Name | None = Field(
        None, description="The slot that takes its room when the block is absent."
    )
    optional: Flag = Field(
        False, description="Whether a panel may do without the block and not hear of it."
    )
    bleed: tuple[Side, ...] = Field(
        (),
        description="The sides on which a picture, a map or the first key figure runs off the "
        "page, bleed included.",
        examples=[["left", "top"]],
    )
    ink: InkUse | None = Field(
        None, description="The ink that replaces the role's, on a dark ground for instance."
    )
    fit: Literal["fill", "whole"] = Field(
        "fill",
        description="For a picture: `fill` the slot, cut around its focus, or show it `whole` at "
        "the slot's top left.",
    )
    index: Count = Field(
        1, description="For image and caption: which of the panel's images, counted from 1."
    )
    form: Literal["axis", "vertical-axis", "list", "band"] | None = Field(
        None, description="For a chronology: how it is drawn."
    )

    @property
    def role_name(self) -> str:
        """The theme's role that sets it."""
        return self.role or ("figure" if self.block == "figures" else self.block)


class Layout(Record):
    """Where blocks stand on the page. Serves every format and theme."""

    about: Text | None = Field(None, description="What it is for; `make_panels.py list layouts`.")
    grid: Grid = Field(description="Columns, gutter, margins, baselines.")
    rows: Annotated[tuple[Row, ...], Field(min_length=1)] = Field(
        description="The rows, from the top."
    )
    bands: tuple[Band, ...] = Field((), description="Coloured grounds; the first lies undermost.")
    rules: tuple[Rule, ...] = Field((), description="Lines along rows.")
    slots: Annotated[dict[Name, Slot], Field(min_length=1)] = Field(
        description="The slots by name, in reading order."
    )

    def row_range(self, rows: tuple[str, str] | None) -> tuple[int, int]:
        """Positions from 0 of the first and last of `rows`; of all where there are none."""
        if rows is None:
            return 0, len(self.rows) - 1
        names = [row.name for row in self.rows]
        return names.index(rows[0]), names.index(rows[1])
