"""Made-up values of every kind that is looked for by default.

A generator answers a value as it is planted, all spellings that have to be
replaced as a whole, and the parts that give it away.
"""

from __future__ import annotations

import base64
import json
import string
from collections.abc import Callable
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Value:
    text: str
    spellings: tuple[str, ...]
    traces: tuple[str, ...]


def one_piece(text: str, secret: str | None = None) -> Value:
    """A value with a single spelling; `secret` is the part that must not be seen, all of it if not given."""
    return Value(text, (text,), (secret or text,))


def letters(source: Random, alphabet: str, length: int) -> str:
    return "".join(source.choice(alphabet) for _ in range(length))


def digits(source: Random, length: int) -> str:
    return letters(source, string.digits, length)


ALPHANUMERIC = string.ascii_letters + string.digits
HEXADECIMAL = "0123456789abcdef"


def email(source: Random) -> Value:
    local, domain = letters(source, string.ascii_lowercase, 12), letters(source, string.ascii_lowercase, 10)
    text = f"ruth.{local}@{domain}.example.com"
    return Value(text, (text,), (local, domain))


def card(source: Random) -> Value:
    number = "4" + digits(source, 14)
    number += luhn_digit(number)
    groups = [number[start : start + 4] for start in range(0, 16, 4)]
    spellings = tuple(separator.join(groups) for separator in ("", " ", "-"))
    # Three groups of four are enough to give a card away.
    traces = tuple(sep.join(part) for sep in ("", " ", "-") for part in (groups[:3], groups[1:]))
    return Value(source.choice(spellings), spellings, traces)


def luhn_digit(number: str) -> str:
    """The digit that makes `number` a valid card number."""
    total = 0
    for position, digit in enumerate(reversed(number)):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def social_security_number(source: Random) -> Value:
    area, group, serial = source.randint(100, 665), source.randint(10, 99), source.randint(1000, 9999)
    return one_piece(f"{area}-{group}-{serial}")


def iban(source: Random) -> Value:
    account = digits(source, 18)
    # ISO 13616: country and check digits move to the end, letters count from A = 10.
    check = 98 - int(account + "131400") % 97
    compact = f"DE{check:02}{account}"
    grouped = " ".join(compact[start : start + 4] for start in range(0, 22, 4))
    return Value(source.choice((compact, grouped)), (compact, grouped), (account, grouped[5:]))


def phone_number(source: Random) -> Value:
    area = source.choice(("212", "415", "617", "312"))
    line = f"{source.randint(220, 989)}-{digits(source, 4)}"
    text = source.choice((f"+1 {area}-{line}", f"({area}) {line}", f"{area}-{line}"))
    return one_piece(text, f"{area}-{line}" if f"{area}-{line}" in text else f"{area}) {line}")


def ip_address(source: Random) -> Value:
    return one_piece(".".join(str(source.randint(81, 199)) for _ in range(4)))


def mac_address(source: Random) -> Value:
    return one_piece("3c:22:fb:" + ":".join(letters(source, HEXADECIMAL, 2) for _ in range(3)))


def behind(word: str, number: str) -> Value:
    """A number that is one behind a word alone."""
    return Value(f"{word} {number}", (number,), (number,))


def fiscal_code(source: Random) -> Value:
    """Italy's codice fiscale, whose check letter weighs odd places by a table (D.M. 23 December 1976)."""
    consonants = "BCDFGLMNPRST"
    day = source.randint(1, 28) + source.choice((0, 40))
    code = letters(source, consonants, 6) + digits(source, 2) + source.choice("ABCDEHLMPRST") + f"{day:02}"
    code += source.choice("ABCDEFGHILM") + digits(source, 3)
    odd = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
    values = [int(char) if char.isdigit() else ord(char) - ord("A") for char in code]
    total = sum(odd[value] if place % 2 == 0 else value for place, value in enumerate(values))
    return behind("codice fiscale", code + string.ascii_uppercase[total % 26])


