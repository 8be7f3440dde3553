"""Straight quotation marks → the language's own, by the side they stand on and by nesting."""

from __future__ import annotations

import re

from cimaise.typography.drafts import MASK, Draft

_OPENS_AFTER = " \u00a0\u202f\n\t([{–—-«“‘/"
_CLOSES_BEFORE = " \u00a0\u202f\n\t.,;:!?)]}…–—-»”’/" + MASK
_DOUBLE_ANGLE = re.compile(r"<<(?!<)|(?<!>)>>")
_ANY_DOUBLE = re.compile(r"[\"“”«»]")
_SINGLE_PAIR = re.compile(r"(?<![\w’'])'(?=[^\s'])[^'\n]{1,80}?(?<=[^\s'])'(?![\w'])")
_ENGLISH = re.compile(r"[\"']")
# Feet and inches (5'10"), minutes and seconds (37' 12"): their signs quote nothing.
_MEASURE = re.compile(
    r"(?<![\w'’])\d{1,2}'(?:\d{1,2}[½¼¾]?\"?|[ \u00a0\u202f]\d{1,2}[½¼¾]?\")(?!\w)"
)
_APOSTROPHE_FIRST = re.compile(r"'(?:\d\d?s?\b|em\b|tis\b|twas\b|til\b|cause\b|n\b)")


def _measuring(text: str) -> frozenset[int]:
    """The places of straight marks that stand for feet, inches, minutes or seconds."""
    if "'" not in text:
        return frozenset()
    return frozenset(
        at for match in _MEASURE.finditer(text) for at in range(*match.span()) if text[at] in "'\""
    )


def french_quotes(draft: Draft) -> None:
    """Outer quotation marks become « », inner ones “ ”. Spaces are another rule's business."""
    draft.edit("guillemets", _DOUBLE_ANGLE, lambda m: "«" if m.group() == "<<" else "»")
    pairs: list[tuple[int, int, str]] = []
    measuring = _measuring(draft.text)
    for match in _SINGLE_PAIR.finditer(draft.text):
        if match.end() - 1 in measuring:
            continue
        pairs += [(match.start(), match.start() + 1, "“"), (match.end() - 1, match.end(), "”")]
    draft.apply("guillemets", pairs)
    text = draft.text
    edits: list[tuple[int, int, str]] = []
    # What is open, by the sign that closes it.
    stack: list[str] = []
    measuring = _measuring(text)
    for match in _ANY_DOUBLE.finditer(text):
        at, sign = match.start(), match.group()
        if at in measuring:
            continue
        if sign == "«":
            stack.append("»")
        elif sign in "»”" and sign in stack:
            del stack[stack.index(sign) :]
        elif sign == "“" and "»" in stack:
            stack.append("”")
        elif sign == '"':
            new = _straight(text, at, stack)
            if new:
                edits.append((at, at + 1, new))
    draft.apply("guillemets", edits)


def _straight(text: str, at: int, stack: list[str]) -> str:
    """The sign for a straight mark, with the stack kept up; empty where it means inches."""
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    elided = before == "’" and text[at - 2 : at - 1].isalpha() and after.isalnum()
    starred = before == "*" and not stack
    if (before in _OPENS_AFTER or elided or starred) and not after.isspace():
        closing = "”" if stack else "»"
        stack.append(closing)
        return "“" if closing == "”" else "«"
    if stack:
        return stack.pop()
    return "" if before.isdigit() else "»"


def english_quotes(draft: Draft) -> None:
    """Straight marks become curly. A mark inside its own kind becomes the other kind."""
    text = draft.text
    edits: list[tuple[int, int, str]] = []
    stack: list[tuple[str, str]] = []
    measuring = _measuring(text)
    for match in _ENGLISH.finditer(text):
        at, sign = match.start(), match.group()
        if at in measuring:
            continue
        before = text[at - 1] if at else " "
        after = text[at + 1] if at + 1 < len(text) else " "
        starred = before == "*" and not stack
        opens = (before in _OPENS_AFTER or before in "\"'" or starred) and not after.isspace()
        if sign == "'" and _APOSTROPHE_FIRST.match(text, at) and not before.isalnum():
            new = "’"
        elif opens and not (stack and stack[-1][0] == sign and before in "\"'"):
            outer = stack[-1][1] if stack else ""
            closing = (
                "’" if (sign == '"' and outer == "”") or (sign == "'" and outer != "’") else "”"
            )
            stack.append((sign, closing))
            new = "‘" if closing == "’" else "“"
        elif sign == '"' and stack and any(kind == sign for kind, _ in stack):
            while stack[-1][0] != sign:
                stack.pop()
            new = stack.pop()[1]
        elif sign == '"':
            new = "" if before.isdigit() else "”"
        else:
            closes = after in _CLOSES_BEFORE or after in "\"'"
            if stack and stack[-1][0] == sign and closes and not before.isspace():
                new = stack.pop()[1]
            else:
                new = "’"
        if new:
            edits.append((at, at + 1, new))
    draft.apply("quotes", edits)
