#!/usr/bin/env python3
"""Writes what the manual takes from the program itself, so that the two cannot differ.

docs/reference.md: every key of every file, from the JSON Schemas. docs/command-line.md: the tables
of options between the two comments that say so. Usage: .venv/bin/python tools/write_reference.py
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import EnumType
from pathlib import Path
from typing import Any, get_args

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from cimaise.model.schema import MODELS, TABLES, json_schema  # noqa: E402  # needs the path above

REFERENCE = ROOT / "docs" / "reference.md"
COMMAND_LINE = ROOT / "docs" / "command-line.md"
BEGIN = "<!-- written by tools/write_reference.py: do not edit from here -->"
END = "<!-- to here -->"
HEAD = """\
# Every key of every file

Written by `tools/write_reference.py` from the JSON Schemas that `make_panels.py schema KIND`
prints. **Bold** keys must be there. *Text* is one string, or one per language: `{fr: …, en: …}`.
*Length* is `12` or `12 mm`, `1.2 cm`, `34 pt` (at 80×120, scaled with the format), or `5%` of the
page. *Ink* is an ink of the theme, with a tint if wanted: `garance`, `bleu-nuit 45%`.
"""
# Defaults that depend on the machine, in words.
MACHINE_DEFAULTS = {"--jobs": "the number of processors"}


@dataclass(frozen=True)
class Option:
    """An option or argument of a command, as the manual shows it."""

    name: str
    value: str
    default: str
    about: str


@dataclass(frozen=True)
class Command:
    """A command of the tool."""

    name: str
    about: str
    arguments: tuple[Option, ...]
    options: tuple[Option, ...]


def commands() -> tuple[Command, ...]:
    """The tool's commands, in the order of `--help`."""
    import typer

    from cimaise.cli import app

    group: Any = typer.main.get_command(app)
    return tuple(
        Command(
            name,
            " ".join((command.help or "").split()),
            _parameters(command, "argument"),
            _parameters(command, "option"),
        )
        for name, command in group.commands.items()
    )


def _parameters(command: Any, kind: str) -> tuple[Option, ...]:
    return tuple(_parameter(each) for each in command.params if each.param_type_name == kind)


def _parameter(parameter: Any) -> Option:
    annotation = parameter.type_descriptor.annotation
    several = getattr(annotation, "__origin__", None) is list
    kind: Any = get_args(annotation)[0] if several else annotation
    if kind is bool:
        value = ""
    elif isinstance(kind, EnumType):
        value = "|".join(str(each.value) for each in kind)
    else:
        value = {int: "N", float: "N", Path: "PATH"}.get(kind, "NAME")
    is_argument = parameter.param_type_name == "argument"
    if is_argument:
        name = parameter.metavar or parameter.name.upper()
    else:
        name = "/".join((parameter.opts[0], *parameter.secondary_opts[:1]))
    default = parameter.default
    if default is True:
        default = parameter.opts[0]
    written = MACHINE_DEFAULTS.get(name, "")
    if not written and not (default is None or default is False or several):
        written = f"`{getattr(default, 'value', default)}`"
    about = parameter.help or ""
    if several and not is_argument:
        about += " May be repeated."
    return Option(name, value, written, about)


def command_tables() -> str:
    """A section for each command: what it does, its arguments and options."""
    lines: list[str] = []
    for command in commands():
        shown = " ".join(["make_panels.py", command.name, *(a.name for a in command.arguments)])
        lines += [f"### {command.name}", "", f"`{shown} [OPTIONS]`", "", command.about, ""]
        lines += ["| argument or option | default | meaning |", "|---|---|---|"]
        for each in (*command.arguments, *command.options):
            value = f" {each.value}" if each.value and each in command.options else ""
            named = f"{each.name}{value}".replace("|", "\\|")
            about = each.about
            if each in command.arguments and "|" in each.value:
                about += " One of " + ", ".join(f"`{one}`" for one in each.value.split("|")) + "."
            lines.append(f"| `{named}` | {each.default} | {about} |")
        lines.append("")
    return "\n".join(lines)


