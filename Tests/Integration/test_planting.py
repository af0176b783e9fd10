"""The search must find what is there: a blind one would pass every other test."""

import base64
import gzip
import json
import urllib.parse

import pytest

from entities import GENERATORS, luhn_digit
from planting import MANY, Planter


@pytest.fixture(scope="module", params=["few", "many"])
def planter(request):
    """Few values are looked for one by one, many by their beginnings first."""
    made = Planter("test_planting")
    for place in ("first", "second", "third"):
        made.sentence(place, GENERATORS)
    for number in range(MANY if request.param == "many" else 0):
        made.value(f"filler {number}", "EMAIL_ADDRESS")
    assert (len(made) >= MANY) == (request.param == "many")
    return made


DISGUISES = {
    "as it is": lambda text: text.encode(),
    "in capitals": lambda text: text.upper().encode(),
    "UTF-16": lambda text: text.encode("utf-16-le"),
    "hexadecimal": lambda text: text.encode().hex().encode(),
    "JSON": lambda text: json.dumps({"a": json.dumps({"b": text})}).encode(),
    "escaped letter by letter": lambda text: "".join(f"\\u{ord(c):04x}" for c in text).encode(),
    "escaped letters in nested JSON": lambda text: json.dumps(
        {"a": "".join(f"\\u{ord(c):04x}" for c in text)}
    ).encode(),
    "at sign escaped": lambda text: text.replace("@", "\\u0040").encode(),
    "percent escapes": lambda text: "".join(f"%{byte:02x}" for byte in text.encode()).encode(),
    "URL": lambda text: urllib.parse.urlencode({"q": text}).encode(),
    "base64 of the value": lambda text: base64.b64encode(text.encode()),
    "base64, one byte on": lambda text: base64.b64encode(b"x" + text.encode() + b"tail"),
    "base64, two bytes on": lambda text: base64.b64encode(b"xy" + text.encode() + b"tail"),
    "gzip": lambda text: b"head" + gzip.compress(f"... {text} ...".encode()) + b"tail",
}


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("entity", GENERATORS)
def test_a_planted_value_is_found(planter, entity, disguise):
    data = b"\0\xffbefore " + DISGUISES[disguise](planter.value("second", entity)) + b" after"
    assert [(leak.plant.place, leak.plant.entity) for leak in planter.leaks(data, "data")] == [
        ("second", entity)
    ]


@pytest.mark.parametrize("part", ["ruth.{local}", "@{domain}.example.com", "{local}"])
def test_half_an_address_is_a_leak(planter, part):
    local, domain = planter.value("second", "EMAIL_ADDRESS").removeprefix("ruth.").split("@")
    text = part.format(local=local, domain=domain.removesuffix(".example.com"))
    assert len(planter.leaks(f"left over: {text}", "data")) == 1


def test_three_groups_of_a_card_are_a_leak(planter):
    digits = f"{planter.number('second'):016}"
    assert planter.leaks(digits[:12] + "****", "data")
    assert planter.leaks("**** " + " ".join((digits[4:8], digits[8:12], digits[12:])), "data")
    assert not planter.leaks("**** **** **** " + digits[12:], "data")


def test_a_redacted_text_holds_nothing(planter):
    text = planter.redacted(planter.sentence("first", GENERATORS) + planter.sentence("second"))
    assert not planter.leaks(text, "data")
    assert text.count("<EMAIL_ADDRESS>") == 2
    assert text.count("<CREDIT_CARD>") == 2


def test_values_follow_from_the_seed(planter):
    again = Planter("test_planting")
    again.adopt(json.loads(json.dumps(planter.dump())))
    assert list(again) == list(planter)
    assert Planter("test_planting").sentence("third") == planter.sentence("third")
    assert len({plant.text for plant in planter}) == len(planter)


def test_card_numbers_are_valid():
    assert luhn_digit("453201511283036") == "6"
