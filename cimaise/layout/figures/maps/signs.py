"""Which symbol stands for each place, and the rows of the legend that explain them."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from cimaise.geometry import Point
from cimaise.layout.figures.contrast import contrast
from cimaise.layout.figures.maps.dated import (
    DateClass,
    class_name,
    classes_of,
    day_of,
    usual_year,
)
from cimaise.layout.figures.maps.kinds import Row, canonical, ink_of, role_of, said_of
from cimaise.layout.figures.maps.legend import Entry
from cimaise.layout.figures.maps.subject import DatedPlace, Subject
from cimaise.layout.figures.maps.symbols import Symbol
from cimaise.layout.marks import Mark
from cimaise.layout.setting import Setting, line_of
from cimaise.model.inkuse import InkUse
from cimaise.resources import map_data
from cimaise.typography.alike import found_under

# Shapes that can carry a number inside; other places have it after their name.
CARRIERS = ("dot", "ring", "target", "square", "frame")
# Radius of a symbol with a number, in type sizes.
CARRIER_EM = 0.62
# With more dated places than this, each class of dates has its own row in the legend; fewer are
# told by the dates beside them, and the legend shows the scale in one row.
MOST_ON_ONE_SCALE = 9


class Signs(Struct, frozen=True):
    """What decides a place's symbol besides its kind: classes of dates, numbers, the setting."""

    setting: Setting
    classes: tuple[DateClass, ...]
    usual_year: int | None
    numbers: Mapping[str, int]

    def symbol(self, dated: DatedPlace) -> Symbol:
        """The symbol of a place: tinted by its date where its kind is, larger with a number."""
        symbol = plain_symbol(dated.row, self.setting)
        rank = self._rank(dated)
        if rank is not None:
            symbol = self.tinted(symbol, rank)
        if self.number(dated) is not None and symbol.shape in CARRIERS:
            radius = role_of(self.setting, "map-town").style.size_mm * CARRIER_EM
            return Symbol(
                "dot", radius, symbol.ink, symbol.paper, symbol.outline, symbol.outline_pt
            )
        return symbol

    def tinted(self, symbol: Symbol, rank: int) -> Symbol:
        """The symbol in the tint of its class: the later, the deeper."""
        look = map_data.style()["date_tints"]
        share = rank / max(1, len(self.classes) - 1)
        percent = look["from"] + (look["to"] - look["from"]) * share
        # On a middle tint neither a black number nor one left out to the paper can be read.
        low, high = look["avoid"]
        if low < percent < high:
            percent = low if percent - low < high - percent else high
        return Symbol(
            symbol.shape,
            symbol.radius_mm,
            ink_of(self.setting, InkUse(look["ink"], percent)),
            symbol.paper,
            ink_of(self.setting, look["ink"]),
            look["outline_pt"] * self.setting.scale,
        )

    def number(self, dated: DatedPlace) -> int | None:
        """The number that ties a place to the chronology."""
        return found_under(dated.place.name, self.numbers)

    def number_mark(self, dated: DatedPlace, at: Point, symbol: Symbol) -> tuple[Mark, ...]:
        """The number inside the symbol, where it can carry one."""
        number = self.number(dated)
        if number is None or symbol.shape not in CARRIERS:
            return ()
        role = role_of(self.setting, "map-town")
        level = at.y + role.style.cap_mm / 2
        ink = max(role.ink, self.setting.paper, key=lambda ink: contrast(ink, symbol.ink))
        return (line_of(str(number), role, (at.x, level), "middle", ink),)

    def suffix(self, dated: DatedPlace, symbol: Symbol) -> str:
        """The number after the name, where the symbol cannot carry it."""
        number = self.number(dated)
        return "" if number is None or symbol.shape in CARRIERS else f" ({number})"

    def _rank(self, dated: DatedPlace) -> int | None:
        if dated.date is None or not dated.row.get("by_date"):
            return None
        day = day_of(dated.date)
        return next(
            (c.rank for c in self.classes if day is not None and c.first <= day <= c.last), None
        )


def signs_for(subject: Subject, setting: Setting, numbers: Mapping[str, int]) -> Signs:
    """The signs of a map: its dates divided into classes."""
    dates = [p.date for p in subject.places if p.date and p.row.get("by_date")]
    return Signs(
        setting,
        classes_of(dates, map_data.style()["date_tints"]["classes"]),
        usual_year([p.date for p in subject.places], subject.caption),
        numbers,
    )


def plain_symbol(row: Row, setting: Setting) -> Symbol:
    """The symbol of a kind."""
    return Symbol(
        row["shape"], row["radius_mm"] * setting.scale, ink_of(setting, row["ink"]), setting.paper
    )


def legend_rows(subject: Subject, signs: Signs) -> tuple[Entry, ...]:
    """One row for every kind in use: routes, zones, the designer's layers, places."""
    language = signs.setting.language
    rows: dict[str, Entry] = {}
    for route in subject.routes:
        if route.row.get("legend", True):
            entry = Entry(*said_of(route.row, language), route=route.row)
            rows.setdefault(f"route {canonical('routes', route.route.kind)}", entry)
    for zone in subject.zones:
        if zone.row.get("legend", True):
            entry = Entry(*said_of(zone.row, language), zone=zone.row)
            rows.setdefault(f"zone {canonical('zones', zone.zone.kind)}", entry)
    for own in subject.own_layers:
        if own.layer.label is not None:
            text = own.layer.label.get(language)
            rows[f"layer {text}"] = Entry(
                text,
                own.layer.label.language(language),
                (plain_symbol(own.row, signs.setting),) if own.group == "places" else (),
                route=own.row if own.group == "routes" else None,
                zone=own.row if own.group == "zones" else None,
                ink=own.layer.ink,
            )
    for dated in subject.places:
        key = f"place {dated.kind}"
        if key in rows or not dated.row.get("legend", True):
            continue
        if dated.row.get("by_date") and signs.classes:
            rows |= _scale_rows(key, dated, subject, signs)
        else:
            symbol = plain_symbol(dated.row, signs.setting)
            rows[key] = Entry(*said_of(dated.row, language), (symbol,))
    return tuple(rows.values())


def _scale_rows(key: str, dated: DatedPlace, subject: Subject, signs: Signs) -> dict[str, Entry]:
    """The scale of dates: in one row, or each class in its own."""
    language, usual, classes = signs.setting.language, signs.usual_year, signs.classes
    symbol = plain_symbol(dated.row, signs.setting)
    text, spoken = said_of(dated.row, language)
    tints = [signs.tinted(symbol, found.rank) for found in classes]
    if sum(bool(p.date and p.row.get("by_date")) for p in subject.places) <= MOST_ON_ONE_SCALE:
        days = [
            day
            for p in subject.places
            if p.date and p.row.get("by_date") and (day := day_of(p.date)) is not None
        ]
        whole = DateClass(min(days), max(days), 0)
        said = f"{text}, {class_name(whole, language, usual)}"
        return {key: Entry(said, spoken, tuple(tints))}
    rows = {key: Entry(text, spoken)}
    for found, tint in zip(classes, tints, strict=True):
        rows[f"{key} {found.rank}"] = Entry(class_name(found, language, usual), language, (tint,))
    return rows
