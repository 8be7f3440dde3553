"""What languages are called: by themselves, in French and in English."""

from __future__ import annotations

from collections.abc import Mapping

_NAMES: Mapping[str, tuple[str, str, str]] = {
    "bg": ("Български", "bulgare", "Bulgarian"),
    "br": ("Brezhoneg", "breton", "Breton"),
    "ca": ("Català", "catalan", "Catalan"),
    "co": ("Corsu", "corse", "Corsican"),
    "cs": ("Čeština", "tchèque", "Czech"),
    "cy": ("Cymraeg", "gallois", "Welsh"),
    "da": ("Dansk", "danois", "Danish"),
    "de": ("Deutsch", "allemand", "German"),
    "el": ("Ελληνικά", "grec", "Greek"),
    "en": ("English", "anglais", "English"),
    "es": ("Español", "espagnol", "Spanish"),
    "et": ("Eesti", "estonien", "Estonian"),
    "eu": ("Euskara", "basque", "Basque"),
    "fi": ("Suomi", "finnois", "Finnish"),
    "fr": ("Français", "français", "French"),
    "ga": ("Gaeilge", "irlandais", "Irish"),
    "gl": ("Galego", "galicien", "Galician"),
    "gsw": ("Alemannisch", "alémanique", "Alemannic"),
    "hr": ("Hrvatski", "croate", "Croatian"),
    "hu": ("Magyar", "hongrois", "Hungarian"),
    "is": ("Íslenska", "islandais", "Icelandic"),
    "it": ("Italiano", "italien", "Italian"),
    "lb": ("Lëtzebuergesch", "luxembourgeois", "Luxembourgish"),
    "lt": ("Lietuvių", "lituanien", "Lithuanian"),
    "lv": ("Latviešu", "letton", "Latvian"),
    "mt": ("Malti", "maltais", "Maltese"),
    "nb": ("Norsk bokmål", "norvégien bokmål", "Norwegian Bokmål"),
    "nl": ("Nederlands", "néerlandais", "Dutch"),
    "nn": ("Norsk nynorsk", "norvégien nynorsk", "Norwegian Nynorsk"),
    "no": ("Norsk", "norvégien", "Norwegian"),
    "oc": ("Occitan", "occitan", "Occitan"),
    "pl": ("Polski", "polonais", "Polish"),
    "pt": ("Português", "portugais", "Portuguese"),
    "ro": ("Română", "roumain", "Romanian"),
    "ru": ("Русский", "russe", "Russian"),
    "sk": ("Slovenčina", "slovaque", "Slovak"),
    "sl": ("Slovenščina", "slovène", "Slovenian"),
    "sq": ("Shqip", "albanais", "Albanian"),
    "sr": ("Српски", "serbe", "Serbian"),
    "sv": ("Svenska", "suédois", "Swedish"),
    "tr": ("Türkçe", "turc", "Turkish"),
    "uk": ("Українська", "ukrainien", "Ukrainian"),
}
OWN_NAMES: Mapping[str, str] = {code: own for code, (own, _, _) in _NAMES.items()}
FRENCH_NAMES: Mapping[str, str] = {code: french for code, (_, french, _) in _NAMES.items()}
ENGLISH_NAMES: Mapping[str, str] = {code: english for code, (_, _, english) in _NAMES.items()}


def named(tag: str, names: Mapping[str, str]) -> str:
    """What a language is called, its region or script behind it; the tag where it is not known."""
    code, _, rest = tag.partition("-")
    name = names.get(code.lower())
    if name is None:
        return tag
    return f"{name} ({rest})" if rest else name