def reference() -> str:
    """The page of keys."""
    parts = [HEAD]
    told: set[str] = set()
    for kind, (model, title) in MODELS.items():
        schema = json_schema(kind)
        definitions = schema.get("$defs", {})
        lines = [f"\n## {title}\n"]
        top = definitions[model.__name__] if kind in TABLES else schema
        if kind in TABLES:
            lines.append("Under each name:\n")
            told.add(model.__name__)
        lines += [*_table(top), ""]
        for name in _used(top, definitions):
            if name not in told:
                told.add(name)
                record = definitions[name]
                lines += [f"### {name}\n", f"{record['description']}\n", *_table(record), ""]
        parts.append("\n".join(lines))
    return "".join(parts)


def _used(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> Iterator[str]:
    """The names of the records inside a record, each after what it stands in."""
    for part in schema["properties"].values():
        for name in _references(part):
            yield name
            yield from _used(definitions[name], definitions)


def _references(schema: object) -> Iterator[str]:
    if isinstance(schema, Mapping):
        if "$ref" in schema:
            yield schema["$ref"].rpartition("/")[2]
        for inner in schema.values():
            yield from _references(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from _references(inner)


def _table(schema: Mapping[str, Any]) -> Iterator[str]:
    yield "| key | value | default | meaning |"
    yield "|---|---|---|---|"
    required = schema.get("required", ())
    for key, part in schema["properties"].items():
        named = f"**`{key}`**" if key in required else f"`{key}`"
        about = _escaped(str(part.get("description", "")))
        if part.get("examples"):
            about += f" Example: `{_written(part['examples'][0])}`."
        default = part.get("default")
        shown = "" if default in (None, [], {}) else f"`{_written(default)}`"
        yield f"| {named} | {_kind(part)} | {shown} | {about} |".replace("  ", " ")


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is; what stands between backticks is shown so already."""
    parts = text.split("`")
    parts[::2] = [re.sub(r"[\[*<]", r"\\\g<0>", part) for part in parts[::2]]
    return "`".join(parts)


def _kind(schema: Mapping[str, Any]) -> str:
    """What a value is, in a designer's words."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "enum" in schema:
        return ", ".join(f"`{each}`" for each in schema["enum"])
    choices = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
    if choices:
        if any("patternProperties" in each for each in choices):
            return "text"
        if any("mm|cm" in str(each.get("pattern", "")) for each in choices):
            return "length"
        return " or ".join(dict.fromkeys(_kind(each) for each in choices))
    kind = schema.get("type")
    if kind == "array":
        if "prefixItems" in schema:
            return f"list of {len(schema['prefixItems'])} {_kind(schema['prefixItems'][0])}s"
        inner = _kind(schema.get("items", {}))
        if schema.get("minItems") == schema.get("maxItems") and "minItems" in schema:
            return f"list of {schema['minItems']} {inner}s"
        return f"list of {inner}"
    if kind == "object":
        return f"by name: {_kind(schema['additionalProperties'])}"
    if kind == "integer":
        return "whole number"
    if kind == "boolean":
        return "`true` or `false`"
    if "%" in str(schema.get("pattern", "")):
        return "ink"
    return "number" if kind == "number" else "string"


def _written(value: object) -> str:
    """A value as YAML would write it on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_written, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if text.startswith(("#", "{")) else text


def with_tables(page: str) -> str:
    """The page of the command line with its tables written anew."""
    before, _, rest = page.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{COMMAND_LINE.name} lacks the comments that hold its tables")
    return f"{before}{BEGIN}\n\n{command_tables()}\n{END}{after}"


def main() -> None:
    """Write both pages."""
    REFERENCE.write_text(reference(), "utf-8")
    page = COMMAND_LINE.read_text("utf-8")
    COMMAND_LINE.write_text(with_tables(page), "utf-8")


if __name__ == "__main__":
    main()
