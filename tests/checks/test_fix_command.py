"""`check --fix`: texts are corrected, and nothing else is touched."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checks.faulty_exhibition import FAULTY, codes

from cimaise.layout.editions import Edition
from cimaise.layout.marks import GlyphRun, walk
from cimaise.layout.panels import lay_out
from cimaise.model.loading import load_exhibition

Run = Callable[..., Any]


def test_fix_changes_the_texts_and_nothing_else(run: Run, faulty: Path) -> None:
    shown = run("check", faulty, "--fix")
    assert '-title: "L\'été"   # the title' in shown.out
    assert '+title: "L’été"   # the title' in shown.out
    fixed = (faulty / "panels" / "01-a.yaml").read_text("utf-8")
    assert fixed == (
        FAULTY.replace("L'été", "L’été")
        .replace("L'eau monte : fuyez !", "L’eau monte\u00a0: fuyez\u202f!")
        .replace('"Vite"', "«\u202fVite\u202f»")
        .replace("'L''eau'", "'L’eau'")
    )
    again = run("check", faulty, "--fix")
    assert "nothing to fix" in again.err
    assert (faulty / "panels" / "01-a.yaml").read_text("utf-8") == fixed
    assert "typography" not in codes(run("check", faulty, "--report", "json").out)


def test_fix_goes_on_where_other_files_have_errors(run: Run, faulty: Path) -> None:
    panels = faulty / "panels"
    mistaken = "layout: text-led\ntitle: \"L'or\n"
    controlled = "layout: text-led\ntitle: L'or\nlead: a\x07b\n"
    (panels / "02-b.yaml").write_text(mistaken, "utf-8")
    (panels / "03-c.yaml").write_text(
        "layout: picture-led\ntitle: L'or\nimages: [{file: later.jpg, alt: x}]\n", "utf-8"
    )
    (panels / "04-d.yaml").write_text(controlled, "utf-8")
    before = run("check", faulty, "--report", "json")
    shown = run("check", faulty, "--fix", "--report", "json")
    assert shown.code == before.code == 1
    assert "typography" in codes(before.out)
    assert codes(before.out) - {"typography"} <= codes(shown.out)
    assert "L’eau" in (panels / "01-a.yaml").read_text("utf-8")
    assert "title: L’or" in (panels / "03-c.yaml").read_text("utf-8")
    assert (panels / "02-b.yaml").read_text("utf-8") == mistaken
    assert (panels / "04-d.yaml").read_text("utf-8") == controlled
    assert "\npanels/02-b.yaml is not fixed: it has errors\n" in shown.err
    assert "\npanels/04-d.yaml is not fixed: it has errors\n" in shown.err
    assert "panels/03-c.yaml is not fixed" not in shown.err
    one = run("check", faulty, "--fix", "--panel", "02")
    assert "error[yaml-syntax]" in one.out
    assert one.code == 1


def test_fix_keeps_a_files_mode_and_its_byte_order_mark(run: Run, faulty: Path) -> None:
    panel = faulty / "panels" / "01-a.yaml"
    panel.write_bytes(BOM_UTF8 + FAULTY.encode())
    panel.chmod(0o600)
    assert "L’eau" in run("check", faulty, "--fix").out
    assert panel.read_bytes().startswith(BOM_UTF8 + b"# A panel")
    assert "L’eau" in panel.read_text("utf-8")
    assert panel.stat().st_mode & 0o777 == 0o600


def test_fix_knows_a_language_of_any_region(run: Run, faulty: Path) -> None:
    (faulty / "exhibition.yaml").write_text("title: X\nlanguages: [fr-FR, en-GB, nl-BE]\n", "utf-8")
    panel = faulty / "panels" / "01-a.yaml"
    title = """title: {fr-FR: "L'été", en-GB: "It's", nl-BE: "'s Zomers"}\n"""
    panel.write_text("layout: text-led\n" + title + "text: X\n", "utf-8")
    assert "typography" in codes(run("check", faulty, "--report", "json").out)
    run("check", faulty, "--fix")
    assert """title: {fr-FR: "L’été", en-GB: "It’s", nl-BE: "'s Zomers"}""" in panel.read_text(
        "utf-8"
    )
    assert "typography" not in codes(run("check", faulty, "--report", "json").out)


def test_fix_keeps_a_place_on_the_map_and_in_the_list_tied(run: Run, faulty: Path) -> None:
    (faulty / "exhibition.yaml").write_text("title: X\nlanguages: [fr, en]\n", "utf-8")
    panel = faulty / "panels" / "01-a.yaml"
    panel.write_text(
        "layout: map-led\ntitle: X\n"
        "map:\n  area: [1, 49, 5, 51]\n  places: [{name: L'Étang, at: [3, 50]}]\n"
        "chronology: [{date: 1944-09-03, text: X, place: {fr: L'Étang, en: L'Étang}}]\n",
        "utf-8",
    )

    def numbered() -> int:
        exhibition, _ = load_exhibition(faulty)
        assert exhibition is not None
        page = lay_out(Edition(exhibition, "fr", "80x120"), exhibition.panels)[0].page
        runs = [mark.text for mark in walk(page.marks) if isinstance(mark, GlyphRun)]
        return runs.count("1")

    before = numbered()
    assert before == 2
    run("check", faulty, "--fix")
    assert "{fr: L’Étang, en: L’Étang}" in panel.read_text("utf-8")
    assert "name: L'Étang" in panel.read_text("utf-8")
    assert numbered() == before


def test_fix_writes_through_links(run: Run, faulty: Path) -> None:
    panels, shelf = faulty / "panels", faulty / "texts"
    shelf.mkdir()
    (panels / "01-a.yaml").rename(shelf / "a.yaml")
    for name in ("01-a.yaml", "02-b.yaml"):
        (panels / name).symlink_to(Path("..") / "texts" / "a.yaml")
    shown = run("check", faulty, "--fix")
    assert (panels / "01-a.yaml").is_symlink()
    assert (panels / "02-b.yaml").is_symlink()
    assert "L’eau" in (shelf / "a.yaml").read_text("utf-8")
    assert shown.out.count("--- a/") == 1
    assert "not fixed" not in shown.err


def test_fix_leaves_what_a_link_names_outside_the_exhibition(
    run: Run, faulty: Path, tmp_path: Path
) -> None:
    outside, link = tmp_path / "outside.yaml", faulty / "panels" / "02-b.yaml"
    outside.write_text(FAULTY, "utf-8")
    link.symlink_to(outside)
    (faulty / "panels" / "03-c.yaml").symlink_to("03-c.yaml")
    shown = run("check", faulty, "--fix")
    assert "panels/03-c.yaml is not fixed: it has errors\n" in shown.err
    assert link.is_symlink()
    assert outside.read_text("utf-8") == FAULTY
    assert "panels/02-b.yaml is not fixed: it is a link that leads out of faulty/\n" in shown.err
    assert "panels/01-a.yaml is not fixed" not in shown.err


def test_fix_says_why_a_mistaken_exhibition_lets_it_fix_nothing(run: Run, faulty: Path) -> None:
    (faulty / "exhibition.yaml").write_text("title: Essai\nlanguage: [fr]\n", "utf-8")
    shown = run("check", faulty, "--fix")
    assert "nothing is fixed: exhibition.yaml, which names the languages, has errors" in shown.err
    assert "error[unknown-key]" in shown.out
    assert (faulty / "panels" / "01-a.yaml").read_text("utf-8") == FAULTY


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Markdown's escapes stay; what stands beside them is corrected.
        (
            r"""text: |
  Un \"mot\" d'ici, l\'or, \*"non"\*""",
            r"""text: |
  Un \"mot\" d’ici, l\'or, \*«⍽non⍽»\*""",
        ),
        (r"lead: 'Un \"mot\" d''ici, l\''or'", r"lead: 'Un \"mot\" d’ici, l\''or'"),
        # A link's title is no text that is set.
        (
            r"""text: |
  L'or [d'ici](https://a.fr "l'or") ou
  [là](https://a.fr
  'son "or"') ou [là](https://a.fr "a \"b\" c") !""",
            r"""text: |
  L’or [d’ici](https://a.fr "l'or") ou
  [là](https://a.fr
  'son "or"') ou [là](https://a.fr "a \"b\" c")⍽!""",
        ),
        # YAML's own escapes of quotation marks are read; texts with others are left.
        (
            r"""lead: "Un \"mot\" d'ici, [là](https://a.fr \"l'or\")" """.rstrip(),
            r"""lead: "Un «⍽mot⍽» d’ici, [là](https://a.fr \"l'or\")" """.rstrip(),
        ),
        (
            r"""lead: "L'\u00e9t\u00e9 d'ici" """.rstrip(),
            r"""lead: "L'\u00e9t\u00e9 d'ici" """.rstrip(),
        ),
    ],
)
def test_fix_knows_escapes_and_titles(run: Run, faulty: Path, before: str, after: str) -> None:
    panel = faulty / "panels" / "01-a.yaml"
    panel.write_text(f"layout: text-led\ntitle: A\n{before}\n", "utf-8")
    run("check", faulty, "--fix")
    fixed = panel.read_text("utf-8").replace("\u202f", "⍽")
    assert fixed == f"layout: text-led\ntitle: A\n{after}\n"


