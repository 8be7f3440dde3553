"""Every YAML example of the manual is loaded and laid out; every kind of block has one."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import pytest
from examples import NOT_OURS, exhibition_of, kind_of, plain
from pages import Fence, all_fences

from cimaise.layout.blocks.registry import BLOCKS
from cimaise.layout.editions import Edition
from cimaise.layout.marks import Group
from cimaise.layout.panels import LaidPanel, lay_out
from cimaise.model.layout import BlockName
from cimaise.model.loading import load_exhibition
from cimaise.model.references import SHOWN_BY
from cimaise.model.schema import MODELS, json_schema

EXAMPLES = all_fences("yaml")


@lru_cache(maxsize=len(EXAMPLES) + 1)
def laid_out(fence: Fence) -> tuple[tuple[LaidPanel, ...], tuple[str, ...]]:
    """The panels that an example makes, and everything that is said about them."""
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        data = plain(fence.text, folder)
        kind = kind_of(fence, data)
        if kind in NOT_OURS:
            return (), ()
        exhibition, found = load_exhibition(exhibition_of(kind, fence.text, data, folder))
        said = [f"{each.code}: {each.message}" for each in found]
        if exhibition is None or said:
            return (), tuple(said)
        laid = tuple(
            panel
            for language in exhibition.languages
            for panel in lay_out(
                Edition(exhibition, language, exhibition.format), exhibition.panels
            )
        )
        said += [f"{each.code}: {each.message}" for one in laid for each in one.diagnostics]
        return laid, tuple(said)


@pytest.mark.parametrize("fence", EXAMPLES, ids=lambda fence: fence.place)
def test_the_example_works(fence: Fence) -> None:
    _, said = laid_out(fence)
    assert not said, f"{fence.place}: {said}"


@pytest.mark.parametrize("fence", all_fences("json"), ids=lambda fence: fence.place)
def test_json_examples_are_json(fence: Fence) -> None:
    json.loads(fence.text)


def shown_blocks() -> set[str]:
    """The kinds of blocks that the examples put on a page."""
    shown: set[str] = set()
    for fence in EXAMPLES:
        for laid in laid_out(fence)[0]:
            # The layout is gone with its folder; what was laid out is named by its slot.
            shown |= {mark.name for mark in laid.page.marks if isinstance(mark, Group)}
    return shown


def test_every_block_is_in_the_schema_and_has_an_example_that_draws_it() -> None:
    assert set(BLOCKS) == set(get_args(BlockName)), "BlockName and BLOCKS name the same kinds"
    described = json_schema("panel")["properties"]
    for key, blocks in SHOWN_BY.items():
        assert described[key]["description"]
        assert set(blocks) <= set(BLOCKS), f"{key}: no such block shows it"
    drawn = shown_blocks()
    missing = set(BLOCKS) - drawn
    assert not missing, f"no example of the manual, in a slot of its own name, draws {missing}"


def test_every_kind_of_file_has_an_example() -> None:
    with TemporaryDirectory() as name:
        kinds = {kind_of(fence, plain(fence.text, Path(name).resolve())) for fence in EXAMPLES}
    assert set(MODELS) <= kinds
