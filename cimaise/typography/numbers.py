"""Numbers in running words: quantities in groups of three, ranges with a dash, codes as written.

Most numbers of a museum's credits count nothing: shelf marks, photographs, post codes,
telephones. What stands beside a number says what it is; where that is not certain it stays.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from cimaise.typography.drafts import Draft

_SPACES = " \u00a0\u2009\u202f"
_GAP = f"[{_SPACES}]"
_GROUPED = re.compile(rf"\d(?<![\d,.\-–/+#]\d)\d{{0,2}}(?:{_GAP}\d{{3}})+(?![\d\-–/]|[ \u00a0]\d)")
_LONG_NUMBER = re.compile(r"\d(?<![\w.,\-–/+#]\d)\d{4,14}(?![\w\-–/])(?![.:]\w)")
_RANGE = re.compile(
    r"\d(?<![\w\-–/.,°]\d)(?<![°º][ \u00a0]\d)(?P<low>\d{0,3})-(?P<high>\d{1,4})"
    r"(?![\w\-–/])(?![.,]\d)"
)
# More than this many digits in a row are a code: of a book, a firm, a telephone.
_MOST_DIGITS = 9
_POST_CODE = 5
_YEAR, _LAST_YEAR = 4, 2100
# So many capitals before a number are a code: F 7, RW 35. FFI 1944-1945 are none.
_INITIALS = 2

# Words that a code follows. Of those in the second list a year may follow as well.
_NUMBERING = frozenset((
    "accession", "box", "boîte", "bp", "call", "carte", "carton", "cat", "catalog", "catalogue",
    "cliché", "code", "convoi", "cote", "cotes", "cs", "déporté", "déportée", "dépôt", "détenu",
    "détenue", "ean", "extension", "fax", "id", "identifiant", "immatriculation", "immatriculé",
    "immatriculée", "inmate", "inv", "inventaire", "inventory", "isbn", "isil", "issn", "item",
    "liasse", "licence", "license", "lot", "matricule", "matricules", "mob", "mobile", "ms",
    "mss", "neg", "no", "nos", "number", "numbered", "numbers", "numéro", "numéros", "numéroté",
    "numérotée", "n°", "nº", "négatif", "négative", "phone", "pièce", "po", "postal",
    "postcode", "prisoner", "prisoners", "prisonnier", "prisonnière", "rcs", "ref", "reference",
    "reg", "registered", "registration", "registre", "rouleau", "réf", "référence", "serial",
    "service", "shelfmark", "siren", "siret", "série", "tel", "telephone", "tva", "tél",
    "téléphone", "zip", "écrou",
))  # fmt: skip
_KEPT_PAPERS = frozenset((
    "acte", "album", "archive", "archives", "article", "bin", "bulletin", "doc", "document",
    "dossier", "dr", "fichier", "file", "fol", "folio", "fonds", "image", "job", "order",
    "page", "photo", "photograph", "photographie", "photos", "plaque", "plate", "print", "roll",
    "train", "trains",
))  # fmt: skip
# Words that stand before a quantity, with a capital where they begin a sentence.
_BEFORE_QUANTITIES = frozenset((
    "about", "after", "almost", "among", "and", "another", "approximately", "are", "around",
    "as", "at", "au", "aux", "avant", "avec", "before", "below", "between", "but", "by", "ces",
    "chaque", "comme", "contre", "dans", "de", "depuis", "des", "du", "each", "elle", "elles",
    "en", "encore", "enfin", "entre", "environ", "et", "exactement", "exactly", "for", "from",
    "il", "ils", "in", "into", "jusqu", "la", "le", "les", "leur", "leurs", "like", "mais",
    "many", "more", "même", "nearly", "of", "on", "only", "or", "ou", "over", "par", "parmi",
    "pendant", "perhaps", "plus", "pour", "presque", "près", "puis", "quelque", "quelques",
    "roughly", "sans", "ses", "seulement", "seuls", "soit", "some", "sous", "sur", "than",
    "the", "their", "then", "these", "they", "this", "those", "to", "under", "up", "vers",
    "voici", "voilà", "was", "we", "were", "where", "while", "with", "within", "without", "à",
))  # fmt: skip
# Words that a range of pages, days or rooms follows.
_BEFORE_RANGES = frozenset((
    "aged", "ages", "années", "août", "april", "art", "articles", "august", "avril", "ch",
    "chap", "chapitre", "chapitres", "chapter", "chapters", "day", "days", "december",
    "décembre", "february", "fig", "figs", "figure", "figures", "fol", "folios", "février",
    "guerre", "january", "janvier", "jours", "juillet", "juin", "july", "june", "mai", "march",
    "mars", "may", "mois", "months", "nos", "note", "notes", "november", "novembre", "october",
    "octobre", "p", "page", "pages", "panel", "panels", "panneaux", "planches", "plates", "pp",
    "rooms", "salles", "september", "septembre", "t", "tomes", "vol", "volumes", "war", "weeks",
    "years", "âge", "âgées", "âgés",
))  # fmt: skip
_UNIT = re.compile(
    rf"{_GAP}?[€$£%‰]"
    rf"|{_GAP}(?:km/h|km|cm|mm|ha|kg|kW|mph|miles?|feet|ft|lbs?|tonnes?|tons?|litres?|ans|years?"
    r"|mois|months?|jours?|days?|heures?|hours?|francs?|euros?|dollars?|pounds?|livres|marks?"
    r"|reichsmarks?|hommes|femmes|men|women|people|personnes|habitants|inhabitants|millions?"
    r"|milliards?|billions?)(?!\w)",
    re.IGNORECASE,
)
_LOWER_CASE_WORD = re.compile(rf"{_GAP}(?:d['’])?[a-zà-öø-ÿœ]")
_CAPITAL = re.compile(rf"{_GAP}(?:d['’])?[A-ZÀ-ÖØ-ÞŒ]")
_STREET = re.compile(
    r"(?<!\w)(?:rue|avenue|av|place|pl|boulevard|bd|quai|chemin|allées?|route|impasse|cours|square"
    r"|faubourg|passage|cedex|street|st|road|rd|lane|drive|straße|platz|bp|cs|box|adresse|address)"
    r"(?!\w)",
    re.IGNORECASE,
)
_PLACED = frozenset(["à", "en", "in", "at", "near", "to", "from"])
_WORD_BEFORE = re.compile(rf"(?P<word>[^\W_]+[°º]?)(?P<apart>[.:]?{_GAP}*:?){_GAP}*$")
_NUMBER_BEFORE = re.compile(rf"(?<!\d)\d+(?:,|,?{_GAP}(?:et|ou|à|and|or|to|&)){_GAP}$")
_DECIMALS = re.compile(r",\d+")
_LOOK_AROUND = 60


class _Before(NamedTuple):
    """The word before a number, and whether a full stop or a colon stands between them."""

    word: str
    apart: bool

    @property
    def numbers(self) -> bool:
        """Whether a number after it is its code: matricule, inv., BP, F 7, RW."""
        word = self.word.lower()
        if word in _NUMBERING or word in _KEPT_PAPERS or word[-1:] in ("°", "º"):
            return True
        abbreviated = self.apart and len(word) <= 3 and self.word.islower()
        return abbreviated or (self.is_capitals and word not in _BEFORE_QUANTITIES)

    @property
    def is_capitals(self) -> bool:
        """Whether it is letters of a code: F, RW, IWM."""
        return self.word.isupper() and self.word.isalpha() and self.word != "À"

    @property
    def is_name(self) -> bool:
        """Whether it is a name that stands directly before: New York, Turbigo."""
        named = self.word[:1].isupper() and self.word.lower() not in _BEFORE_QUANTITIES
        return named and not self.apart

    @property
    def is_number(self) -> bool:
        """Whether it ends in a digit: F 7 14880, 01234 567890."""
        return self.word[-1:].isdigit() and not self.apart


def _before(text: str, start: int) -> _Before:
    found = _WORD_BEFORE.search(text, max(0, start - _LOOK_AROUND), start)
    if found is None:
        return _Before("", True)
    return _Before(found["word"], bool(found["apart"].strip()))


def group_digits(draft: Draft, separator: str) -> None:
    """Groups of three in quantities of five digits or more. Years have four and are left alone."""
    text = draft.text

    def regrouped(match: re.Match[str]) -> str:
        before, rest = _before(text, match.start()), text[match.end() :][:_LOOK_AROUND]
        counted = _UNIT.match(rest)
        if match.group()[0] == "0" or before.is_number or (before.numbers and not counted):
            return match.group()
        if before.is_name and not (counted or _LOWER_CASE_WORD.match(rest)):
            return match.group()
        return re.sub(r"\D", separator, match.group())

    draft.edit("digit-groups", _GROUPED, regrouped)
    text = draft.text
    codes: set[int] = set()

    def grouped(match: re.Match[str]) -> str:
        if _is_quantity(text, match, codes):
            return re.sub(r"(?<=\d)(?=(?:\d{3})+$)", separator, match.group())
        codes.add(match.start())
        return match.group()

    draft.edit("digit-groups", _LONG_NUMBER, grouped)


def _is_quantity(text: str, match: re.Match[str], codes: set[int]) -> bool:
    """Whether a long number counts something. `codes` are where numbers before it did not."""
    number, start = match.group(), match.start()
    before = _before(text, start)
    rest = _DECIMALS.sub("", text[match.end() :][:_LOOK_AROUND], count=1)
    counted = bool(_UNIT.match(rest)) or text[start - 1 : start] in ("€", "$", "£")
    if number[0] == "0" or before.is_number or rest[1:2].isdigit():
        return False
    if counted:
        return True
    joined = _NUMBER_BEFORE.search(text, max(0, start - _LOOK_AROUND), start)
    if joined and joined.start() in codes:
        return False
    if before.numbers or before.is_name or len(number) > _MOST_DIGITS:
        return False
    if _LOWER_CASE_WORD.match(rest):
        return True
    if _CAPITAL.match(rest):
        return bool(joined) or _counts_names(text, start, number, before)
    if number == text.strip():
        # A number that is the whole text is a key figure.
        return True
    return bool(before.word) and not before.apart


def _counts_names(text: str, start: int, number: str, before: _Before) -> bool:
    """Whether a number before a name counts it: contre 12000 Allemands, but not 59000 Lille."""
    if len(number) != _POST_CODE:
        return True
    if not before.word or before.apart or before.word.lower() in _PLACED:
        return False
    return not _STREET.search(text, max(0, start - _LOOK_AROUND), start)


def ranges(draft: Draft) -> None:
    """An en dash between two years, pages or quantities; never in codes or ISO dates."""
    if "-" not in draft.text:
        return
    text = draft.text

    def dashed(match: re.Match[str]) -> str:
        low, high = match.group().split("-")
        return f"{low}–{high}" if _is_range(text, match, low, high) else match.group()

    draft.edit("range", _RANGE, dashed)


def _is_range(text: str, match: re.Match[str], low: str, high: str) -> bool:
    """Whether two numbers are a range: two years, or what the words beside them count."""
    before = _before(text, match.start())
    word = before.word.lower()
    named = word in _BEFORE_RANGES
    if low[0] == "0" or high[0] == "0" or before.is_number:
        return False
    if (word in _NUMBERING and not named) or (before.is_capitals and len(word) <= _INITIALS):
        return False
    if len(low) == _YEAR and 1000 <= int(low) <= _LAST_YEAR:
        if len(high) == _YEAR:
            return int(low) < int(high) <= _LAST_YEAR
        return len(high) == 2 and int(high) > int(low) % 100  # 1914-18, but not 1944-12
    if int(high) <= int(low) or len(high) - len(low) > 1:
        return False
    rest = text[match.end() :][:_LOOK_AROUND]
    if named or _UNIT.match(rest):
        return True
    if before.is_name or (before.numbers and not before.apart):
        return False
    round_numbers = low[-1] == high[-1] == "0" and _LOWER_CASE_WORD.match(rest)
    return int(high) < 100 or bool(round_numbers)
