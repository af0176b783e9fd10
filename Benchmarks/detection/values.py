"""Made-up values of each entity, valid by their own rules, and texts that only look like one."""

from __future__ import annotations

import base64
import hashlib
import json
import string
from random import Random

ALPHANUMERIC = string.ascii_letters + string.digits
HEXADECIMAL = "0123456789abcdef"
BASE64URL = ALPHANUMERIC + "-_"


def pick(source: Random, alphabet: str, length: int) -> str:
    return "".join(source.choice(alphabet) for _ in range(length))


def fill(source: Random, shape: str) -> str:
    """`X` a digit, `N` one of 2 to 9, `A` a capital letter; anything else stands for itself."""
    sets = {"X": string.digits, "N": "23456789", "A": string.ascii_uppercase}
    return "".join(source.choice(sets[mark]) if mark in sets else mark for mark in shape)


def luhn_digit(number: str) -> str:
    total = 0
    for position, digit in enumerate(reversed(number)):
        value = int(digit) * (2 - position % 2)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def card(source: Random) -> str:
    prefix, length = source.choice(
        [("4", 16), ("51", 16), ("55", 16), ("2221", 16), ("2720", 16), ("34", 15), ("37", 15), ("6011", 16),
         ("65", 16), ("36", 14), ("3530", 16), ("62", 16), ("6304", 16), ("4", 19)]
    )
    number = prefix + pick(source, string.digits, length - len(prefix) - 1)
    number += luhn_digit(number)
    groups = {14: (4, 6, 4), 15: (4, 6, 5), 16: (4, 4, 4, 4), 19: (4, 4, 4, 4, 3)}[length]
    separator = source.choice(["", "", " ", "-", "."])
    if length == 19 and not separator:
        separator = " "  # without groups it may be any number of 64 bits
    return separator.join(split(number, groups))


def split(text: str, lengths: tuple[int, ...]) -> list[str]:
    parts, at = [], 0
    for length in lengths:
        parts.append(text[at : at + length])
        at += length
    return parts


IBANS = {
    "AT": "X" * 16, "BE": "X" * 12, "BG": "AAAA" + "X" * 14, "CH": "X" * 17, "CZ": "X" * 20, "DE": "X" * 18,
    "DK": "X" * 14, "ES": "X" * 20, "FI": "X" * 14, "FR": "X" * 23, "GB": "AAAA" + "X" * 14, "GR": "X" * 23,
    "HU": "X" * 24, "IE": "AAAA" + "X" * 14, "IT": "A" + "X" * 22, "LU": "X" * 16, "NL": "AAAA" + "X" * 10,
    "NO": "X" * 11, "PL": "X" * 24, "PT": "X" * 21, "SE": "X" * 20, "SI": "X" * 15, "TR": "X" * 22, "AE": "X" * 19,
    "SA": "X" * 20, "MT": "AAAA" + "X" * 23,
}  # fmt: skip


def iban(source: Random) -> str:
    country = source.choice(sorted(IBANS))
    account = fill(source, IBANS[country])
    digits = "".join(str(int(mark, 36)) for mark in account + country + "00")
    compact = f"{country}{98 - int(digits) % 97:02}{account}"
    if source.random() < 0.5:
        return compact
    return " ".join(compact[at : at + 4] for at in range(0, len(compact), 4))


BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def base58_address(source: Random) -> str:
    payload = source.choice([b"\0", b"\5"]) + source.randbytes(20)
    payload += hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    number, text = int.from_bytes(payload), ""
    while number:
        number, digit = divmod(number, 58)
        text = BASE58[digit] + text
    return "1" * (len(payload) - len(payload.lstrip(b"\0"))) + text


