"""The model as JSON Schema (draft 2020-12), from which editors complete and explain."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from cimaise.model.exhibition import Exhibition
from cimaise.model.format import Format
from cimaise.model.layout import Layout
from cimaise.model.panel import Panel
from cimaise.model.printer import Printer
from cimaise.model.theme import Theme

Kind = Literal["panel", "exhibition", "layout", "theme", "formats", "printers"]

Schema = dict[str, Any]

MODELS: dict[Kind, tuple[type[BaseModel], str]] = {
    "panel": (Panel, "A panel: panels/NN-name.yaml"),
    "exhibition": (Exhibition, "An exhibition: exhibition.yaml"),
    "layout": (Layout, "A layout: layouts/name.yaml"),
    "theme": (Theme, "A theme: layouts/themes/name.yaml"),
    "formats": (Format, "Formats by name: layouts/formats.yaml"),
    "printers": (Printer, "Printers by name: layouts/printers.yaml"),
}
"""What each kind of file holds; of the tables, what stands under each name."""

TABLES: tuple[Kind, ...] = ("formats", "printers")


def json_schema(kind: Kind) -> Schema:
    """The JSON Schema of a kind of file. Raises KeyError for a kind that is not in MODELS."""
    model, title = MODELS[kind]
    schema = _tidied(model.model_json_schema(by_alias=True))
    if kind in TABLES:
        definitions = schema.pop("$defs", {})
        definitions[model.__name__] = schema
        schema = {
            "type": "object",
            "description": f"{title}; the exhibition's own are added to the package's.",
            "additionalProperties": {"$ref": f"#/$defs/{model.__name__}"},
            "$defs": definitions,
        }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}


def _tidied(schema: Schema) -> Schema:
    """Without what only pydantic cares for: null for absent keys, titles made from key names."""
    tidy: Schema = {}
    for key, value in schema.items():
        if key == "properties":
            tidy[key] = {name: _property(inner) for name, inner in value.items()}
        elif key == "default" and value is None:
            continue
        elif isinstance(value, dict):
            tidy[key] = _tidied(value)
        elif isinstance(value, list):
            tidy[key] = [_tidied(each) if isinstance(each, dict) else each for each in value]
        else:
            tidy[key] = value
    choices = [each for each in tidy.get("anyOf", ()) if each != {"type": "null"}]
    if len(choices) == 1:
        del tidy["anyOf"]
        return {**choices[0], **tidy}
    if choices:
        tidy["anyOf"] = choices
    return tidy


def _property(schema: Schema) -> Schema:
    tidy = _tidied(schema)
    # A reference brings its own title; the made-up one would hide the key's name.
    tidy.pop("title", None)
    return tidy
