"""Every rule, by the code it reports: what it looks at, and its documentation page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Final

from cimaise.checks.findings import Finding
from cimaise.checks.rules import (
    broken_reference,
    capitals_in_long_runs,
    date_disagrees,
    date_spelt_two_ways,
    image_colour,
    image_compressed,
    image_low_resolution,
    image_no_alt,
    image_no_caption,
    image_no_credit,
    image_no_rights,
    image_unreadable,
    image_upscaled,
    language_without_words,
    leading_too_tight,
    line_too_long,
    long_sentence,
    low_contrast,
    map_no_alt,
    outside_reading_zone,
    outside_safe_area,
    place_spelt_two_ways,
    rows_too_high,
    text_over_text,
    text_too_small,
    text_underfull,
    too_many_words,
    translation_longer,
    typography,
)
from cimaise.checks.subject import PageSubject
from cimaise.model.exhibition import Exhibition
from cimaise.model.panel import Panel

PAGE_MODULES: Final[tuple[ModuleType, ...]] = (
    text_underfull,
    text_too_small,
    leading_too_tight,
    line_too_long,
    low_contrast,
    rows_too_high,
    text_over_text,
    outside_safe_area,
    outside_reading_zone,
    image_low_resolution,
)
PANEL_MODULES: Final[tuple[ModuleType, ...]] = (
    too_many_words,
    long_sentence,
    capitals_in_long_runs,
    translation_longer,
    broken_reference,
    image_no_alt,
    map_no_alt,
    image_no_caption,
    image_no_credit,
    image_no_rights,
    image_unreadable,
    image_colour,
    image_compressed,
    image_upscaled,
    typography,
)
EXHIBITION_MODULES: Final[tuple[ModuleType, ...]] = (
    place_spelt_two_ways,
    date_spelt_two_ways,
    date_disagrees,
    language_without_words,
)

PAGE_RULES: Final[Mapping[str, Callable[[PageSubject], Iterator[Finding]]]] = {
    module.CODE: module.find for module in PAGE_MODULES
}
"""Rules over one panel of one edition, laid out."""
PANEL_RULES: Final[Mapping[str, Callable[[Exhibition, Panel], Iterator[Finding]]]] = {
    module.CODE: module.find for module in PANEL_MODULES
}
"""Rules over what a panel's file says, in all languages."""
EXHIBITION_RULES: Final[Mapping[str, Callable[[Exhibition], Iterator[Finding]]]] = {
    **{module.CODE: module.find for module in EXHIBITION_MODULES},
    image_no_alt.CODE: image_no_alt.find_shared,
    typography.CODE: typography.find_shared,
}
"""Rules over all panels together."""

MODULES: Final = (*PAGE_MODULES, *PANEL_MODULES, *EXHIBITION_MODULES)
