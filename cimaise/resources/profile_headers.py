"""The headers of ICC profiles, read without the libraries that colours need (ICC.1:2010, 7.2)."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from cimaise.diagnostics import LET_READ, Diagnostic, Span, error

HEADER_BYTES = 128
ASK_AGAIN = "ask the printer for the file again"


class ProfileHeader(Struct, frozen=True):
    """`space`: `CMYK`, `RGB`, `GRAY`…; `device_class`: `prtr`, `mntr`, `scnr`…"""

    space: str
    device_class: str


def header_in(data: bytes, length: int) -> ProfileHeader:
    """The header at the start of `data`, of a file of `length` bytes.

    Raises ValueError, saying what is wrong, where it is no profile or not a whole one.
    """
    if len(data) < HEADER_BYTES or data[36:40] != b"acsp":
        raise ValueError("it is not an ICC profile")
    if int.from_bytes(data[:4], "big") > length:
        raise ValueError("it is an ICC profile cut short")
    return ProfileHeader(
        space=data[16:20].decode("latin-1").strip(),
        device_class=data[12:16].decode("latin-1").strip(),
    )


def unsuitable(path: Path, span: Span | None) -> Diagnostic | None:
    """Why nobody can print with the profile: `profile-unreadable` or `profile-unsuitable`."""
    try:
        with path.open("rb") as file:
            header = header_in(file.read(HEADER_BYTES), path.stat().st_size)
    except OSError as problem:
        reason = (problem.strerror or "unknown reason").lower()
        message = f"colour profile {path.name} cannot be read: {reason}"
        return error("missing-file", message, span, hint=LET_READ)
    except ValueError as problem:
        message = f"colour profile {path.name}: {problem}"
        return error("profile-unreadable", message, span, hint=ASK_AGAIN)
    if header.space == "CMYK" and header.device_class == "prtr":
        return None
    return error(
        "profile-unsuitable",
        f"colour profile {path.name} is for {header.space} and of class {header.device_class}; a "
        "printer's profile is CMYK, of class prtr",
        span,
        hint="ask the printer for the profile of the press and the paper",
    )
