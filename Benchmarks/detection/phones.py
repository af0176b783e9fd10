#!/usr/bin/env python3
"""Writes labelled texts with the phone numbers of all regions, from PyPI's `phonenumbers`, and texts without any.

    phones.py [--seed 14] [--kind international|prefixed|placed|national|bare|negative] > phones.jsonl

A line has `text` and `spans` (`start` and `end` in code points, `label`, and in `sub` the kind), as `score.py` reads
it. `prefixed` are numbers behind `00` or `011` behind a word or a key, `placed` those behind `00` where nothing speaks of a
phone. Each region's example of a fixed line and of a mobile phone is taken, and one more with other last digits that its
plan allows.
"""

from __future__ import annotations

import argparse
import json
import string
from collections.abc import Callable, Iterator
from random import Random

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

WORDS = [
    "phone: {}", "Phone {}", "my phone number is {}", "Tel. {}", "tel: {}", "TEL={}", "mobile: {}", "Mobile {}", "fax: {}",
    "Telefon: {}", "Telefonnummer {}", "Handy: {}", "téléphone : {}", "Tél. {}", "teléfono: {}", "móvil {}", "telefono {}",
    "celular: {}", "telefone: {}", "telefoon {}", "telefon nr {}", "телефон: {}", "тел. {}", "電話: {}", "电话：{}",
    "手机号{}", "전화 {}", "whatsapp {}", "call me at {}", "you can reach me on {}", "هاتف: {}", "puhelin {}",
]  # fmt: skip

KEYS = [
    '{{"phone": "{}"}}', '{{"phoneNumber":"{}"}}', '{{"mobile_number": "{}", "n": 1}}', '{{"user":{{"tel":"{}"}}}}',
    "contact_phone={}", "telephone={}&x=1", "<phone>{}</phone>", "customer.phone: {}", "cell_phone: '{}'", "fax_number={}",
]  # fmt: skip

PLACES = ["{}", "see {} there", "Sent to {}.", "({})", '"{}"', "a,{},b", "x={}", '{{"v": "{}"}}', "<td>{}</td>", "got {} in 12 ms"]

# Where a `00` alone says what a number is.
NEUTRAL = PLACES + [
    "to {}", "from={}", '{{"to":"{}"}}', '{{"from": "{}", "n": 1}}', "call {}", "dst={}&x=1", "sender:{}", '["{}"]', "Message for {}, delivered",
    "please answer to {}.", "{}\n", "line one\n{}", "from {} to the desk", "src: '{}'",
]  # fmt: skip

VAGUE = [
    "tool call {} finished", "call stack size {} bytes", '{{"type":"text","text":"{}"}}', "text {}", "text: {}", "contact {} updated",
    "cell {} is empty", "cell={}", "call_id {}", "call {} returned", "contact: {}", '{{"text": {}}}', '{{"call":"{}"}}', "call took {} ns",
    "text node {}", "cell {}:", "calls {}", "contact id {}", "in cell {}", "next call at {}",
]  # fmt: skip

OTHERS: list[Callable[[Random], str]] = [
    lambda s: f"{s.randrange(100, 999)}.{digits(s, 7)}", lambda s: f"took {s.randrange(100, 999)}.{digits(s, 7)} ms",
    lambda s: f"p50={s.randrange(100, 999)}.{digits(s, 7)} p99={s.randrange(100, 999)}.{digits(s, 7)}",
    lambda s: "<Buffer " + " ".join(f"{s.randrange(100):02}" for _ in range(8)) + ">",
    lambda s: f"{s.randrange(1 << 20):08x}  " + " ".join(f"{s.randrange(256):02x}" for _ in range(16)),
    lambda s: " ".join(str(s.randrange(10, 99)) for _ in range(9)), lambda s: f"sizes {s.randrange(200, 999)} {s.randrange(200, 999)} {s.randrange(1000, 9999)}",
    lambda s: "  ".join(str(s.randrange(100, 99999)) for _ in range(6)), lambda s: f"ts={s.randrange(1_600_000_000, 1_800_000_000)}",
    lambda s: f"at {s.randrange(1_600_000_000_000, 1_800_000_000_000)}", lambda s: f"id {digits(s, 10)}", lambda s: f"span {digits(s, 19)}",
    lambda s: f"-rw-r--r-- 1 root root {digits(s, 9)} Mar 14 09:26 a", lambda s: f"[{', '.join(digits(s, 7) for _ in range(5))}]",
    lambda s: f"phone_id={digits(s, 10)}", lambda s: f"mobile users: {s.randrange(100)}.{digits(s, 2)} %", lambda s: f"serial {digits(s, 11)}",
]  # fmt: skip


