"""The Markdown subset: what becomes what, and that no word goes missing."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cimaise.typography.markdown import parse, plain, read
from cimaise.typography.spans import Span, TextBlock


def test_blocks() -> None:
    text = "Un\nmot.\n\n## Titre\n\n- un\n- deux\n  suite\n\n3. trois\n4. quatre\n\n> cité\n> ici\n"
    assert parse(text) == (
        TextBlock("paragraph", (Span("Un mot."),)),
        TextBlock("heading", (Span("Titre"),), level=2),
        TextBlock("item", (Span("un"),), marker="–"),
        TextBlock("item", (Span("deux suite"),), marker="–"),
        TextBlock("item", (Span("trois"),), marker="3."),
        TextBlock("item", (Span("quatre"),), marker="4."),
        TextBlock("quote", (Span("cité ici"),)),
    )


def test_a_sentence_that_opens_with_a_year_is_no_list() -> None:
    assert parse("1944. The year it burnt down.\n\n> 1950) Rebuilt.") == (
        TextBlock("paragraph", (Span("1944. The year it burnt down."),)),
        TextBlock("quote", (Span("1950) Rebuilt."),)),
    )
    assert [block.marker for block in parse("99. nearly\n100. there")] == ["99."]
    assert parse("In\n1944.")[0].text == "In 1944."


def test_manners_nest_and_end() -> None:
    (block,) = parse("a *b **c** b* **d** [e](https://x.fr) *f*\\\ng")
    assert block.spans == (
        Span("a "),
        Span("b ", italic=True),
        Span("c", italic=True, bold=True),
        Span(" b", italic=True),
        Span(" "),
        Span("d", bold=True),
        Span(" "),
        Span("e", link="https://x.fr"),
        Span(" "),
        Span("f", italic=True),
        Span("\ng"),
    )


def test_only_safe_links() -> None:
    found = read("[a](javascript:alert(1)) [b](../x) [c](mailto:x@y.org) [d](HTTP://z.fr)")
    assert [(span.text, span.link) for span in found.blocks[0].spans if span.link] == [
        ("c", "mailto:x@y.org"),
        ("d", "HTTP://z.fr"),
    ]
    assert found.rejected_links == ("javascript:alert(1)", "../x")
    assert found.blocks[0].text == "a b c d"


def test_notes_are_numbered_by_first_reference() -> None:
    text = (
        "Un[^b] deux[^a] trois[^b][^zz].\n\n[^a]: Note *a*\n    suite\n[^b]: Note b\n[^c]: Seule\n"
    )
    found = read(text)
    assert [span for span in found.blocks[0].spans if span.superior] == [
        Span("1", superior=True),
        Span("2", superior=True),
        Span("1", superior=True),
    ]
    assert [(block.marker, block.text) for block in found.blocks if block.kind == "note"] == [
        ("1", "Note b"),
        ("2", "Note a suite"),
        ("3", "Seule"),
    ]
    assert found.unknown_notes == ("zz",)
    assert "[^zz]" in found.blocks[0].text
    assert plain(text) == "Un deux trois[^zz].\n\nNote b\n\nNote a suite\n\nSeule"


def test_html_and_unknown_marks_stay_text() -> None:
    assert plain("<b>x</b> & <script>y</script> `z` ~~w~~ ![i](j)") == (
        "<b>x</b> & <script>y</script> `z` ~~w~~ !i"
    )
    assert parse("") == ()
    assert parse(" \n\n ") == ()


def test_two_notes_of_one_number_both_stay() -> None:
    blocks = parse("Un mot[^1].\n\n[^1]: Ici.\n[^1]: Là.")
    assert [(block.kind, block.text) for block in blocks] == [
        ("paragraph", "Un mot1."),
        ("note", "Ici. Là."),
    ]


@settings(max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            ["mot", "*", "**", "_", "> ", "- ", "1. ", "## ", "\n", "\n\n", " ", "[", "](", ")",
             "<b>", "`", "[^1]", "[^1]: ", "\\", "http://x.fr", "&amp;", "\t", "    "]
        ),
        max_size=15,
    ).map("".join)
)  # fmt: skip
@example("[^1]: \n[^1]: mot")
def test_no_word_is_lost(text: str) -> None:
    found = read(text)
    shown = "".join(block.text for block in found.blocks) + "".join(found.rejected_links)
    shown += "".join(span.link or "" for block in found.blocks for span in block.spans)
    assert shown.count("mot") >= text.count("mot")