def bech32_sum(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, term in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= term if top >> bit & 1 else 0
    return check


def segwit_address(source: Random) -> str:
    version, length, constant = source.choice([(0, 20, 1), (0, 32, 1), (1, 32, 0x2BC830A3)])
    bits = "".join(f"{byte:08b}" for byte in source.randbytes(length))
    bits += "0" * (-len(bits) % 5)
    data = [version] + [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]
    spread = [ord(mark) >> 5 for mark in "bc"] + [0] + [ord(mark) & 31 for mark in "bc"]
    check = bech32_sum(spread + data + [0] * 6) ^ constant
    data += [check >> 5 * (5 - index) & 31 for index in range(6)]
    return "bc1" + "".join(BECH32[value] for value in data)


def wallet(source: Random) -> str:
    return source.choice(
        [base58_address, segwit_address, lambda source: "0x" + pick(source, HEXADECIMAL, 40)]
    )(source)


def email(source: Random) -> str:
    first = source.choice(["anna", "j.smith", "o'neil", "li_wei", "marie-claire", "müller", "x", "team+test", "1234", "A.Kovacs"])
    host = source.choice(["example.com", "mail.example.co.uk", "example.museum", "sub.example.org", "ex-ample.de", "example.io", "EXAMPLE.COM", "xn--mller-kva.example"])  # fmt: skip
    return f"{first}{source.randrange(1000)}@{host}"


def social_security_number(source: Random) -> str:
    area = source.choice([*range(1, 666), *range(667, 900)])
    return f"{area:03}-{source.randrange(1, 100):02}-{source.randrange(1, 10000):04}"


def ip_address(source: Random) -> str:
    group = lambda: f"{source.randrange(0x1000, 0xFFFF):x}"
    return source.choice([
        ".".join(str(source.randrange(1, 255)) for _ in range(4)), f"10.{source.randrange(256)}.{source.randrange(256)}.{source.randrange(1, 255)}",
        ":".join(group() for _ in range(8)), f"2001:db8::{group()}:{group()}", f"fe80::{group()}:{group()}:{group()}%eth0",
        f"::ffff:192.0.2.{source.randrange(1, 255)}", f"2A02:{group().upper()}::1", "fd12::1", f"fd00:{group()}:{group()}::",
    ])  # fmt: skip


def mac_address(source: Random) -> str:
    pairs = [pick(source, HEXADECIMAL, 2) for _ in range(6)]
    text = source.choice([":".join(pairs), "-".join(pairs), ".".join("".join(pairs[at : at + 2]) for at in (0, 2, 4))])
    return source.choice([text, text.upper()])


PHONES_ALONE = [
    "(N0N) N0N-XXXX", "(N0N)N0N-XXXX", "N0N-N0N-XXXX", "N0N.N0N.XXXX", "+1 N0N N0N XXXX", "+1-N0N-N0N-XXXX", "+1 (N0N) N0N-XXXX",
    "1-N0N-N0N-XXXX", "+1N0NN0NXXXX", "+44 20 NXXX XXXX", "+44 7NXX XXXXXX", "+4420NXXXXXXX", "+49 30 NXXXXXXX", "+49 151 NXXXXXXX",
    "+49 (0)30 NXXXXXX", "+33 6 NX XX XX XX", "+33 1 NX XX XX XX", "+34 6NX XXX XXX", "+39 06 NXXX XXXX", "+39 3NX XXX XXXX",
    "+46 70 NXX XX XX", "+46 8 NXX XXX XX", "+31 6 NXXXXXXX", "+31 20 NXX XXXX", "+48 5NX XXX XXX", "+41 44 NXX XX XX",
    "+43 1 NXXXXXX", "+45 NX XX XX XX", "+47 NXX XX XXX", "+358 40 NXXXXXX", "+351 91N XXX XXX", "+353 87 NXX XXXX",
    "+81 3-NXXX-XXXX", "+81 90-NXXX-XXXX", "+86 13N NXXX XXXX", "+91 98NXX XXXXX", "+91-98NXXXXXXX", "+82 10-NXXX-XXXX",
    "+61 2 NXXX XXXX", "+61 4NX XXX XXX", "+65 6NXX XXXX", "+55 11 9NXXX-XXXX", "+972 54-NXX-XXXX", "+971 50 NXX XXXX",
]  # fmt: skip
PHONES_WITH_CONTEXT = [
    "N0N N0N XXXX", "N0NN0NXXXX", "020 7NXX XXXX", "07NXX XXXXXX", "07NXXXXXXXX", "0161 NXX XXXX", "030 NXXXXXXX", "030/NXXXXXX",
    "0151 NXXXXXXX", "0151-NXXXXXXX", "089 NXXX XXXX", "06 NX XX XX XX", "06.NX.XX.XX.XX", "06NXXXXXXX", "01 NX XX XX XX",
    "070-NXX XX XX", "08-NXX XXX XX", "06-NXXXXXXX", "020-NXXXXXX", "044 NXX XX XX", "03-NXXX-XXXX", "090-NXXX-XXXX",
    "010-NXXX-XXXX", "02 NXXX XXXX", "04NX XXX XXX", "6NX XXX XXX", "612 XX XX XX", "13N NXXX XXXX", "13NNXXXXXXX", "98NXX XXXXX",
]  # fmt: skip


def phone(source: Random) -> str:
    return fill(source, source.choice(PHONES_ALONE))


def national_phone(source: Random) -> str:
    return fill(source, source.choice(PHONES_WITH_CONTEXT))


def token_part(members: dict[str, object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(members).encode()).rstrip(b"=").decode()


def json_web_token(source: Random) -> str:
    header = source.choice([{"alg": "HS256", "typ": "JWT"}, {"typ": "JWT", "alg": "RS256", "kid": "k1"}])
    return f"{token_part(header)}.{token_part({'sub': source.randrange(9999), 'iat': 1700000000})}.{pick(source, BASE64URL, 43)}"


def private_key(source: Random) -> str:
    label = source.choice(["PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY"])
    lines = "\n".join(pick(source, ALPHANUMERIC + "+/", 64) for _ in range(3))
    return f"-----BEGIN {label}-----\n{lines}\n-----END {label}-----"


def url_credentials(source: Random) -> str:
    password = pick(source, ALPHANUMERIC, 12)
    return source.choice([
        f"postgresql://app:{password}@db.example:5432/main", f"https://user:{password}@example.com/a?b=c", f"redis://:{password}@cache:6379/0",
        f"amqps://svc:{password}@mq.example/vhost", f"mongodb+srv://root:{password}@c0.example.net/db?retryWrites=true",
    ])  # fmt: skip


TOKENS = {
    "AWS_ACCESS_KEY": lambda s: s.choice(["AKIA", "ASIA"]) + pick(s, string.ascii_uppercase + "234567", 16),
    "GITHUB_TOKEN": lambda s: s.choice(["ghp_", "gho_", "ghs_"]) + pick(s, ALPHANUMERIC, 36),
    "GITLAB_TOKEN": lambda s: "glpat-" + pick(s, BASE64URL, 19) + "x",
    "OPENAI_KEY": lambda s: s.choice(["sk-proj-", "sk-svcacct-"]) + pick(s, BASE64URL, 47) + "A",
    "ANTHROPIC_KEY": lambda s: "sk-ant-api03-" + pick(s, BASE64URL, 92) + "A",
    "SLACK_TOKEN": lambda s: f"{s.choice(['xoxb', 'xoxp'])}-{pick(s, string.digits, 12)}-{pick(s, string.digits, 12)}-{pick(s, ALPHANUMERIC, 24)}",
    "GOOGLE_API_KEY": lambda s: "AIza" + pick(s, BASE64URL, 34) + "x",
    "STRIPE_KEY": lambda s: s.choice(["sk_live_", "rk_live_", "sk_test_"]) + pick(s, ALPHANUMERIC, 24),
    "HUGGINGFACE_TOKEN": lambda s: "hf_" + pick(s, string.ascii_letters, 34),
    "DATABRICKS_TOKEN": lambda s: "dapi" + pick(s, HEXADECIMAL, 32),
    "NPM_TOKEN": lambda s: "npm_" + pick(s, ALPHANUMERIC, 36),
    "PYPI_TOKEN": lambda s: "pypi-AgEIcHlwaS5vcmc" + pick(s, BASE64URL, 60) + "1",
    "JWT": json_web_token,
    "PRIVATE_KEY": private_key,
    "URL_CREDENTIALS": url_credentials,
}
