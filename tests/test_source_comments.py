"""Comments that speak to us: where they stand, what they are for, and what is no comment."""

from __future__ import annotations

from pathlib import Path

from cimaise.source import parse

WRITTEN = """\
# cimaise: first (a)

# another comment
title: "A # cimaise: no comment"  # cimaise: second (b)
text: |
  One # cimaise: no comment
  two
items:
  # cimaise: third (c)
  - a: 1
    b: 2
  - c: 3
"""


def test_a_comment_is_for_the_key_or_item_beside_or_after_it() -> None:
    document, mistakes = parse(WRITTEN, Path("panels/01.yaml"))
    assert document is not None
    assert not mistakes
    assert [(each.said, each.span.line, each.lines) for each in document.comments] == [
        ("first (a)", 1, (4, 4)),
        ("second (b)", 4, (4, 4)),
        ("third (c)", 9, (10, 11)),
    ]


def test_comments_are_found_in_files_with_mistakes() -> None:
    written = "a: 1\na: 2 # cimaise: said\n<<: {b: 1}\n- c\n# cimaise: last"
    for lines in range(2, 5):
        document, mistakes = parse("\n".join(written.split("\n")[:lines]), Path("a.yaml"))
        assert mistakes
        if document is not None:
            assert [each.said for each in document.comments] == ["said"]
