"""`check`, remembered: with nothing changed since the last run, its result is read, not made anew.

Imports little at the top, so that a check with nothing to do ends at once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cimaise.build.fingerprint import stat_digest
from cimaise.diagnostics import Diagnostic
from cimaise.resources.cache import cache_for, key_of
from cimaise.resources.remembered import from_bytes, to_bytes

# Changes when what is remembered changes its form.
VERSION = 4


class Asked(Struct, frozen=True):
    """What to look at and which codes to tell; empty filters mean everything."""

    panels: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    jobs: int = 1


class Checked(Struct, frozen=True):
    """What was found, how full the slots are, how sharp the pictures."""

    diagnostics: tuple[Diagnostic, ...]
    fits: tuple[Mapping[str, Any], ...] = ()
    images: tuple[Mapping[str, Any], ...] = ()
    allowed: tuple[Mapping[str, Any], ...] = ()
    """What comments in the files silence, with their reasons."""
    counted: str = ""
    """`12 panels, 2 languages, 3 formats`."""
    unread: tuple[Diagnostic, ...] = ()
    """The errors that keep panels from being laid out, or pictures from being shown."""
    kept_out: tuple[Diagnostic, ...] = ()
    """Those of them that keep panels from being looked at: no rule says anything of these."""


def check(folder: Path, asked: Asked) -> Checked:
    """Lay out what is asked for and run every rule on it.

    Raises UsageError and InputError as reading does, UsageError for a code that is none.
    """
    if asked.only or asked.ignore:
        # Pages of all rules load only where a code is to be looked up.
        from cimaise.build.check_run import refuse_unknown

        refuse_unknown((*asked.only, *asked.ignore))
    cache = cache_for(folder)
    inputs = stat_digest(folder, folder / "dist")
    key = key_of("check", VERSION, inputs, asked.panels, asked.formats, asked.languages)
    checked = from_bytes(cache.get(key), Checked)
    if checked is None:
        from cimaise.build.check_run import run

        checked = run(folder, inputs, asked, cache)
        cache.put(key, to_bytes(checked))
    return replace(
        checked,
        diagnostics=still_asked(checked.diagnostics, checked.kept_out, asked),
        allowed=tuple(each for each in checked.allowed if is_asked(each["code"], asked)),
    )


def still_asked(
    found: Sequence[Diagnostic], kept_out: Sequence[Diagnostic], asked: Asked
) -> tuple[Diagnostic, ...]:
    """What of it is to be told; `kept_out` are those that keep panels from being looked at."""
    return tuple(
        each
        for each in found
        if is_asked(each.code, asked)
        # Of a panel that was not looked at, silence would say that all is well.
        or (each in kept_out and each.code not in asked.ignore)
    )


def is_asked(code: str, asked: Asked) -> bool:
    """Whether findings of a code are to be told."""
    return code not in asked.ignore and (not asked.only or code in asked.only)
