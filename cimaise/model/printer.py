"""Printers: rows of `layouts/printers.yaml`. What a print shop asks of the files."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cimaise.model.record import FileName, Flag, NotNegative, Positive, Record, Text


class Printer(Record):
    """What a print shop asks of the files it gets."""

    about: Text | None = Field(None, description="Who or what it is for.")
    bleed_mm: NotNegative = Field(5.0, description="Bleed beyond the trim, in mm.")
    safe_mm: NotNegative = Field(10.0, description="No text nearer to the trim than this, in mm.")
    profile: FileName = Field(
        "ISOcoated_v2_300_bas.icc",
        description="The ICC profile of its press and paper: one that Cimaise carries, or a file "
        "of the exhibition's `profiles/` folder.",
        examples=["PSOcoated_v3.icc"],
    )
    condition: Text = Field(
        "FOGRA39",
        description="The registered name of the printing condition that the profile stands for.",
        examples=["FOGRA39", "FOGRA51"],
    )
    registry: Text = Field(
        "http://www.color.org", description="The registry that lists the condition."
    )
    tac_percent: Annotated[Positive, Field(le=400)] = Field(
        300.0, description="The most ink it takes: C + M + Y + K, in %."
    )
    pdfx: Literal["x-4", "x-1a"] = Field("x-4", description="The PDF/X flavour it wants.")
    scale: Literal[1, 10] = Field(
        1, description="1 for files at full size, 10 for files at a tenth of it."
    )
    naming: Text = Field(
        "{number}-{slug}.pdf",
        description="How it wants files named; {number}, {slug}, {format}, {lang} and {title} are "
        "filled in, in ASCII.",
        examples=["{number}-{slug}.pdf", "{format}_{lang}_{number}.pdf"],
    )
    marks: Flag = Field(
        True, description="Whether it wants crop marks, registration marks and a colour bar."
    )
    slug: Flag = Field(
        True,
        description="Whether a line outside the bleed says title, panel, scale, date, profile.",
    )
    cut_contour: Flag = Field(
        False,
        description="Whether the trim is drawn as a spot path `CutContour` for a cutting machine, "
        "overprinting; large formats only.",
    )
    eyelets_every_mm: Positive | None = Field(
        None,
        description="Eyelets around the panel, never farther apart than this, in mm: circles on a "
        "spot plate `Eyelets`, overprinting; large formats only. None where left out.",
        examples=[500],
    )
    eyelet_diameter_mm: Positive = Field(12.0, description="The eyelets' inner diameter, in mm.")
    eyelet_inset_mm: Positive = Field(
        20.0, description="From the trim to the middle of an eyelet, in mm."
    )
    pocket_mm: Positive | None = Field(
        None,
        description="The height of pockets for poles, in mm, within the trim: the line of the weld "
        "on a spot plate `Pockets`, overprinting; large formats only. None where left out.",
        examples=[80],
    )
    pocket_sides: tuple[Literal["top", "foot"], ...] = Field(
        ("top", "foot"), description="Where the pockets are."
    )
    finishing: Text | None = Field(
        None,
        description="What is done after printing, repeated in the slug line.",
        examples=["grommets every 500 mm", "mounted on 10 mm foam board"],
    )
