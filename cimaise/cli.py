"""The command line: options in, exit code out. Nothing here knows how a panel is made.

Exit codes: 0 fine, 1 problems found, 2 wrong command line or unreadable input, 3 our bug.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated

# Looking for plugins of pydantic, of which we want none, takes longer than parsing options.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

import typer  # after the line above, which it obeys

from cimaise import __version__
from cimaise.build.choices import Listed, Part, PdfxFlavour, PrintRules, Report, Schema, Scheme
from cimaise.report.bugs import guarded
from cimaise.report.streams import show_what_they_can

# Of what a command makes, one in five hundred is garbage before it ends: looking for it costs a
# tenth, and writes into memory that forked processes share. What is left goes with the process.
gc.set_threshold(400_000, 50, 50)
atexit.register(gc.freeze)

# What libraries tell programmers, of odd EXIF data for instance, is no news for who makes panels.
if not sys.warnoptions:
    warnings.simplefilter("ignore")

# Everything else is imported inside the commands: `--help` must not load a PDF library.

app = typer.Typer(
    name="make-panels",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Exhibition panels and a booklet from YAML: laid out, checked in numbers, print-ready.",
)

Exhibition = Annotated[
    Path,
    typer.Argument(metavar="[EXHIBITION]", help="The exhibition's folder.", show_default=False),
]


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"cimaise {__version__}")
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Options that stand before the command."""


@app.command()
def build(
    exhibition: Exhibition = Path(),
    only: Annotated[list[Part] | None, typer.Option(help="Make this part alone.")] = None,
    panel: Annotated[
        list[str] | None, typer.Option(help="Make this panel alone: 03, or 03-sabotages.")
    ] = None,
    format: Annotated[list[str] | None, typer.Option(help="Make this format alone.")] = None,
    lang: Annotated[list[str] | None, typer.Option(help="Make this language alone.")] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where to write; dist/ in the exhibition by default.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, help="How many processes to use.")] = (
        os.cpu_count() or 1
    ),
    allow_overset: Annotated[
        bool,
        typer.Option("--allow-overset", help="Write panels whose text does not fit, as proofs."),
    ] = False,
    report: Annotated[Report, typer.Option(help="How findings are printed.")] = Report.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
) -> None:
    """Make panels, previews, booklets, kit and site, in every language and format asked for."""
    from cimaise.build import build_command

    raise typer.Exit(
        build_command.build(
            exhibition,
            only=tuple(part.value for part in only or ()),
            panels=tuple(panel or ()),
            formats=tuple(format or ()),
            languages=tuple(lang or ()),
            out=out,
            jobs=jobs,
            allow_overset=allow_overset,
            report=report.value,
            strict=strict,
        )
    )


@app.command()
def check(
    exhibition: Exhibition = Path(),
    panel: Annotated[list[str] | None, typer.Option(help="Check this panel alone.")] = None,
    format: Annotated[list[str] | None, typer.Option(help="Check this format alone.")] = None,
    lang: Annotated[list[str] | None, typer.Option(help="Check this language alone.")] = None,
    only: Annotated[
        list[str] | None,
        typer.Option(help="Tell of this code alone, and of panels that cannot be read."),
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option(help="Do not tell of this code.")] = None,
    images: Annotated[
        bool, typer.Option("--images", help="List all pictures with their resolution.")
    ] = False,
    fix: Annotated[
        bool, typer.Option("--fix", help="Correct typography in the YAML files first.")
    ] = False,
    report: Annotated[Report, typer.Option(help="How findings are printed.")] = Report.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
) -> None:
    """Say what is wrong, in numbers, without writing a PDF."""
    from cimaise.build import commands

    raise typer.Exit(
        commands.check(
            exhibition,
            panels=tuple(panel or ()),
            formats=tuple(format or ()),
            languages=tuple(lang or ()),
            only=tuple(only or ()),
            ignore=tuple(ignore or ()),
            images=images,
            fix=fix,
            report=report.value,
            strict=strict,
        )
    )


@app.command()
def fit(
    exhibition: Exhibition = Path(),
    panel: Annotated[list[str] | None, typer.Option(help="Show this panel alone.")] = None,
    format: Annotated[list[str] | None, typer.Option(help="Show this format alone.")] = None,
    lang: Annotated[list[str] | None, typer.Option(help="Show this language alone.")] = None,
    budget: Annotated[
        bool, typer.Option("--budget", help="Show what slots hold before texts are written.")
    ] = False,
    layout: Annotated[
        list[str] | None, typer.Option(help="With --budget: of this layout alone.")
    ] = None,
) -> None:
    """Show how full every text slot is: words, capacity, size, room left or words to cut."""
    from cimaise.build import commands

    measured = commands.budget if budget else commands.fit
    raise typer.Exit(
        measured(
            exhibition,
            panels=tuple(panel or ()),
            layouts=tuple(layout or ()),
            formats=tuple(format or ()),
            languages=tuple(lang or ()),
        )
    )


