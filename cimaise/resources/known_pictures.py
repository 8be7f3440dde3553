"""The facts of pictures, remembered by their files' contents: a header is read once for all runs.

Pillow loads only where a picture is new.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from cimaise.diagnostics import LET_READ, Diagnostic, InputError, Span, error
from cimaise.resources.cache import NO_CACHE, Cache, content_digest, key_of
from cimaise.resources.picture_facts import MAX_PIXELS, PictureFacts
from cimaise.resources.remembered import from_bytes, to_bytes

# Changes when a header is read otherwise.
VERSION = 2


def facts(path: Path, span: Span | None = None, cache: Cache = NO_CACHE) -> PictureFacts:
    """What the header of a picture says.

    Raises InputError: `missing-file`, or `image-unreadable` where it is no picture, is damaged,
    or claims more than MAX_PIXELS.
    """
    try:
        stat = path.stat()
    except OSError as problem:
        raise InputError([_missing(path, problem, span)]) from None
    try:
        return _facts(path, (stat.st_size, stat.st_mtime_ns), cache)
    except ValueError as problem:
        raise InputError([unusable(path, problem, span)]) from None
    except OSError as problem:
        raise InputError([_missing(path, problem, span)]) from None


@lru_cache(maxsize=1024)
def _facts(path: Path, _version: tuple[int, int], cache: Cache) -> PictureFacts:
    if cache.folder is None:
        return _read(path)
    key = key_of("picture facts", VERSION, content_digest(path, cache))
    known = from_bytes(cache.get(key), PictureFacts)
    if known is None:
        known = _read(path)
        cache.put(key, to_bytes(known))
    # It may have been read under another name.
    return replace(known, path=path)


def _read(path: Path) -> PictureFacts:
    from cimaise.resources.pictures import header

    return header(path)


def _missing(path: Path, problem: OSError, span: Span | None) -> Diagnostic:
    reason = (problem.strerror or "unknown reason").lower()
    message = f"picture {path.name} cannot be read: {reason}"
    return error("missing-file", message, span, hint=LET_READ)


def unusable(path: Path, problem: ValueError, span: Span | None) -> Diagnostic:
    """The error of a picture that its reader could make nothing of."""
    message = f"picture {path.name} cannot be used: {problem}"
    hint = (
        "save it anew from a picture editor, as JPEG, PNG or TIFF of at most "
        f"{MAX_PIXELS // 10**6} million pixels"
    )
    return error("image-unreadable", message, span, hint=hint)
