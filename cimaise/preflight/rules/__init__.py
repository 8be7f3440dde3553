"""The rules: one file each, its docstring the page that a designer reads.

A rule yields what it found; severities and limits are in limits.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Final

from cimaise.preflight.ask import Ask
from cimaise.preflight.facts import Facts
from cimaise.preflight.findings import Found
from cimaise.preflight.rules import (
    ink_limit,
    r0001_pdfx,
    r0002_user_unit,
    r0003_crop_box,
    r0004_page_sizes,
    r0005_empty_page,
    r0007_white_text_overprint,
    r0008_white_path_overprint,
    r0009_black_text_overprint,
    r0010_black_line_overprint,
    r0011_gray_text,
    r0012_gray_line,
    r0013_gray_overprint,
    r0014_courier,
    r0015_rich_black_text,
    r0016_white_text_size,
    r0017_coloured_text_size,
    r0018_white_line,
    r0019_coloured_line,
    r0020_spot_inks,
    r0024_registration,
    r0026_average_ink,
    r0027_early_binding,
    r0028_intermediate_binding,
    r0029_late_binding,
    r0030_blend_space,
    r0031_image_resolution,
    r0032_line_art_resolution,
    r0035_intent_is_cmyk,
    r0036_layers_on,
    r0037_scale,
    too_complex,
    x1a_colour,
    x1a_header,
    x1a_newer_feature,
    x1a_transparency,
    x1a_version,
    x4_action,
    x4_alternate_image,
    x4_annotation,
    x4_device_rgb,
    x4_document_id,
    x4_encryption,
    x4_font_embedded,
    x4_halftone,
    x4_header,
    x4_lzw,
    x4_metadata,
    x4_opi,
    x4_optional_content,
    x4_output_intent,
    x4_output_profile,
    x4_page_boxes,
    x4_postscript,
    x4_syntax,
    x4_trailer_id,
    x4_transfer_function,
    x4_trapped,
    x4_trim_box,
    x4_version,
)

Find = Callable[[Facts, Ask], Iterator[Found]]

MODULES: Final[tuple[ModuleType, ...]] = (
    ink_limit,
    r0001_pdfx,
    r0002_user_unit,
    r0003_crop_box,
    r0004_page_sizes,
    r0005_empty_page,
    r0007_white_text_overprint,
    r0008_white_path_overprint,
    r0009_black_text_overprint,
    r0010_black_line_overprint,
    r0011_gray_text,
    r0012_gray_line,
    r0013_gray_overprint,
    r0014_courier,
    r0015_rich_black_text,
    r0016_white_text_size,
    r0017_coloured_text_size,
    r0018_white_line,
    r0019_coloured_line,
    r0020_spot_inks,
    r0024_registration,
    r0026_average_ink,
    r0027_early_binding,
    r0028_intermediate_binding,
    r0029_late_binding,
    r0030_blend_space,
    r0031_image_resolution,
    r0032_line_art_resolution,
    r0035_intent_is_cmyk,
    r0036_layers_on,
    r0037_scale,
    too_complex,
    x1a_colour,
    x1a_header,
    x1a_newer_feature,
    x1a_transparency,
    x1a_version,
    x4_action,
    x4_alternate_image,
    x4_annotation,
    x4_device_rgb,
    x4_document_id,
    x4_encryption,
    x4_font_embedded,
    x4_halftone,
    x4_header,
    x4_lzw,
    x4_metadata,
    x4_opi,
    x4_optional_content,
    x4_output_intent,
    x4_output_profile,
    x4_page_boxes,
    x4_postscript,
    x4_syntax,
    x4_trailer_id,
    x4_transfer_function,
    x4_trapped,
    x4_trim_box,
    x4_version,
)

RULES: Final[Mapping[str, Find]] = {module.CODE: module.find for module in MODULES}

PAGES: Final[Mapping[str, str]] = {module.CODE: module.__doc__ or "" for module in MODULES}
"""The documentation page of each rule."""


def _how(page: str) -> str:
    """What a page says of how to fix it, on one line."""
    _, _, told = page.partition("How to fix it:")
    return " ".join(told.partition("\n\n")[0].split()).removesuffix(".")


HINTS: Final[Mapping[str, str]] = {code: _how(page) for code, page in PAGES.items()}
"""What to do about each rule's findings."""
