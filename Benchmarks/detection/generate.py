#!/usr/bin/env python3
"""Writes the labelled texts of `labelled.jsonl`: each entity in many surroundings, and texts without any.

    generate.py [--seed 7] [--per-entity 40] > labelled.jsonl

A line has `text` and `spans` (`start` and `end` in code points, `label`), as `score.py` reads it.
"""

from __future__ import annotations

import argparse
import json
import string
from collections.abc import Callable
from random import Random

import values

# `{}` is the value. Nothing in them is a context word of anything.
SURROUNDINGS = [
    "{}", "see {} there", "Sent to {}.", "({})", "[{}]", "<{}>", '"{}"', "'{}'", "“{}”", "`{}`", "**{}**", "- {}\n- next", "a,{},b", "a;{};b", "a\t{}\tb",
    "x={}", "x={}&y=1", "x: {}", '{{"v": "{}", "n": 1}}', "<td>{}</td>", "| {} | ok |", "2026-03-04T05:06:07.089Z INFO [main] got {} in 12 ms",
    "Bitte an {} schicken, danke.", "Merci d'envoyer {} demain !", "¿Es {} correcto?", "これは{}です。", "请看{}，谢谢", "Это {}, верно?",
    "😀{}😀", "first line\n{}\nlast line", "{}, and more", "re: {}?", "{}; done", "…{}…", "\u00a0{}\u00a0", "»{}«", "was {}\r\n", "v1.2.3 {} #42",
]  # fmt: skip

PHONE_CONTEXTS = [
    "phone {}", "Phone: {}", "my phone number is {}", "call me at {} please", "Tel. {}", "TEL: {}", "tel={}", '{{"phone": "{}"}}', '{{"mobilePhone":"{}"}}',
    "mobile {} or mail", "Cell {}", "fax: {}", "Telefon: {}", "Handy {}", "unter der Telefonnummer {} erreichbar", "Rufnummer: {}", "Tél. : {}", "téléphone {}",
    "numéro de téléphone : {}", "Teléfono: {}", "móvil {}", "電話番号: {}", "電話：{}", "电话 {}", "手机号{}", "telefoon {}", "telefono {}", "WhatsApp {}", "contact_phone,{}",
    "phone_number={}", "Text {} to confirm", "hotline {}",
]  # fmt: skip

SSN_CONTEXTS = [
    "SSN {}", "ssn: {}", "my social security number is {}", "Social Security No. {}", "ssn={}", '{{"ssn": "{}"}}', '{{"customerSSN":"{}"}}', "Her SSN was {}.",
    "SOCIAL SECURITY: {}", "social-security-number {}", "SSN#{}", "SSN (last filed) {}", "tax id, ssn {}",
]  # fmt: skip

BEARERS = ["Authorization: Bearer {}", "authorization: bearer {}", '{{"Authorization": "Bearer {}"}}', "-H 'Authorization: Bearer {}'", "use Bearer {} here", "Authorization=Basic {}"]  # fmt: skip

PASSWORDS = [
    "password={}", "Password: {}", "PASSWORD = {}", '{{"password": "{}"}}', "db_password: '{}'", "passwd={}", "pwd={};", "DB_PWD={}", "api_key={}", "apiKey: {}",
    '"api_key": "{}"', "secret={}", "client_secret: {}", "token={}&x=1", "access_token={}", "AccountKey={};EndpointSuffix=x", "--password {}", "password is {}",
]  # fmt: skip


def uuid(source: Random) -> str:
    return "-".join(values.pick(source, values.HEXADECIMAL, length) for length in (8, 4, 4, 4, 12))


def digits(source: Random, length: int) -> str:
    return source.choice("123456789") + values.pick(source, string.digits, length - 1)


def wrong_card(source: Random) -> str:
    number = "4" + values.pick(source, string.digits, 14)
    return number + str((int(values.luhn_digit(number)) + 1) % 10)


