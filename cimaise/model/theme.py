"""Themes: files of `layouts/themes/`. Inks, fonts, type roles; sizes are points at 80×120."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from cimaise.inks import Ink as ResolvedInk
from cimaise.model.inkuse import InkUse
from cimaise.model.record import FileName, Flag, Name, Number, Percent, Positive, Record, Text

Style = Literal["regular", "italic", "bold", "bold-italic"]


class Ink(Record):
    """A colour for the press, with its twin for the screen."""

    cmyk: tuple[Percent, Percent, Percent, Percent] = Field(
        description="[cyan, magenta, yellow, black], each 0 to 100 %.", examples=[[95, 70, 35, 45]]
    )
    srgb: Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")] = Field(
        description="The same colour on a screen, as #rrggbb; quote it, `#` starts a comment.",
        examples=["#14284a"],
    )
    spot: Name | None = Field(
        None, description="The name of its own plate, where it is printed as a spot colour."
    )

    def resolved(self, name: str, tint_percent: float = 100.0) -> ResolvedInk:
        """What marks are painted with: CMYK 0–1, sRGB 0–255, at that strength."""
        c, m, y, k = (round(part / 100, 4) for part in self.cmyk)
        red, green, blue = (int(self.srgb[at : at + 2], 16) for at in (1, 3, 5))
        full = ResolvedInk(name, (c, m, y, k), (red, green, blue), self.spot)
        return full if tint_percent == 100 else full.tinted(tint_percent / 100)


class Font(Record):
    """A family: a file of `fonts/` for each style in use. TrueType outlines only."""

    regular: FileName = Field(
        description="The upright text style.", examples=["SourceSerif4_400Regular.ttf"]
    )
    italic: FileName | None = Field(None, description="The italic.")
    bold: FileName | None = Field(None, description="The bold or semibold.")
    bold_italic: FileName | None = Field(None, description="The bold or semibold italic.")

    def file(self, style: Style) -> str | None:
        """The file of a style; None where the family has none."""
        files: dict[Style, str | None] = {
            "regular": self.regular,
            "italic": self.italic,
            "bold": self.bold,
            "bold-italic": self.bold_italic,
        }
        return files[style]


class Role(Record):
    """How one kind of text is set."""

    font: Name = Field(description="A family of the theme's `fonts`.", examples=["text"])
    style: Style = Field("regular", description="Which of the family's styles.")
    size_pt: Positive = Field(description="The size, in points at 80×120.", examples=[38])
    min_size_pt: Positive | None = Field(
        None,
        description="The least size that this role may shrink to, for the whole exhibition, when "
        "text does not fit; left out, it never shrinks.",
    )
    leading_pt: Positive = Field(
        description="From baseline to baseline, in points at 80×120.", examples=[52]
    )
    tracking: Number = Field(0.0, description="Room added between letters, in 1/1000 em.")
    case: Literal["none", "upper", "small-caps"] = Field(
        "none", description="`upper` sets capitals, `small-caps` real small capitals."
    )
    features: tuple[Annotated[Name, Field(pattern=r"^-?[A-Za-z0-9]{4}$")], ...] = Field(
        (),
        description="OpenType features to switch on, or off with a minus.",
        examples=[["onum", "-liga"]],
    )
    ink: InkUse = Field(
        InkUse("black"),
        description="An ink of the theme, with a tint if wanted.",
        examples=["black", "bleu-nuit 45%"],
    )
    align: Literal["left", "right", "center", "justify"] = Field(
        "left", description="Flush left (ragged right), flush right, centred, or justified."
    )
    hyphenate: Flag = Field(False, description="Whether words may be divided.")
    small_caps_acronyms: Flag = Field(
        False, description="Whether acronyms (FFI, SNCF) are set in small capitals."
    )

    @property
    def least_pt(self) -> float:
        """The size below which text is overset: the minimum, or the size itself."""
        return self.size_pt if self.min_size_pt is None else self.min_size_pt


class Theme(Record):
    """How an exhibition looks: inks, fonts, and a role for every kind of text."""

    about: Text | None = Field(None, description="What it is, for `make_panels.py list themes`.")
    paper: Name = Field("paper", description="The ink that stands for the paper: white, or a tint.")
    inks: dict[str, Ink] = Field(description="The inks by name.")
    fonts: dict[str, Font] = Field(description="The families by name.")
    roles: dict[str, Role] = Field(
        description="How each kind of text is set, by name: title, text, caption and so on."
    )

    def ink(self, use: InkUse | str) -> ResolvedInk:
        """What "garance 45%" paints with. Raises KeyError for an ink that is not here."""
        wanted = InkUse.of(use) if isinstance(use, str) else use
        return self.inks[wanted.name].resolved(wanted.name, wanted.tint_percent)