def digits(source: Random, length: int) -> str:
    return source.choice("23456789") + "".join(source.choice(string.digits) for _ in range(length - 1))


def numbers(source: Random) -> Iterator[tuple[str, PhoneNumber]]:
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        for kind in (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE):
            example = phonenumbers.example_number_for_type(region, kind)
            if example is None:
                continue
            yield region, example
            for _ in range(20):
                text = phonenumbers.format_number(example, PhoneNumberFormat.E164)
                other = text[:-4] + "".join(source.choice(string.digits) for _ in range(4))
                number = phonenumbers.parse(other)
                if phonenumbers.is_valid_number(number):
                    yield region, number
                    break


def written(number: PhoneNumber, style: int) -> str:
    return phonenumbers.format_number(number, style)


def international(number: PhoneNumber) -> list[str]:
    spaced = written(number, PhoneNumberFormat.INTERNATIONAL)
    return [written(number, PhoneNumberFormat.E164), spaced, written(number, PhoneNumberFormat.RFC3966), spaced.replace(" ", "\u00a0"), spaced.replace(" ", ".").replace("-", ".")]


def prefixed(number: PhoneNumber) -> list[str]:
    plain = written(number, PhoneNumberFormat.E164)[1:]
    spaced = written(number, PhoneNumberFormat.INTERNATIONAL)[1:]
    return [f"00{plain}", f"00{spaced}", f"00 {spaced}", f"011 {spaced}" if number.country_code != 1 else f"00{spaced}"]


def placed(number: PhoneNumber) -> list[str]:
    return prefixed(number)[:3]


def national(number: PhoneNumber) -> list[str]:
    text = written(number, PhoneNumberFormat.NATIONAL)
    return [text, "".join(mark for mark in text if mark in string.digits), text.replace("-", " ").replace(" ", "\u00a0")]


def place(template: str, value: str, kind: str) -> str:
    head, tail = (part.replace("{{", "{").replace("}}", "}") for part in template.split("{}", 1))
    start = len(head)
    if value.startswith("tel:"):
        start += 4
    span = {"start": start, "end": len(head) + len(value), "label": "PHONE_NUMBER", "sub": kind}
    return json.dumps({"text": head + value + tail, "spans": [span]}, ensure_ascii=False)


def lines(kind: str, source: Random) -> Iterator[str]:
    if kind == "negative":
        for index in range(2000):
            template = VAGUE[index % len(VAGUE)]
            text = template.replace("{}", digits(source, 10), 1).replace("{{", "{").replace("}}", "}")
            yield json.dumps({"text": text, "spans": []})
        for index in range(100 * len(OTHERS)):
            yield json.dumps({"text": OTHERS[index % len(OTHERS)](source), "spans": []})
        return
    forms = {"international": international, "prefixed": prefixed, "placed": placed, "national": national, "bare": national}[kind]
    places = {"international": PLACES, "placed": NEUTRAL, "bare": PLACES}.get(kind, WORDS + KEYS)
    for _, number in numbers(source):
        for value in forms(number):
            yield place(source.choice(places), value, kind)


def main() -> None:
    kinds = ["international", "prefixed", "placed", "national", "bare", "negative"]
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--seed", type=int, default=14)
    arguments.add_argument("--kind", choices=kinds, action="append")
    options = arguments.parse_args()
    for kind in options.kind or kinds:
        for line in lines(kind, Random(f"{options.seed} {kind}")):
            print(line)


if __name__ == "__main__":
    main()