@app.command()
def explain(
    code: Annotated[
        str | None, typer.Argument(help="A code, such as text-overset; left out, all are listed.")
    ] = None,
) -> None:
    """Say what a code means, why it is bad, how to fix it, and who says so."""
    from cimaise.build import commands

    raise typer.Exit(commands.explain(code))


@app.command()
def preflight(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…", help="Finished PDFs, whoever made them.", show_default=False
        ),
    ],
    profile: Annotated[
        PrintRules, typer.Option(help="Whose rules to judge by.")
    ] = PrintRules.LARGE_FORMAT,
    distance: Annotated[
        float | None,
        typer.Option(
            help="From how far the print is read, in metres (large format); as our format of its "
            "size is, or 1 m, where left out."
        ),
    ] = None,
    scale: Annotated[float, typer.Option(help="10 for a file at a tenth of its size.")] = 1.0,
    flavour: Annotated[
        PdfxFlavour, typer.Option(help="The PDF/X standard to hold it to.")
    ] = PdfxFlavour.X_4,
    max_ink: Annotated[
        float | None, typer.Option(help="The printer's own ink limit, C+M+Y+K in %.")
    ] = None,
    separations: Annotated[
        bool,
        typer.Option(
            "--separations/--no-separations",
            help="Render the plates where ink is limited (by Ghostscript), or estimate them.",
        ),
    ] = True,
    report: Annotated[Report, typer.Option(help="How findings are printed.")] = Report.TEXT,
    strict: Annotated[bool, typer.Option("--strict", help="Warnings count as errors.")] = False,
) -> None:
    """Judge finished PDFs by the rules of print: boxes, colour, fonts, sharpness, ink, PDF/X."""
    from cimaise.build.preflighting import Asked, preflight_files

    asked = Asked(profile.value, distance, scale, flavour.value, separations, max_ink)
    raise typer.Exit(preflight_files(files, asked, report.value, strict))


@app.command()
def impose(
    file: Annotated[Path, typer.Argument(help="Any PDF.")],
    scheme: Annotated[
        Scheme, typer.Option(help="Stitched through the fold, on A4 for an office, or glued.")
    ] = Scheme.SADDLE,
    thickness_mm: Annotated[
        float, typer.Option(min=0, max=1, help="Thickness of a sheet, from which creep follows.")
    ] = 0.1,
    out: Annotated[
        Path | None, typer.Option(help="The PDF to write; beside FILE by default.")
    ] = None,
) -> None:
    """Lay the pages of a PDF out on sheets, ready to print on both sides, fold and bind."""
    from cimaise.build import commands

    raise typer.Exit(commands.impose(file, scheme.value, thickness_mm, out))


@app.command()
def new(folder: Annotated[Path, typer.Argument(help="The folder to make.")]) -> None:
    """Make a small exhibition that builds at once, with comments that teach."""
    from cimaise.build import commands

    raise typer.Exit(commands.new(folder))


@app.command(name="list")
def list_(
    what: Annotated[Listed, typer.Argument(help="What to list.")],
    exhibition: Exhibition = Path(),
) -> None:
    """List the formats, layouts, themes, printers or fonts that there are."""
    from cimaise.build import commands

    raise typer.Exit(commands.list_(what.value, exhibition))


@app.command()
def schema(
    kind: Annotated[Schema, typer.Argument(help="Which kind of file.")] = Schema.PANEL,
) -> None:
    """Print the JSON Schema of a kind of file, for editors to complete from."""
    from cimaise.build import commands

    raise typer.Exit(commands.schema(kind.value))


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; always ends in SystemExit."""
    show_what_they_can()
    given = sys.argv[1:] if arguments is None else arguments
    sys.exit(guarded(lambda: _run(given), whole_process=arguments is None))


def _run(arguments: Sequence[str]) -> None:
    """Run a command, unless a name in it, or of the folder we are in, is one no report can hold."""
    here: tuple[str, ...] = ()
    with suppress(FileNotFoundError):  # a folder that is gone is told of by the command
        here = (str(Path.cwd()),)
    for name in (*arguments, *here):
        shown = name.encode("utf-8", "backslashreplace").decode()
        if shown != name:
            typer.echo(f"error: “{shown}” is no UTF-8 text\nhint: rename it", err=True)
            raise SystemExit(2)
    app(args=arguments, standalone_mode=True)


if __name__ == "__main__":
    main()