@pytest.mark.parametrize(
    "text",
    [
        "Un ** deux ** et l’étoile * marque 5 * 3 = 15.",
        "Un * deux* et trois ***, l’été **fort ** ici.",
        "Un\u202f* deux",
    ],
)
def test_asterisks_that_are_no_emphasis_are_left_alone(run: Run, faulty: Path, text: str) -> None:
    panel = faulty / "panels" / "01-a.yaml"
    written = f'layout: text-led\ntitle: A\ntext: "{text}"\n'
    panel.write_text(written, "utf-8")
    run("check", faulty, "--fix")
    assert panel.read_text("utf-8") == written


def test_fix_changes_nothing_that_is_printed(run: Run, faulty: Path, tmp_path: Path) -> None:
    """The typographer's signs are set in any case: titles and slug lines too."""
    panel = faulty / "panels" / "01-a.yaml"
    panel.write_text(FAULTY.split("images:")[0], "utf-8")
    (faulty / "exhibition.yaml").write_text("title: L'été ?\nlanguages: [fr]\n", "utf-8")
    made = []
    for name in ("before", "after"):
        run("build", faulty, "--only", "panels", "--out", tmp_path / name)
        made.append({file.name: file.read_bytes() for file in (tmp_path / name).rglob("*.pdf")})
        run("check", faulty, "--fix")
    assert "L’été\u202f?" in (faulty / "exhibition.yaml").read_text("utf-8")
    assert made[0]
    assert made[0] == made[1]


