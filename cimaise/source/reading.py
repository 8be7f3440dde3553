"""A file on disk → Document: judges the path and the bytes before YAML is asked."""

from __future__ import annotations

import stat
from pathlib import Path

from msgspec import Struct

from cimaise.diagnostics import LET_READ, Diagnostic, Severity, Span, counted, error, warning
from cimaise.source.document import Document, span_at
from cimaise.source.parsing import LINE_BREAK, UNPRINTABLE, parse
from cimaise.source.recovering import margin_key, recover
from cimaise.source.syntax import CODE

MOST_BYTES = 2_000_000
MOST_UNPRINTABLES_TOLD = 5

_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff")


class Reading(Struct, frozen=True):
    """A file as it was read, with its mistakes; of one that YAML refuses, what can be read."""

    document: Document | None
    mistakes: tuple[Diagnostic, ...]
    recovered: Document | None = None
    mistaken: frozenset[str] = frozenset()
    """The keys at the margin that hold the mistakes, and what `recovered` lacks; `""` is none."""


def read(path: Path, root: Path) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """The YAML file at `path` (relative to `root`, or absolute inside it) and its mistakes.

    No Document where there is no such file, it leads out of `root`, it is no UTF-8 text of at
    most 2 MB, or YAML cannot read it. Never raises for what is on the disk.
    """
    found = read_parts(path, root)
    return found.document, found.mistakes


def read_parts(path: Path, root: Path) -> Reading:
    """As `read` does, and what can be read of a file that YAML refuses."""
    file = path if path.is_absolute() else root / path
    if misnamed := _misnamed(file):
        return Reading(None, misnamed)
    content, found = _bytes(file, root)
    if content is None:
        return Reading(None, found)
    text, found = _text(content, file)
    if text is None:
        return Reading(None, found)
    text, unprintable = _cleaned(text, file)
    document, mistakes = parse(text, file)
    told = (*found, *unprintable, *mistakes)
    rest = recover(text, file) if document is None else None
    if rest is not None:
        told = (*told, *(each for each in rest.found if each not in told))
    lines = LINE_BREAK.split(text)
    errors = [each.span for each in told if each.severity is Severity.ERROR]
    mistaken = frozenset(margin_key(lines, span.line) for span in errors if span is not None)
    if rest is None:
        return Reading(document, told, None, mistaken)
    return Reading(None, told, rest.document, rest.lost | mistaken)


def _misnamed(file: Path) -> tuple[Diagnostic, ...]:
    """What is wrong with a name that no report could hold."""
    shown = Path(str(file).encode("utf-8", "backslashreplace").decode())
    if shown == file:
        return ()
    message = f"the name of {shown.name} is no UTF-8 text"
    return (error("unsafe-path", message, Span(shown), hint="rename the file"),)


def _bytes(file: Path, root: Path) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    place = Span(file)
    try:
        if not file.resolve().is_relative_to(root.resolve()):
            message = f"{file.name} leads out of {root.resolve().name}/"
            hint = "copy the file into the folder"
            return None, (error("unsafe-path", message, place, hint=hint),)
        # Opening a pipe or a device would wait for ever.
        if not stat.S_ISREG(file.stat().st_mode):
            hint = "move it away, or put a file in its place"
            return None, (error("missing-file", f"{file.name} is no file", place, hint=hint),)
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except FileNotFoundError:
        hint = "put it there; where it is a link, mend what it leads to"
        return None, (error("missing-file", f"there is no file {file.name}", place, hint=hint),)
    except (OSError, ValueError, RuntimeError) as trouble:
        reason = getattr(trouble, "strerror", None) or str(trouble)
        message = f"{file.name} cannot be read: {reason}"
        return None, (error("missing-file", message, place, hint=LET_READ),)
    if len(content) > MOST_BYTES:
        message = "the file is larger than 2 MB, more than any panel's text"
        return None, (error(CODE, message, place, hint="pictures and data go into other files"),)
    return content, ()


def _text(content: bytes, file: Path) -> tuple[str | None, tuple[Diagnostic, ...]]:
    """The characters of the bytes; a leading byte order mark is told and taken off."""
    if content.startswith(_WIDE_BOMS):
        hint = "save the file as UTF-8 in your editor"
        return None, (error(CODE, "the file is UTF-16 text, not UTF-8", Span(file), hint=hint),)
    found: tuple[Diagnostic, ...] = ()
    if content.startswith(_BOM):
        content = content[len(_BOM) :]
        message = "the file begins with a byte order mark"
        found = (warning(CODE, message, Span(file), hint="save it as UTF-8 without BOM"),)
    try:
        return content.decode("utf-8"), found
    except UnicodeDecodeError as trouble:
        # As Latin-1 every byte is a character, so that the caret stands where the byte does.
        before = content[: trouble.start].decode("utf-8")
        lines = LINE_BREAK.split(before)
        at = (len(lines) - 1, len(lines[-1]))
        rest = LINE_BREAK.split(content[trouble.start :].decode("latin-1"), maxsplit=1)[0]
        place = Span(file, at[0] + 1, at[1] + 1, at[0] + 1, at[1] + 2, lines[-1] + rest)
        message = f"the byte {content[trouble.start]:02X} is no UTF-8 text"
        hint = "save the file as UTF-8 in your editor"
        return None, (*found, error(CODE, message, place, hint=hint))


def _cleaned(text: str, file: Path) -> tuple[str, tuple[Diagnostic, ...]]:
    """The text with spaces for what cannot be printed, so that its other mistakes are found too."""
    places = list(UNPRINTABLE.finditer(text))
    if not places:
        return text, ()
    lines = LINE_BREAK.split(text)
    found = []
    for match in places[:MOST_UNPRINTABLES_TOLD]:
        before = LINE_BREAK.split(text[: match.start()])
        at = (len(before) - 1, len(before[-1]))
        message = f"the character U+{ord(match[0]):04X} is a control, not text"
        place = span_at(file, lines, at, (at[0], at[1] + 1))
        found.append(error(CODE, message, place, hint="delete it; editors may show it as nothing"))
    if len(places) > len(found):
        more = len(places) - len(found)
        message = counted(more, "more control character stands", "more control characters stand")
        hint = "copy the text anew, through an editor that takes plain text alone"
        found.append(error(CODE, f"{message} in this file", Span(file), hint=hint))
    return UNPRINTABLE.sub(" ", text), tuple(found)
