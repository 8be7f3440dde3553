"""The JSON Schema agrees with the model: real files pass, mistakes do not, every key explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from cimaise.model.defaults import defaults_folder
from cimaise.model.exhibition import Exhibition
from cimaise.model.layout import Layout
from cimaise.model.record import Record
from cimaise.model.schema import MODELS, Kind, json_schema
from cimaise.source import read

ROOT = Path(__file__).parents[1]
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list, tuple),
    "string": (str,),
    "number": (int, float),
    "integer": (int,),
    "boolean": (bool,),
}


def faults(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> Iterator[str]:
    """What the keywords that our schemas use find wrong with a value."""
    if "$ref" in schema:
        yield from faults(value, root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    choices = [*schema.get("anyOf", []), *schema.get("oneOf", [])]
    if choices and all(list(faults(value, each, root)) for each in choices):
        yield f"{value!r} is none of {choices}"
    wanted = schema.get("type", [])
    kinds = [wanted] if isinstance(wanted, str) else wanted
    if kinds and not any(_is(value, kind) for kind in kinds):
        yield f"{value!r} is no {wanted}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{value!r} is not in {schema['enum']}"
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{value!r} is not {schema['pattern']}"
    if isinstance(value, int | float) and not isinstance(value, bool):
        if value < schema.get("minimum", value) or value > schema.get("maximum", value):
            yield f"{value} is out of bounds"
        if value <= schema.get("exclusiveMinimum", float("-inf")):
            yield f"{value} is too small"
    if isinstance(value, list | tuple):
        yield from _list_faults(value, schema, root)
    if isinstance(value, dict):
        yield from _mapping_faults(value, schema, root)


def _is(value: object, kind: str) -> bool:
    return isinstance(value, TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


def _list_faults(value: Any, schema: Mapping[str, Any], root: Mapping[str, Any]) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{len(value)} items"
    for at, each in enumerate(value):
        fixed = schema.get("prefixItems", [])
        yield from faults(each, fixed[at] if at < len(fixed) else schema.get("items", {}), root)


def _mapping_faults(
    value: dict[str, Any], schema: Mapping[str, Any], root: Mapping[str, Any]
) -> Iterator[str]:
    for key in schema.get("required", []):
        if key not in value:
            yield f"{key} is missing"
    if len(value) < schema.get("minProperties", 0):
        yield "nothing inside"
    for key, each in value.items():
        inner = schema.get("properties", {}).get(key)
        if inner is None:
            patterns = schema.get("patternProperties", {})
            inner = next((s for p, s in patterns.items() if re.search(p, key)), None)
        if inner is None:
            inner = schema.get("additionalProperties", True)
        if inner is False:
            yield f"{key} is unknown"
        elif inner is not True and each is not None:
            yield from faults(each, inner, root)


def real_files() -> Iterator[tuple[Kind, Path]]:
    layouts = defaults_folder() / "layouts"
    yield "formats", layouts / "formats.yaml"
    yield "printers", layouts / "printers.yaml"
    yield "exhibition", ROOT / "exhibition.yaml"
    yield "exhibition", Path(__file__).parent / "cases/reading/base/exhibition.yaml"
    for file in layouts.glob("*.yaml"):
        if file.stem not in ("formats", "printers"):
            yield "layout", file
    for file in (layouts / "themes").glob("*.yaml"):
        yield "theme", file
    for file in (ROOT / "panels").glob("*.yaml"):
        yield "panel", file


@pytest.mark.parametrize(("kind", "file"), sorted(real_files()), ids=lambda value: str(value)[-40:])
def test_real_files_pass(kind: Kind, file: Path) -> None:
    document, _ = read(file, file.parent)
    assert document is not None
    schema = json_schema(kind)
    assert list(faults(document.data, schema, schema)) == []


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("panel", {"layout": "x"}),
        ("panel", {"layout": "x", "title": "T", "titel": "T"}),
        ("panel", {"layout": "x", "title": {}}),
        ("panel", {"layout": "x", "title": {"french text": "T"}}),
        ("panel", {"layout": "x", "title": "T", "images": [{"file": "a", "focus": [1, 2]}]}),
        ("panel", {"layout": "x", "title": "T", "map": {"area": [1, 2, 3]}}),
        ("exhibition", {"title": "T", "booklet": {"format": "A5"}}),
        ("layout", {"grid": {"margins": {}}, "rows": [], "slots": {}}),
        ("formats", {"a": {"trim": [1], "distance_m": 1}}),
        ("printers", {"a": {"scale": 5}}),
        ("theme", {"inks": {"a": {"cmyk": [0, 0, 0, 101], "srgb": "#000000"}}}),
    ],
)
def test_mistakes_do_not_pass(kind: Kind, data: object) -> None:
    schema = json_schema(kind)
    assert list(faults(data, schema, schema))


def records(model: type[BaseModel] = Record) -> Iterator[type[BaseModel]]:
    for inner in model.__subclasses__():
        yield inner
        yield from records(inner)


@pytest.mark.parametrize(
    "model", sorted(records(), key=lambda m: m.__name__), ids=lambda m: m.__name__
)
def test_every_key_is_described(model: type[BaseModel]) -> None:
    assert model.__doc__
    for name, field in model.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name
        assert len(field.description) > 8, name


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_descriptions_reach_the_schema(kind: Kind) -> None:
    schema = json_schema(kind)
    assert schema["title"]
    listed = [schema, *schema.get("$defs", {}).values()]
    keys = [(name, each) for one in listed for name, each in one.get("properties", {}).items()]
    assert keys
    for name, each in keys:
        assert each.get("description"), name
        assert {"type": "null"} not in each.get("anyOf", []), name
        for example in each.get("examples", []):
            assert list(faults(example, each, schema)) == [], (name, example)


def test_names_are_those_of_yaml() -> None:
    assert "scale" in json_schema("formats")["$defs"]["Format"]["properties"]
    assert "scale_override" not in str(json_schema("formats"))
    assert set(json_schema("layout")["properties"]) == set(Layout.model_fields)
    assert set(json_schema("exhibition")["properties"]) == set(Exhibition.model_fields)