def foreigner_of_spain(source: Random) -> Value:
    """A NIE: a letter that stands for a digit, seven digits, and the letter of the number modulo 23."""
    first, number = source.randint(0, 2), digits(source, 7)
    return behind("NIE", f"{'XYZ'[first]}{number}{'TRWAGMYFPDXBNJZSQVHLCKE'[int(f'{first}{number}') % 23]}")


def german_vat_number(source: Random) -> Value:
    """DE and nine digits, the last by ISO 7064 mod 11,10."""
    number, product = str(source.randint(1, 9)) + digits(source, 7), 10
    for digit in number:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return behind("USt-IdNr", f"DE{number}{(11 - product) % 10}")


def ethereum_address(source: Random) -> Value:
    return one_piece("0x" + letters(source, HEXADECIMAL, 40))


def web_token(source: Random) -> Value:
    claims = {"sub": letters(source, string.ascii_lowercase, 12)}
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    signature = source.randbytes(32)
    coded = [base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (*parts, signature)]
    return one_piece(".".join(coded), coded[1])


def private_key(source: Random) -> Value:
    body = base64.b64encode(source.randbytes(96)).decode()
    lines = "\n".join(body[start : start + 64] for start in range(0, len(body), 64))
    return one_piece(f"-----BEGIN PRIVATE KEY-----\n{lines}\n-----END PRIVATE KEY-----", body[:64])


def token(prefix: str, alphabet: str, length: int) -> Callable[[Random], Value]:
    """A secret that begins like those of its issuer."""

    def generate(source: Random) -> Value:
        # A digit at the begin: some issuers' tokens always have one, and words never.
        secret = "7" + letters(source, alphabet, length - 1)
        return one_piece(prefix + secret, secret)

    return generate


def api_key(source: Random) -> Value:
    """Of an issuer without an entity of its own."""
    forms = [
        token("gsk_", ALPHANUMERIC, 52), token("dop_v1_", HEXADECIMAL, 64), token("shpat_", HEXADECIMAL, 32), token("pplx-", ALPHANUMERIC, 48),
        token("lin_api_", ALPHANUMERIC, 40), token("rubygems_", HEXADECIMAL, 48), token("hvs.", ALPHANUMERIC, 90), token("ntn_", ALPHANUMERIC, 46),
    ]  # fmt: skip
    return source.choice(forms)(source)


GENERATORS: dict[str, Callable[[Random], Value]] = {
    "EMAIL_ADDRESS": email,
    "CREDIT_CARD": card,
    "US_SSN": social_security_number,
    "IBAN_CODE": iban,
    "PHONE_NUMBER": phone_number,
    "IP_ADDRESS": ip_address,
    "MAC_ADDRESS": mac_address,
    "CRYPTO": ethereum_address,
    "IT_FISCAL_CODE": fiscal_code,
    "ES_NIE": foreigner_of_spain,
    "DE_VAT_ID": german_vat_number,
    "JWT": web_token,
    "PRIVATE_KEY": private_key,
    "AWS_ACCESS_KEY": token("AKIA", string.ascii_uppercase + "234567", 16),
    "GITHUB_TOKEN": token("ghp_", ALPHANUMERIC, 36),
    "OPENAI_KEY": token("sk-proj-", ALPHANUMERIC, 48),
    "ANTHROPIC_KEY": token("sk-ant-api03-", ALPHANUMERIC, 64),
    "GOOGLE_API_KEY": token("AIza", ALPHANUMERIC, 35),
    "STRIPE_KEY": token("sk_live_", ALPHANUMERIC, 24),
    "HUGGINGFACE_TOKEN": token("hf_", ALPHANUMERIC, 34),
    "DATABRICKS_TOKEN": token("dapi", HEXADECIMAL, 32),
    "GITLAB_TOKEN": token("glpat-", ALPHANUMERIC, 20),
    "SLACK_TOKEN": token("xoxb-", ALPHANUMERIC, 40),
    "API_KEY": api_key,
}
