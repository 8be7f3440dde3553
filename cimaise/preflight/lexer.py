"""Content streams → instructions. Tolerates what viewers tolerate; never keeps the whole list.

Written here because a parser that builds every operand as an object needs ten times the memory
and the time, and cannot stop half way through a hostile stream.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from cimaise.preflight.matrix import clamped


class NameToken(str):
    """A name operand, without its slash."""

    __slots__ = ()


Operand = float | bytes | NameToken | list[Any] | dict[str, Any] | None
Instruction = tuple[bytes, list[Any]]

_SPACE = rb"[\0\t\n\f\r ]"
# One whole instruction with only numbers before it: nearly all of a map.
_PLAIN: Final = re.compile(
    rb"[\0\t\n\f\r ]*+((?:[-+]?[0-9.]++[\0\t\n\f\r ]++)*+)"
    rb"([A-Za-z'\"][A-Za-z0-9*]*+)(?=[\0\t\n\f\r /\[(<%]|\Z)"
)
_TOKEN: Final = re.compile(
    rb"(?:[\0\t\n\f\r ]++|%[^\r\n]*+)*+(?:"
    rb"([-+]*[0-9.][-+0-9.]*+)|"  # 1 number
    rb"/([^\0\t\n\f\r ()<>\[\]{}/%]*+)|"  # 2 name
    rb"\(([^()\\]*+)\)|"  # 3 simple string
    rb"(\()|"  # 4 any other string
    rb"(<<|>>|\[|\])|"  # 5 bracket
    rb"<([0-9A-Fa-f\0\t\n\f\r ]*+)>|"  # 6 hexadecimal string
    rb"([^\0\t\n\f\r ()<>\[\]{}/%]++)|"  # 7 operator
    rb"([\s\S]))"  # 8 stray byte
)
_STRING_PART: Final = re.compile(rb"[^()\\]*+([()\\]|\Z)")
_ESCAPE: Final = re.compile(rb"\\(?:([0-7]{1,3})|\r\n|([\s\S]))")
_ESCAPED: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}
_INLINE_END: Final = re.compile(rb"[\0\t\n\f\r ]EI(?=[\0\t\n\f\r ]|\Z)")
_MOST_OPERANDS = 256
_MOST_MEMBERS = 100_000
_DEEPEST = 32
# A number of fewer digits cannot overflow, so plain instructions this short need no clamping.
_LONG_OPERANDS = 200


def instructions(data: bytes) -> Iterator[Instruction]:
    """Every operator with its operands, in order.

    An inline image comes as one instruction `BI` with its dictionary and its bytes.
    """
    at, end = 0, len(data)
    while at < end:
        plain = _PLAIN.match(data, at)
        if plain is not None and plain[2] != b"BI":
            at = plain.end()
            yield plain[2], _floats(plain[1])
            continue
        operands: list[Any] = []
        operator: bytes | None = None
        while operator is None and at < end:
            operator, at = _step(data, at, operands)
        if operator == b"BI":
            image, at = _inline_image(data, at)
            yield b"BI", image
        elif operator is not None:
            yield operator, operands


def _step(data: bytes, at: int, operands: list[Any]) -> tuple[bytes | None, int]:
    token = _TOKEN.match(data, at)
    if token is None:
        return None, len(data)
    kind = token.lastindex
    if kind == 7:
        word = token[7]
        if word not in _CONSTANTS:
            return word, token.end()
        value: Operand = _CONSTANTS[word]
        end = token.end()
    else:
        value, end = _operand(data, token, 0)
        if kind == 8 or (kind == 5 and token[5] in (b"]", b">>")):
            return None, end
    if len(operands) < _MOST_OPERANDS:
        operands.append(value)
    return None, end


_CONSTANTS: Final[dict[bytes, float | None]] = {b"true": 1.0, b"false": 0.0, b"null": None}


def _operand(data: bytes, token: re.Match[bytes], depth: int) -> tuple[Operand, int]:
    kind, end = token.lastindex, token.end()
    if kind == 1:
        return _float(token[1]), end
    if kind == 2:
        return _name(token[2]), end
    if kind == 3:
        return token[3], end
    if kind == 4:
        return _string(data, end)
    if kind == 6:
        digits = b"".join(token[6].replace(b"\0", b"").split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")), end
    if kind == 5 and token[5] in (b"[", b"<<"):
        members, end = _members(data, end, depth + 1)
        if token[5] == b"[":
            return members, end
        pairs = zip(members[::2], members[1::2], strict=False)
        return {key: value for key, value in pairs if isinstance(key, str)}, end
    return None, end


def _members(data: bytes, at: int, depth: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    while at < len(data):
        token = _TOKEN.match(data, at)
        if token is None:
            return found, len(data)
        if token.lastindex == 5 and token[5] in (b"]", b">>"):
            return found, token.end()
        if token.lastindex == 7:
            value: Operand = _CONSTANTS.get(token[7])
            at = token.end()
        elif depth >= _DEEPEST:
            value, at = None, token.end()
        else:
            value, at = _operand(data, token, depth)
        if len(found) < _MOST_MEMBERS:
            found.append(value)
    return found, at


def _string(data: bytes, at: int) -> tuple[bytes, int]:
    start, depth = at, 1
    while depth:
        part = _STRING_PART.match(data, at)
        if part is None or not part[1]:
            return _unescaped(data[start:]), len(data)
        at = part.end()
        if part[1] == b"\\":
            at += 1
        else:
            depth += 1 if part[1] == b"(" else -1
    return _unescaped(data[start : at - 1]), at


def _unescaped(text: bytes) -> bytes:
    return _ESCAPE.sub(_plain_byte, text) if b"\\" in text else text


def _plain_byte(found: re.Match[bytes]) -> bytes:
    if found[1]:
        return bytes([int(found[1], 8) & 0xFF])
    return _ESCAPED.get(found[2], found[2]) if found[2] else b""


def _name(raw: bytes) -> NameToken:
    if b"#" in raw:
        raw = re.sub(rb"#([0-9A-Fa-f]{2})", lambda hexa: bytes([int(hexa[1], 16)]), raw)
    return NameToken(raw.decode("utf-8", "surrogateescape"))


def _floats(text: bytes) -> list[Any]:
    words = text.split()
    if len(text) < _LONG_OPERANDS:
        try:
            return list(map(float, words))
        except ValueError:
            pass
    return [_float(word) for word in words[:_MOST_OPERANDS]]


def _float(word: bytes) -> float:
    try:
        return clamped(float(word))
    except ValueError:
        # "--5", "1.2.3" and "1-2": viewers read the first number that makes sense.
        found = re.search(rb"[-+]?(?:\d+\.?\d*|\.\d+)", word)
        return clamped(float(found[0])) if found else 0.0


def _inline_image(data: bytes, at: int) -> tuple[list[Any], int]:
    """The dictionary up to ID, then the bytes up to EI."""
    pairs: list[Any] = []
    while at < len(data):
        operator, at = _step(data, at, pairs)
        if operator == b"ID":
            break
    keys = {
        key: value
        for key, value in zip(pairs[::2], pairs[1::2], strict=False)
        if isinstance(key, str)
    }
    start = at + 1
    close = _INLINE_END.search(data, max(at, start + _unfiltered_length(keys) - 1))
    if close is None:
        return [keys, data[start:]], len(data)
    return [keys, data[start : close.start()]], close.end()


def _unfiltered_length(keys: dict[str, Any]) -> int:
    # Raw samples may contain " EI ", so their length is counted where it can be.
    if keys.get("F") or keys.get("Filter"):
        return 0
    space = keys.get("CS", keys.get("ColorSpace"))
    count = {"G": 1, "DeviceGray": 1, "RGB": 3, "DeviceRGB": 3, "CMYK": 4, "DeviceCMYK": 4}
    try:
        width = int(keys.get("W", keys.get("Width", 0)))
        height = int(keys.get("H", keys.get("Height", 0)))
        bits = int(keys.get("BPC", keys.get("BitsPerComponent", 1)))
        colours = count.get(space, 1) if isinstance(space, str) else 1
    except (TypeError, ValueError):
        return 0
    return max(0, min(10**8, (width * bits * colours + 7) // 8 * height))
