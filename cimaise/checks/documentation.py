"""Pages of the codes: one or a list for `explain`, all of them for docs/checks.md."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from cimaise.checks.codes import CHECKS, RULES
from cimaise.checks.elsewhere import LAYOUT, MAKING, READING
from cimaise.checks.limits import Limit, limits_of
from cimaise.preflight.rules import PAGES as PREFLIGHT

PAGES: Final[Mapping[str, str]] = {**CHECKS, **MAKING, **PREFLIGHT}
"""The page of every code, those of finished PDFs included."""

INTRODUCTION = """\
# What `check` and `preflight` tell

Written by `python -m cimaise.checks.documentation`; do not edit it by hand.

`make_panels.py explain CODE` prints one of these pages, `make_panels.py explain` lists them all. A
finding that you have looked at and accept is silenced by a comment with a reason, on its line or
before the key that holds it:

```yaml
images:
  # cimaise: allow image-low-resolution (the only surviving print)
  - file: lille-1944.jpg
```

Such findings are counted and listed, never hidden. What is found while files are read cannot be
allowed, nor what stops a build: text that does not fit, characters that no font has, pictures and
logos that cannot be used or that nobody describes, dates that are none.
"""


def page_of(code: str) -> str:
    """The page of a code, for a terminal. Raises KeyError where there is none."""
    return "\n".join([code, "", PAGES[code].strip(), *_limits(code)])


def list_of_codes() -> str:
    """Every code and the first line of its page, which says what it is about."""
    width = max(map(len, PAGES))
    return "\n".join(
        f"{code:<{width}}  {page.strip().splitlines()[0]}" for code, page in PAGES.items()
    )


def checks_md() -> str:
    """The text of docs/checks.md."""
    rules = {code: page for code, page in CHECKS.items() if code in RULES}
    parts = [
        INTRODUCTION,
        *_chapter("Text that does not fit, and figures", LAYOUT),
        *_chapter("Legibility, pictures, words", rules),
        *_chapter("Files that cannot be read", READING),
        *_chapter("While files are made", MAKING),
        *_chapter("Finished PDFs", PREFLIGHT),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _chapter(title: str, pages: Mapping[str, str]) -> Iterator[str]:
    yield f"## {title}\n"
    for code, page in pages.items():
        yield f"### {code}\n"
        yield page.strip()
        yield from _limits(code)
        yield ""


def _limits(code: str) -> Iterator[str]:
    limits = limits_of(code)
    if limits:
        yield "\nLimits:\n"
        for limit in limits:
            yield f"- {limit.value:g} {limit.unit}: {limit.what} ({_source(limit)})"


def _source(limit: Limit) -> str:
    source = limit.source
    return f"{source.name}, <{source.link}>" if source.link else source.name


if __name__ == "__main__":
    print(checks_md(), end="")