NEGATIVES: list[Callable[[Random], str]] = [
    lambda s: f"order {digits(s, 8)} shipped", lambda s: f"order number {digits(s, 10)} of {digits(s, 2)}", lambda s: f"#{digits(s, 9)} is open",
    lambda s: f"ts={digits(s, 10)}", lambda s: f"at 17{digits(s, 11)} ms", lambda s: f"start 17{digits(s, 17)} ns", lambda s: f"request {uuid(s)} failed",
    lambda s: f"commit {values.pick(s, values.HEXADECIMAL, 40)}", lambda s: f"merge {values.pick(s, values.HEXADECIMAL, 7)} into main",
    lambda s: f"sha256:{values.pick(s, values.HEXADECIMAL, 64)}", lambda s: f"trace_id={values.pick(s, values.HEXADECIMAL, 32)} span_id={values.pick(s, values.HEXADECIMAL, 16)}",
    lambda s: f"upgrade to v{s.randrange(20)}.{s.randrange(20)}.{s.randrange(200)}", lambda s: f"version 1.{s.randrange(99)}.{s.randrange(99)}.{s.randrange(99)} of the agent",
    lambda s: f"ISBN 978-3-16-{digits(s, 6)}-0", lambda s: f"it costs ${digits(s, 1)},{digits(s, 3)},{digits(s, 3)}.00", lambda s: f"at {s.random() * 90:.6f}, {s.random() * 180:.6f}",
    lambda s: f"score 0.{digits(s, 16)}", lambda s: f"on 2026-0{s.randrange(1, 9)}-1{s.randrange(9)} at 1{s.randrange(9)}:2{s.randrange(9)}:30", lambda s: f"card {wrong_card(s)} was refused",
    lambda s: f"000-{digits(s, 2)}-{digits(s, 4)} is no number", lambda s: f"666-{digits(s, 2)}-{digits(s, 4)}", lambda s: f"DE00{digits(s, 18)} is wrong",
    lambda s: f"pod web-{values.pick(s, values.HEXADECIMAL, 10)}-{values.pick(s, string.ascii_lowercase, 5)} restarted", lambda s: f"logo@2x.png has {digits(s, 5)} bytes", lambda s: f"npm i react@18.{s.randrange(9)}.0",
    lambda s: f"@{values.pick(s, string.ascii_lowercase, 8)} said so", lambda s: "std::vector<int> a::b x[1::2]", lambda s: f"99:{s.randrange(60):02}:30 elapsed", lambda s: f"0x{values.pick(s, values.HEXADECIMAL, 16)} in libc",
    lambda s: f"the password must have {s.randrange(8, 20)} characters", lambda s: "password: ${DB_PASSWORD}", lambda s: "token: null, secret: string", lambda s: "sk-learn and sk-hynix are names", lambda s: f"max_tokens={s.randrange(9999)}, total_tokens: {digits(s, 4)}",
    lambda s: f"https://example.com/a/{digits(s, 9)}?page={digits(s, 2)}", lambda s: f"rows 1-{digits(s, 4)} of {digits(s, 7)}", lambda s: f"{digits(s, 3)}-{digits(s, 3)}-{digits(s, 3)} is a part", lambda s: f"tracking 1Z{values.pick(s, string.ascii_uppercase + string.digits, 16)}",
    lambda s: f"matrix 1 2 3 4 5 6 7 8 9 10 11 12", lambda s: f"bearer of bad news", lambda s: f"[{digits(s, 3)}, {digits(s, 4)}, {digits(s, 5)}]", lambda s: f"frame {digits(s, 6)}/{digits(s, 6)}", lambda s: f"EAN 87{digits(s, 11)}", lambda s: f"{digits(s, 4)} {digits(s, 4)} steps",
    lambda s: f"AS{digits(s, 5)} and CVE-2024-{digits(s, 5)}", lambda s: f"id {values.pick(s, values.ALPHANUMERIC, 22)}", lambda s: f"arn:aws:iam::{digits(s, 12)}:role/x", lambda s: f"192.168.1 is no address, nor is 1.2.3.4.5",
]  # fmt: skip


def entities() -> dict[str, tuple[Callable[[Random], str], list[str]]]:
    """What stands for each entity, and where."""
    rest = {name: (value, SURROUNDINGS) for name, value in values.TOKENS.items()}
    return {
        "EMAIL_ADDRESS": (values.email, SURROUNDINGS),
        "CREDIT_CARD": (values.card, SURROUNDINGS),
        "IBAN_CODE": (values.iban, SURROUNDINGS),
        "CRYPTO": (values.wallet, SURROUNDINGS),
        "IP_ADDRESS": (values.ip_address, SURROUNDINGS),
        "MAC_ADDRESS": (values.mac_address, SURROUNDINGS),
        "US_SSN": (values.social_security_number, SURROUNDINGS),
        "US_SSN contextual": (
            lambda s: values.social_security_number(s).replace("-", s.choice(["", " "])),
            SSN_CONTEXTS,
        ),
        "US_ITIN": (
            lambda s: f"9{values.pick(s, string.digits, 2)}-7{values.pick(s, string.digits, 1)}-{digits(s, 4)}",
            SURROUNDINGS,
        ),
        "PHONE_NUMBER": (values.phone, SURROUNDINGS),
        "PHONE_NUMBER contextual": (values.national_phone, PHONE_CONTEXTS),
        "BEARER_TOKEN": (lambda s: values.pick(s, values.ALPHANUMERIC, 38) + "7Q", BEARERS),
        "PASSWORD": (lambda s: values.pick(s, values.ALPHANUMERIC, 9) + s.choice(["a1B!", "x7_", "Q2#z"]), PASSWORDS),
        **rest,
    }


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--per-entity", type=int, default=40)
    options = arguments.parse_args()
    source = Random(options.seed)
    for name, (value, places) in entities().items():
        # Every place once, then any.
        for index in range(max(options.per_entity, len(places))):
            head, tail = (part.replace("{{", "{").replace("}}", "}") for part in split(places, index, source))
            text = value(source)
            span = {"start": len(head), "end": len(head) + len(text), "label": name.split()[0]}
            if name.endswith("contextual"):
                span["sub"] = "contextual"
            print(json.dumps({"text": head + text + tail, "spans": [span]}, ensure_ascii=False))
    for index in range(6 * len(NEGATIVES)):
        print(json.dumps({"text": NEGATIVES[index % len(NEGATIVES)](source), "spans": []}, ensure_ascii=False))


def split(places: list[str], index: int, source: Random) -> list[str]:
    place = places[index] if index < len(places) else source.choice(places)
    return place.split("{}", 1)


if __name__ == "__main__":
    main()
