"""Messages that programs show, in many languages, as PyPI's packages hold them: texts without names."""

import gettext
import glob
import json
import re

import natural

LANGUAGES = ["de", "fr", "es", "it", "pt", "nl"]
OTHERS = ["pl", "cs", "fi", "tr", "da", "sv", "nb", "hu", "ro", "sk", "sl", "hr", "lt", "lv", "et", "ca", "gl", "eu", "id", "vi", "bg", "uk",
          "ru", "el", "af", "is", "cy", "en"]
SHORTEST = 12


def compiled(path):
    """The translations in a file of gettext's."""
    try:
        with open(path, "rb") as file:
            table = gettext.GNUTranslations(file)._catalog
    except (OSError, UnicodeDecodeError):
        return []
    return [value for key, value in table.items() if key and isinstance(value, str)]


def strings(value):
    """All texts in a value of JSON."""
    if isinstance(value, str):
        return [value]
    children = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [text for child in children for text in strings(child)]


def messages(packages, language):
    found = []
    for path in sorted(glob.glob(f"{packages}/jupyterlab_language_pack_{language}_*/locale/*/LC_MESSAGES/*.mo")):
        found += compiled(path)
    for path in sorted(glob.glob(f"{packages}/hass_frontend/static/translations/**/{language}*-*.json", recursive=True)):
        found += strings(json.load(open(path, encoding="utf8")))
    for package in ("oscar", "django", "rest_framework", "sphinx"):
        for path in sorted(glob.glob(f"{packages}/{package}/**/{language}*/LC_MESSAGES/*.mo", recursive=True)):
            found += compiled(path) if "gis" not in path else []
    plain = {re.sub(r"<[^>]+>|\s+", " ", text).strip() for text in found}
    return sorted(text for text in plain if len(text) >= SHORTEST and re.search(r"[^\W\d_]{3}", text))


def texts(given, chance, packages, count):
    """`count` texts of one message or of some, three of four in the six languages; each with its language."""
    found = []
    for language in LANGUAGES + OTHERS:
        some = [m for m in messages(packages, language) if natural.is_free(m, given)]
        if not some:
            continue
        share = .75 / len(LANGUAGES) if language in LANGUAGES else .25 / len(OTHERS)
        for _ in range(int(count * share)):
            one = chance.choice([1, 1, 1, 2, 2, 3])
            found.append((language, chance.choice([" ", "\n", " ", ". "]).join(chance.choice(some)[:400] for _ in range(one))))
    chance.shuffle(found)
    return found