ALLOWED = """\
layout: text-led
title: L'or
lead: # cimaise: allow typography (orthographe du tract de 1944)
  fr: L'été "44"
  en: It's "hot"
text:
  fr: L'eau "claire"
  en: It's "cold"
"""


def test_fix_leaves_what_a_comment_allows(run: Run, faulty: Path) -> None:
    panel = faulty / "panels" / "01-a.yaml"
    (faulty / "exhibition.yaml").write_text("title: Essai\nlanguages: [fr, en]\n", "utf-8")
    panel.write_text(ALLOWED, "utf-8")
    found = json.loads(run("check", faulty, "--report", "json").out)
    lines = {each["line"] for each in found["diagnostics"] if each["code"] == "typography"}
    assert lines == {7, 8}
    assert {each["line"] for each in found["allowed"]} == {3}
    shown = run("check", faulty, "--fix")
    after = panel.read_text("utf-8")
    assert after == ALLOWED.replace('L\'eau "claire"', "L’eau «\u202fclaire\u202f»").replace(
        'It\'s "cold"', "It’s “cold”"
    )
    assert "[typography]" not in shown.out.replace("allowed[typography]", "")
    assert "nothing to fix" in run("check", faulty, "--fix").err


@pytest.mark.parametrize(
    ("options", "fixed"),
    [
        (("--ignore", "typography"), ()),
        (("--only", "long-sentence"), ()),
        (("--only", "typography"), ("L’eau", "It’s", "L’air")),
        (("--lang", "fr"), ("L’eau", "L’air")),
        (("--lang", "en"), ("It’s",)),
        (("--panel", "01"), ("L’eau", "It’s")),
    ],
)
def test_fix_corrects_what_is_asked_for(
    run: Run, faulty: Path, options: tuple[str, ...], fixed: tuple[str, ...]
) -> None:
    panels = faulty / "panels"
    (faulty / "exhibition.yaml").write_text("title: Essai\nlanguages: [fr, en]\n", "utf-8")
    words = 'layout: text-led\ntitle: A\ntext: {fr: "L\'eau.", en: "It\'s."}\n'
    (panels / "01-a.yaml").write_text(words, "utf-8")
    (panels / "02-b.yaml").write_text("layout: text-led\ntitle: {fr: L'air, en: Air}\n", "utf-8")
    run("check", faulty, "--fix", *options)
    after = "".join(file.read_text("utf-8") for file in sorted(panels.iterdir()))
    assert tuple(word for word in ("L’eau", "It’s", "L’air") if word in after) == fixed


@pytest.mark.parametrize(
    "options", [("--lang", "de"), ("--only", "typograhpy"), ("--format", "a33")]
)
def test_fix_changes_nothing_where_the_command_is_mistaken(
    run: Run, faulty: Path, options: tuple[str, ...]
) -> None:
    assert run("check", faulty, "--fix", *options).code == 2
    assert (faulty / "panels" / "01-a.yaml").read_text("utf-8") == FAULTY
