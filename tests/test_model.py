"""From a folder to an exhibition: loading, numbering, overlays, paths, and the model's values."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cimaise.diagnostics import Diagnostic, has_errors
from cimaise.model import defaults, paths
from cimaise.model.defaults import defaults_folder
from cimaise.model.exhibition import Exhibition
from cimaise.model.format import Format
from cimaise.model.inkuse import InkUse
from cimaise.model.lengths import Length
from cimaise.model.library import load_library
from cimaise.model.loading import load_exhibition, slug_of
from cimaise.model.panel import Panel
from cimaise.model.problems import MOST_TOLD, diagnostics_of
from cimaise.model.schema import MODELS
from cimaise.model.texts import LocalText
from cimaise.model.validating import validate
from cimaise.source import parse

ROOT = Path(__file__).parents[1]
BASE = Path(__file__).parent / "cases" / "reading" / "base"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copied = tmp_path / "exhibition"
    shutil.copytree(BASE, copied)
    return copied


def write_panels(folder: Path, *names: str) -> None:
    (folder / "panels" / "01-base.yaml").unlink()
    for name in names:
        (folder / "panels" / name).write_text("layout: plain\ntitle: T\n", encoding="utf-8")


def told(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[str, str]]:
    return [(found.code, found.span.file.name if found.span else "") for found in diagnostics]


def test_what_is_loaded(folder: Path) -> None:
    exhibition, found = load_exhibition(folder)
    assert exhibition is not None
    assert found == ()
    assert exhibition.title.get("en") == "A small exhibition"
    assert exhibition.formats == ("80x120",)
    assert [panel.label for panel in exhibition.panels] == ["01-base"]
    assert "plain" in exhibition.layouts
    assert exhibition.formats_table["80x120"].trim == (800, 1200)
    assert exhibition.themes["ete44"].ink("garance 45%").tint == 0.45
    assert exhibition.printers["default"].tac_percent == 300
    assert exhibition.folder == folder
    assert exhibition.distance_m("80x120") == 1.5
    panel = exhibition.panels[0]
    place = panel.span("title", *panel.title.path("en"))
    assert place is not None
    assert (place.file.name, place.line, place.column) == ("01-base.yaml", 2, 27)
    assert exhibition.document("layout", "plain") is not None


def test_panels_follow_their_numbers_in_file_names(folder: Path) -> None:
    names = ("10-fin.yaml", "2 Été à Lille.yaml", "1_œuvre.yml", ".3-hidden.yaml", "notes.txt")
    write_panels(folder, *names)
    exhibition, _ = load_exhibition(folder)
    assert exhibition is not None
    assert [panel.label for panel in exhibition.panels] == [
        "01-oeuvre",
        "02-ete-a-lille",
        "03-fin",
    ]


def test_slugs_are_plain_ascii() -> None:
    assert slug_of("03-sabotages") == "sabotages"
    assert slug_of("L’été 15–28") == slug_of("L'été 15-28") == "l-ete-15-28"
    assert slug_of("Straße № 5") == "strasse-no-5"
    assert slug_of("STRAẞE") == "strasse"
    assert slug_of("02-Ørsted") == "orsted"
    assert slug_of("łódź") == slug_of("ŁÓDŹ") == "lodz"
    assert slug_of("Đặng") == "dang"
    assert slug_of("Þingvellir-Œuvre-Æther") == "thingvellir-oeuvre-aether"
    assert slug_of("04-") == "04"
    assert slug_of("日本") == "panel"
    assert len(slug_of("x" * 300)) <= 60


def test_a_mistaken_panel_leaves_the_others_their_numbers(folder: Path) -> None:
    write_panels(folder, "01-a.yaml", "02-b.yaml", "03-c.yaml")
    (folder / "panels" / "02-b.yaml").write_text("layout: plain\n")
    exhibition, found = load_exhibition(folder)
    assert exhibition is not None
    assert [panel.label for panel in exhibition.panels] == ["01-a", "03-c"]
    assert [(each.code, each.panel) for each in found] == [("missing-key", "02-b")]


def test_all_mistakes_of_all_files_in_one_run(folder: Path) -> None:
    write_panels(folder, "01-a.yaml", "02-b.yaml")
    (folder / "exhibition.yaml").write_text("titel: x\ntheme: mine\n")
    (folder / "panels" / "01-a.yaml").write_text("layout: nowhere\ntitle: a: b\n")
    (folder / "panels" / "02-b.yaml").write_text("layout: nowhere\ntitle: T\ntitle: T\nmap: x\n")
    (folder / "layouts" / "broken.yaml").write_text("grid: 12\n")
    (folder / "layouts" / "formats.yaml").write_text("tiny: {trim: [1, 1]}\n")
    (folder / "layouts" / "printers.yaml").write_text("- x\n")
    (folder / "layouts" / "themes").mkdir()
    (folder / "layouts" / "themes" / "mine.yaml").write_text("inks: {}\nfonts: {}\n")
    exhibition, found = load_exhibition(folder)
    assert exhibition is not None
    assert not exhibition.is_whole
    assert sorted(told(found)) == [
        ("missing-key", "broken.yaml"),
        ("missing-key", "broken.yaml"),
        ("missing-key", "exhibition.yaml"),
        ("missing-key", "formats.yaml"),
        ("missing-key", "mine.yaml"),
        ("unknown-key", "exhibition.yaml"),
        ("unknown-name", "01-a.yaml"),
        ("unknown-name", "02-b.yaml"),
        ("wrong-type", "02-b.yaml"),
        ("wrong-type", "broken.yaml"),
        ("wrong-type", "printers.yaml"),
        ("yaml-syntax", "01-a.yaml"),
        ("yaml-syntax", "02-b.yaml"),
    ]


def test_a_folder_that_is_no_exhibition(tmp_path: Path) -> None:
    exhibition, found = load_exhibition(tmp_path / "nowhere")
    assert (exhibition, told(found)) == (None, [("missing-file", "nowhere")])
    exhibition, found = load_exhibition(Path("x" * 5000))
    assert (exhibition, [each.code for each in found]) == (None, ["missing-file"])
    exhibition, found = load_exhibition(tmp_path)
    assert exhibition is None
    assert told(found) == [("missing-file", "exhibition.yaml"), ("no-panels", "panels")]
    assert "make_panels.py new" in str(found[0].hint)


def test_the_exhibition_overlays_the_package(folder: Path) -> None:
    (folder / "layouts" / "formats.yaml").write_text(
        "a3: {trim: [300, 420], distance_m: 0.5}\nwall: {trim: [4000, 2500], distance_m: 3}\n"
    )
    (folder / "layouts" / "themes").mkdir()
    shutil.copy(ROOT / "layouts/themes/ete44.yaml", folder / "layouts/themes/mine.yaml")
    exhibition, found = load_exhibition(folder)
    assert exhibition is not None
    assert found == ()
    assert exhibition.formats_table["a3"].trim == (300, 420)
    assert {"a0", "wall"} <= set(exhibition.formats_table)
    assert {"ete44", "mine"} <= set(exhibition.themes)
    document = exhibition.document("format", "a3")
    assert document is not None
    assert document.file == folder / "layouts" / "formats.yaml"


def test_links_may_not_lead_out(folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "secret.png").touch()
    (folder / "images").mkdir()
    (folder / "images" / "link.png").symlink_to(outside / "secret.png")
    (folder / "linked").symlink_to(outside)
    (folder / "images" / "own.png").touch()
    (folder / "images" / "inner.png").symlink_to(folder / "images" / "own.png")
    for name, code in {
        "link.png": "unsafe-path",
        "linked/secret.png": "unsafe-path",
        "a\x00.png": "unsafe-path",
        "x" * 5000: "missing-file",
        "": "missing-file",
        ".": "missing-file",
    }.items():
        found = paths.picture_file(folder, name)
        assert isinstance(found, Diagnostic), name
        assert found.code == code, name
    assert paths.picture_file(folder, "inner.png") == folder / "images" / "inner.png"
    assert paths.picture_file(folder, "images/own.png") == folder / "images" / "own.png"


def test_fonts_and_profiles_are_also_the_package_s(folder: Path) -> None:
    font = paths.font_file(folder, "SourceSerif4_400Regular.ttf")
    assert font == defaults_folder() / "fonts" / "SourceSerif4_400Regular.ttf"
    (folder / "fonts").mkdir()
    (folder / "fonts" / "SourceSerif4_400Regular.ttf").touch()
    own = paths.font_file(folder, "SourceSerif4_400Regular.ttf")
    assert own == folder / "fonts" / "SourceSerif4_400Regular.ttf"
    assert isinstance(paths.profile_file(folder, "ISOcoated_v2_300_bas.icc"), Path)


def test_defaults_travel_in_a_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(defaults, "_PACKAGE", tmp_path / "cimaise")
    assert defaults_folder() == tmp_path
    (tmp_path / "cimaise" / "defaults").mkdir(parents=True)
    assert defaults_folder() == tmp_path / "cimaise" / "defaults"


def test_the_package_s_own_files_are_without_fault(folder: Path) -> None:
    library, found = load_library()
    assert found == ()
    assert len(library.layouts) >= 6
    assert set(library.formats) >= {"a0", "a1", "a2", "a3", "60x80", "80x120", "100x140", "120x80"}
    assert library.formats["rollup-85x200"].hidden.foot == 200
    _, found = load_exhibition(folder)
    assert found == ()


def test_the_package_s_own_files_are_read_once_and_anew_where_one_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    shutil.copytree(defaults_folder() / "layouts", tmp_path / "layouts")
    monkeypatch.setattr(defaults, "_PACKAGE", tmp_path / "cimaise")
    before, _ = load_library()
    assert load_library(folder)[0].layouts["map-led"] is before.layouts["map-led"]
    theme = tmp_path / "layouts" / "themes" / "ete44.yaml"
    theme.write_text(theme.read_text("utf-8").replace("size_pt: 220", "size_pt: 230"), "utf-8")
    # An editor's link that leads nowhere is no file of the library.
    (tmp_path / "layouts" / "lost.yaml").symlink_to(tmp_path / "nowhere.yaml")
    assert load_library()[0].themes["ete44"] != before.themes["ete44"]


def test_the_first_exhibition_is_without_fault() -> None:
    exhibition, found = load_exhibition(ROOT)
    assert exhibition is not None
    assert not has_errors(found), [(each.message, each.span) for each in found]
    assert len(exhibition.panels) == 12


def test_every_block_and_format_of_the_theme() -> None:
    library, _ = load_library()
    theme = library.themes["ete44"]
    blocks = "title subtitle lead text caption quote sources qr credits chronology band number"
    assert set(blocks.split()) <= set(theme.roles)
    body = theme.roles["text"]
    assert (body.size_pt, body.least_pt, body.leading_pt) == (38, 34, 52)
    for role in theme.roles.values():
        assert role.least_pt <= role.size_pt


def test_texts() -> None:
    text = LocalText.of({"fr": "Été", "en": "Summer"})
    assert (text.get("en"), text.get("nl"), text.path("en"), text.path("nl")) == (
        "Summer",
        "Été",
        ("en",),
        ("fr",),
    )
    same = LocalText.of("44")
    assert (same.get("fr"), same.path("fr"), same.languages) == ("44", (), ())


def test_numbers_in_texts_stay_as_written() -> None:
    document, _ = parse(
        "layout: x\ntitle: 1.50\nfigures: [{value: +33, label: {fr: 007}}]\n", Path("x.yaml")
    )
    assert document is not None
    panel, problems = validate(Panel, document.data)
    assert problems == ()
    assert panel is not None
    assert str(panel.title) == "1.50"
    assert panel.figures[0].value.get("fr") == "+33"
    assert panel.figures[0].label.get("fr") == "007"


@pytest.mark.parametrize(
    ("written", "length"),
    [
        (12, Length(12)),
        ("12 mm", Length(12)),
        ("1.5cm", Length(15)),
        ("72pt", Length(25.4)),
        ("5%", Length(5, "%")),
        ("2fr", Length(2, "fr")),
    ],
)
def test_lengths(written: object, length: Length) -> None:
    layout = {
        "grid": {"margins": {"left": 0, "right": 0, "top": 0, "foot": 0}},
        "rows": [{"name": "a", "height": written}],
        "slots": {"a": {"block": "text", "columns": 1, "rows": "a"}},
    }
    made, problems = validate(MODELS["layout"][0], layout)
    assert problems == ()
    assert made is not None
    assert made.rows[0].height == length  # type: ignore[attr-defined]  # a Layout


def test_lengths_in_a_format() -> None:
    assert Length(10).mm(0.5, 400) == 5
    assert Length(10, "%").mm(0.5, 400) == 40
    with pytest.raises(ValueError, match="share"):
        Length(1, "fr").mm(1, 100)


def test_inks() -> None:
    assert InkUse.of("bleu-nuit 45 %") == InkUse("bleu-nuit", 45)
    assert str(InkUse("garance", 20)) == "garance 20%"
    for wrong in ("", "a b", "garance 0%", "garance 101%", "garance%"):
        with pytest.raises(ValueError, match="ink"):
            InkUse.of(wrong)


def test_scale_follows_from_what_is_visible() -> None:
    def scale(width: float, height: float, **more: object) -> float:
        data = {"trim": [width, height], "distance_m": 1, **more}
        return Format.model_validate(data).scale

    assert scale(800, 1200) == 1
    assert scale(400, 1200) == 0.5
    assert scale(1200, 800) == pytest.approx(2 / 3)
    assert scale(850, 2000, hidden={"foot": 200}) == 1.0625
    assert scale(800, 1200, hidden={"left": 400}) == 0.5
    assert scale(800, 1200, scale=0.9) == 0.9


def test_more_mistakes_than_anyone_reads_are_counted() -> None:
    text = "layout: x\ntitle: T\n" + "".join(f"key{n}: 1\n" for n in range(500))
    document, _ = parse(text, Path("x.yaml"))
    assert document is not None
    _, problems = validate(Panel, document.data)
    found = diagnostics_of(problems, document)
    assert len(found) == MOST_TOLD + 1
    assert found[-1].message == f"{500 - MOST_TOLD} more mistakes stand in this file"


def test_mistakes_of_a_whole_folder_are_counted_too(small: Path) -> None:
    panel = small / "panels/01-the-house.yaml"
    keys = "".join(f"key{n}: 1\n" for n in range(360))
    panel.write_text(f"layout: text-led\ntitle: T\ntext: Words.\n{keys}", "utf-8")
    _, found = load_exhibition(small)
    assert len(found) == MOST_TOLD + 1
    assert found[-1].message == f"{360 - MOST_TOLD} more mistakes stand in this file"


def test_refused_values_are_not_mistaken_twice() -> None:
    text = "layout: &a x\ntitle: *a\nfigures: *a\nimages: [*a]\nmap: {area: *a, scale: *a}\n"
    document, _ = parse(text, Path("x.yaml"))
    assert document is not None
    assert validate(Panel, document.data) == (None, ())


KEYS = sorted({key for model, _ in MODELS.values() for key in model.model_fields} | {"fr", "x y"})
DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6)
    ),
    max_leaves=20,
)


@given(data=DATA, kind=st.sampled_from(sorted(MODELS)))
def test_no_data_raises(data: object, kind: str) -> None:
    made, problems = validate(MODELS[kind][0], data)  # type: ignore[index]  # one of its keys
    assert (made is None) == bool(problems)
    for problem in problems:
        assert problem.message
        assert "nput should" not in problem.message


def test_loaded_things_need_no_files() -> None:
    exhibition = Exhibition.model_validate({"title": "T", "format": "a3"})
    assert (exhibition.formats, exhibition.panels, exhibition.span("title")) == (("a3",), (), None)
    panel = Panel.model_validate({"layout": "x", "title": "T"}).placed(3, "y")
    assert (panel.label, panel.span("title"), panel.key_span("title")) == ("03-y", None, None)


def test_loaded_things_cross_between_processes(folder: Path) -> None:
    loaded = load_exhibition(folder)
    copied, _ = pickle.loads(pickle.dumps(loaded))
    assert copied == loaded[0]
    assert copied.panels[0].label == "01-base"


def test_reading_loads_no_painter() -> None:
    heavy = "reportlab weasyprint uharfbuzz shapely pyproj PIL pikepdf pypdfium2 typer rich numpy"
    script = (
        "import sys, cimaise.model.loading, cimaise.model.schema, cimaise.report.text\n"
        f"print(*set(sys.modules) & set({heavy.split()!r}))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "", "")
