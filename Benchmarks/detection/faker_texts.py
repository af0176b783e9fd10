#!/usr/bin/env python3
"""Writes labelled texts whose values and words are PyPI's `Faker`'s, which nobody here wrote.

    faker_texts.py [--seed 7] [--count 40] > faker.jsonl

A line has `text` and `spans` (`start` and `end` in code points, `label`), as `score.py` reads it.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from random import Random

from faker import Faker

LOCALES = [
    "en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "pt_BR", "nl_NL", "pl_PL", "sv_SE", "da_DK", "fi_FI", "cs_CZ", "tr_TR", "ja_JP", "en_IN",
]  # fmt: skip

# What stands before and behind a value. Faker writes the words around.
PLACES = [
    ("{before} ", " {after}"), ("{before}: ", ""), ("", " {after}"), ('{{"user": "{name}", "value": "', '", "note": "{before}"}}'), ("<td>", "</td><td>{before}</td>"),
    ("{name},", ",{after}"), ("{before}\n", "\n{after}"), ("value=", "&page=2"), ("- ", "\n- {after}"), ("({before}, ", ")"),
]  # fmt: skip

PHONE_PLACES = [
    ("phone: ", ", {name}"), ("{before} Tel. ", " {after}"), ('{{"name": "{name}", "phone_number": "', '"}}'), ("mobile=", "&page=2"), ("Telefon: ", "\n{after}"),
]  # fmt: skip
SSN_PLACES = [("SSN ", " {after}"), ('{{"ssn": "', '"}}'), ("{before} social security number: ", "."), ("", " {after}")]


def labelled() -> dict[str, tuple[Callable[[Faker], str], list[tuple[str, str]], list[str]]]:
    """The provider of each entity, where it stands, and for which locales."""
    english = ["en_US"]
    return {
        "EMAIL_ADDRESS": (lambda f: f.email(), PLACES, LOCALES),
        "CREDIT_CARD": (lambda f: f.credit_card_number(f.random_element(("visa", "mastercard", "amex", "discover", "jcb", "diners"))), PLACES, LOCALES),
        "IBAN_CODE": (lambda f: f.iban(), PLACES, ["en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL", "sv_SE", "da_DK", "fi_FI"]),
        "IP_ADDRESS": (lambda f: f.ipv4_public() if f.boolean() else f.ipv6(), PLACES, english),
        "MAC_ADDRESS": (lambda f: f.mac_address(), PLACES, english),
        "US_SSN": (lambda f: f.ssn(), SSN_PLACES, english),
        "PHONE_NUMBER": (lambda f: f.phone_number(), PHONE_PLACES, LOCALES),
        "PASSWORD": (lambda f: f.password(length=f.random_int(8, 20)), [("password=", ""), ('{{"password": "', '"}}'), ("DB_PASSWORD: ", "\n{after}")], english),
    }  # fmt: skip


NEGATIVES: list[Callable[[Faker], str]] = [
    lambda f: f.text(), lambda f: f.paragraph(), lambda f: f"request {f.uuid4()} of {f.date_time():%Y-%m-%dT%H:%M:%S}", lambda f: f"commit {f.sha1()}", lambda f: f"md5 {f.md5()} {f.file_path()}",
    lambda f: f.user_agent(), lambda f: f.ean13() + " " + f.word(), lambda f: f"ISBN {f.isbn13()}", lambda f: f"{f.catch_phrase()} since {f.date()}", lambda f: f.street_address() + ", " + f.city(),
    lambda f: json.dumps({"company": f.company(), "price": f.pricetag(), "at": f.unix_time(), "locale": f.locale(), "lat": str(f.latitude()), "lon": str(f.longitude())}),
    lambda f: f"{f.mime_type()} {f.file_name()} {f.random_int(1, 10**9)} bytes", lambda f: f"{f.http_method()} {f.uri_path()} {f.random_int(200, 599)} {f.pyfloat(min_value=0, max_value=1000)}", lambda f: f"{f.job()} {f.color_name()} {f.hex_color()} {f.bs()}",
    lambda f: f.profile(fields=["job", "company", "blood_group", "sex"]).__repr__(), lambda f: f.csv(data_columns=("{{word}}", "{{random_int}}", "{{date}}"), num_rows=4), lambda f: f"{f.currency_code()} {f.random_number(digits=9)}.{f.random_int(10, 99)}",
]  # fmt: skip


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--count", type=int, default=40, help="of each entity and locale")
    options = arguments.parse_args()
    Faker.seed(options.seed)
    source = Random(options.seed)
    fakers = {locale: Faker(locale) for locale in LOCALES}
    for name, (value, places, locales) in labelled().items():
        for index in range(options.count * len(locales)):
            faker = fakers[locales[index % len(locales)]]
            words = {"before": faker.sentence(4)[:-1], "after": faker.sentence(4), "name": faker.last_name().replace('"', "")}
            head, tail = (part.format(**words) for part in source.choice(places))
            text = value(faker)
            if "{" in head + tail:
                text = json.dumps(text, ensure_ascii=False)[1:-1]
            span = {"start": len(head), "end": len(head) + len(text), "label": name, "sub": locales[index % len(locales)]}
            print(json.dumps({"text": head + text + tail, "spans": [span]}, ensure_ascii=False))
    for index in range(10 * options.count):
        faker = fakers[LOCALES[index % len(LOCALES)]]
        print(json.dumps({"text": NEGATIVES[index % len(NEGATIVES)](faker), "spans": []}, ensure_ascii=False))


if __name__ == "__main__":
    main()
