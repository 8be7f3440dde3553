"""Opens a PDF with qpdf's limits set, or says in one diagnostic why it cannot be read."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import pikepdf

from cimaise.diagnostics import LET_READ, Diagnostic, InputError, Span, error
from cimaise.preflight.budget import RECOVERABLE_OBJECTS

_FLATE_BYTES: Final = 128 * 2**20
_HEADER_WITHIN = 1024
_TRAILER_WITHIN = 16 * 1024
EXPORT_AGAIN: Final = "open it in the program that made it and export it again"
OF_DAMAGED: Final = (pikepdf.PdfError, RuntimeError, ValueError)
"""What pikepdf raises of damaged files; of damaged objects in an open one, mostly the first."""


@contextmanager
def opened(path: Path) -> Iterator[tuple[pikepdf.Pdf, str, bool]]:
    """The open PDF, its header version, and whether it holds object streams.

    Raises InputError: `missing-file`, `pdf-unreadable`, `pdf-encrypted`; also of objects that turn
    out to be damaged when the block asks for them. Whatever else the block raises is its own.
    """
    header, object_streams, many = _first_look(path)
    # qpdf's limits are process-wide; the former values come back when the file is closed.
    former = pikepdf.settings.set_qpdf_limits(
        flate_max_memory=_FLATE_BYTES, png_max_memory=_FLATE_BYTES, doc_max_warnings=1_000
    )
    try:
        with _open(path, many) as pdf, readable(path, pikepdf.PdfError):
            yield pdf, header, object_streams
    finally:
        pikepdf.settings.set_qpdf_limits(
            flate_max_memory=int(former["flate_max_memory"]),
            png_max_memory=int(former["png_max_memory"]),
            doc_max_warnings=int(former["doc_max_warnings"]),
        )


def _open(path: Path, many: bool) -> pikepdf.Pdf:
    hint = f"it has more than {RECOVERABLE_OBJECTS:,} objects, so no repair was tried; "
    with readable(path, *OF_DAMAGED, OSError, hint=hint if many else ""):
        try:
            return pikepdf.open(
                path,
                attempt_recovery=not many,
                inherit_page_attributes=False,
                suppress_warnings=True,
            )
        except pikepdf.PasswordError:
            message = f"{path.name} is locked with a password"
            hint = "export it again without a password"
            raise InputError([error("pdf-encrypted", message, Span(path), hint=hint)]) from None


@contextmanager
def readable(path: Path, *raised: type[Exception], hint: str = "") -> Iterator[None]:
    """Tells what is raised where a file is read as `pdf-unreadable`; other errors are our own.

    `hint` stands before what to do.
    """
    try:
        yield
    except MemoryError:
        message = f"{path.name} needs too much memory to read"
        hint = "export it in parts, or with pictures of no more pixels than are printed"
        raise InputError([error("pdf-unreadable", message, Span(path), hint=hint)]) from None
    except raised as cause:
        raise InputError([_unreadable(path, cause, hint)]) from None


def _first_look(path: Path) -> tuple[str, bool, bool]:
    try:
        with path.open("rb") as file:
            if path.stat().st_size == 0:
                raise InputError([_no_pdf(path, "is empty", EXPORT_AGAIN)])
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                header = re.search(rb"%PDF-(\d\.\d)", data[:_HEADER_WITHIN])
                if header is None:
                    hint = "export it as PDF from the program that made it"
                    raise InputError([_no_pdf(path, "is not a PDF file", hint)])
                # Only a file with a cross-reference stream, and so no trailer, has object streams.
                streams = b"trailer" not in data[-_TRAILER_WITHIN:]
                return header[1].decode("ascii"), streams, _has_many_objects(data)
    except OSError as cause:
        reason = cause.strerror or "it cannot be opened"
        code, hint = "pdf-unreadable", LET_READ
        if isinstance(cause, FileNotFoundError):
            code, hint = "missing-file", "correct the folder or the name"
        raise InputError([error(code, f"{path}: {reason}", Span(path), hint=hint)]) from None


def _has_many_objects(data: mmap.mmap) -> bool:
    if len(data) < RECOVERABLE_OBJECTS * 16:
        return False
    count, at = 0, data.find(b" obj")
    while at >= 0 and count <= RECOVERABLE_OBJECTS:
        count += 1
        at = data.find(b" obj", at + 4)
    return count > RECOVERABLE_OBJECTS


def _unreadable(path: Path, cause: Exception, hint: str) -> Diagnostic:
    reason = str(cause).replace(f"{path}: ", "").replace(str(path), path.name)
    return _no_pdf(path, f"cannot be read: {reason}", hint + EXPORT_AGAIN)


def _no_pdf(path: Path, why: str, hint: str) -> Diagnostic:
    return error("pdf-unreadable", f"{path.name} {why}", Span(path), hint=hint)
