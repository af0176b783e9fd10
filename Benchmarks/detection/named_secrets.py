#!/usr/bin/env python3
"""How many secrets are replaced whole behind a name that says what they are, such as `password=` and `"client_secret": `.

    named_secrets.py TRACEVEIL [--seed 7] [--count 400] [--misses N] [--check]

Values are PyPI's `Faker`'s, words of names those of the public rules for secrets without a form of their own
(detect-secrets' keywords, gitleaks' generic rule, parameters of OAuth, variables of common images), which nobody here
wrote. `--count` is of each form. With `--check` it fails below 98 %.
"""

from __future__ import annotations

import argparse
import base64
import json
import sys
from collections import Counter
from collections.abc import Callable
from random import Random
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from faker import Faker

from score import report

TARGET = 0.98

# Words of a name, to be spelled in every way.
PASSWORDS = [
    ["password"], ["passwd"], ["pwd"], ["db", "pass"], ["database", "pass"], ["key", "pass"], ["db", "password"], ["smtp", "password"], ["root", "password"],
    ["user", "password"], ["keystore", "password"], ["trust", "store", "password"], ["admin", "passwd"], ["old", "password"], ["new", "password"], ["login", "pwd"],
]  # fmt: skip
KEYS = [
    ["api", "key"], ["auth", "key"], ["service", "key"], ["account", "key"], ["db", "key"], ["private", "key"], ["client", "key"], ["secret"], ["secret", "key"],
    ["client", "secret"], ["access", "token"], ["refresh", "token"], ["auth", "token"], ["api", "token"], ["token"], ["access", "key"], ["consumer", "secret"],
    ["webhook", "secret"], ["signing", "key"], ["encryption", "key"], ["app", "secret"], ["bot", "token"], ["credential"], ["creds"], ["jwt", "secret"], ["session", "secret"],
]  # fmt: skip
# Names that have one spelling.
FIXED = [
    "PGPASSWORD", "MYSQL_ROOT_PASSWORD", "POSTGRES_PASSWORD", "REDIS_PASSWORD", "RABBITMQ_DEFAULT_PASS", "MYSQL_PWD", "DJANGO_SECRET_KEY", "SECRET_KEY_BASE",
    "AWS_SECRET_ACCESS_KEY", "aws_secret_access_key", "AZURE_CLIENT_SECRET", "ARM_CLIENT_SECRET", "spring.datasource.password", "spring.mail.password",
    "javax.net.ssl.trustStorePassword", "contraseña", "contrasena", "csrfmiddlewaretoken", "password_confirmation", "password1", "X-Api-Key", "X-Auth-Token", "X-Auth-Key",
]  # fmt: skip

SPELLINGS: list[Callable[[list[str]], str]] = [
    "_".join, "-".join, ".".join, "".join, lambda words: "_".join(words).upper(), lambda words: words[0] + "".join(map(str.capitalize, words[1:])), lambda words: "".join(map(str.capitalize, words)),
]  # fmt: skip

# What a password looks like, and what a key does.
CHOSEN: list[Callable[[Faker, Random], str]] = [
    lambda f, s: f.password(length=s.randint(8, 20)), lambda f, s: f.password(length=s.randint(8, 16), special_chars=False),
    lambda f, s: f.word() + str(f.random_int(10, 9999)), lambda f, s: f.word().capitalize() + "-" + f.word() + str(f.random_int(1, 99)) + "!",
]  # fmt: skip
MADE: list[Callable[[Faker, Random], str]] = [
    lambda f, s: f.sha1(), lambda f, s: f.md5(), lambda f, s: f.uuid4(), lambda f, s: base64.b64encode(s.randbytes(s.choice((24, 32, 48)))).decode(),
    lambda f, s: base64.urlsafe_b64encode(s.randbytes(24)).decode(), lambda f, s: f.password(length=s.randint(24, 48), special_chars=False), lambda f, s: f.pystr(min_chars=20, max_chars=40),
]  # fmt: skip


def plain(value: str) -> str:
    return value


def in_quotes(value: str) -> str:
    """As a literal of most languages has it in single quotes."""
    return value.replace("\\", "\\\\").replace("'", "\\'")


def in_shell(value: str) -> str:
    return value.replace("'", "'\\''")


def in_json(value: str) -> str:
    return json.dumps(value)[1:-1]


def in_nested_json(value: str) -> str:
    return in_json(in_json(value))


def in_attribute(value: str) -> str:
    return quoteattr(value + "'\"")[1:-1].removesuffix("'&quot;")


# The name is {0}, the value {1}; beside it how the value is written there.
FORMS: dict[str, tuple[str, Callable[[str], str]]] = {
    "variable": ("{0}={1}", plain),
    "variables in a line": ("connecting with {0}={1} HOST=db1", plain),
    "colon": ("{0}: {1}", plain),
    "YAML": ("db:\n  user: app\n  {0}: '{1}'\n  port: 5432", lambda value: value.replace("'", "''")),
    "YAML without quotes": ("db:\n  user: app\n  {0}: {1}\n  port: 5432", plain),
    "JSON": ('{{"user": "app", "{0}": "{1}", "port": 5432}}', in_json),
    "JSON without blanks": ('{{"user":"app","{0}":"{1}"}}', in_json),
    "JSON in JSON": ('{{"body": "{{\\"{0}\\": \\"{1}\\"}}"}}', in_nested_json),
    "JSON, in an array": ('{{"{0}": ["{1}"]}}', in_json),
    "JSON, name and value": ('{{"name": "{0}", "value": "{1}"}}', in_json),
    "Python's dictionary": ("{{'user': 'app', '{0}': '{1}'}}", in_quotes),
    "Python's bytes": ("login(user=b'app', {0}=b'{1}')", in_quotes),
    "assignment": ("{0} = '{1}'", in_quotes),
    "TOML": ('[db]\n{0} = "{1}"', in_json),
    "Ruby's hash": ('{{"{0}"=>"{1}"}}', in_json),
    "call": ("setProperty('{0}', '{1}')", in_quotes),
    "shell": ("export {0}='{1}'", in_shell),
    "docker": ("docker run -e {0}='{1}' app", in_shell),
    "option": ("app --{0} '{1}' --verbose", in_shell),
    "option with =": ("app --{0}={1}", plain),
    "query": ("GET /v1/items?page=2&{0}={1}&limit=5", lambda value: quote(value, safe="")),
    "form": ("user=app&{0}={1}", lambda value: quote(value, safe="")),
    "form, nested": ("user[{0}]={1}", lambda value: quote(value, safe="")),
    "XML element": ("<{0}>{1}</{0}>", escape),
    "XML attributes": ('<add key="{0}" value="{1}"/>', in_attribute),
    "pair": ('[["{0}", "{1}"], ["accept", "*/*"]]', in_json),
    "arrow": ("{0} -> {1}", plain),
    "next line": ("{0}:\n  {1}", plain),
    "SecretStr": ("Settings({0}=SecretStr('{1}'))", in_quotes),
    "header's scheme": ("Authorization: ApiKey {1}", plain),
    "cookie": ("Cookie: theme=dark; sessionid={1}; lang=en", plain),
    "connection string": ("Server=db1;User Id=app;Password={1};Encrypt=true", plain),
    "netrc": ("machine db1 login app password {1}", plain),
    "SQL": ("CREATE USER app IDENTIFIED BY '{1}'", lambda value: value.replace("'", "''")),
    "curl -u": ("curl -u 'app:{1}' https://api.example.org/me", in_shell),
    "mysql -p": ("mysql -u root -p'{1}' shop", in_shell),
    "sshpass -p": ("sshpass -p '{1}' ssh app@host", in_shell),
}  # fmt: skip
# Not each name can stand everywhere.
OPTIONS = {"option", "option with ="}
ELEMENTS = {"XML element"}
VARIABLES = {"shell", "docker", "Python's bytes", "SecretStr"}
# What stands without a name of its own holds one kind of value.
FOR_KEYS = {"header's scheme", "cookie"}
FOR_PASSWORDS = {"connection string", "netrc", "SQL", "curl -u", "mysql -p", "sshpass -p"}


def name(form: str, words: list[str] | str, source: Random) -> str:
    if isinstance(words, str):
        spelled = words
    elif form in OPTIONS:
        spelled = "-".join(words)
    else:
        spelled = source.choice(SPELLINGS)(words)
    return spelled.replace("-", "_").replace(".", "_") if form in VARIABLES else spelled


def line(form: str, faker: Faker, source: Random) -> dict:
    is_password = form in FOR_PASSWORDS or form not in FOR_KEYS and source.random() < 0.5
    words: list[str] | str = source.choice(PASSWORDS if is_password else KEYS)
    if form not in OPTIONS | ELEMENTS | FOR_PASSWORDS and source.random() < 0.15:
        words = source.choice(FIXED)
    value = source.choice(CHOSEN if is_password and not isinstance(words, str) else MADE)(faker, source)
    template, written = FORMS[form]
    template, value = template.replace("{0}", name(form, words, source)), written(value)
    head, tail = (part.replace("{{", "{").replace("}}", "}") for part in template.split("{1}"))
    return {"text": head + value + tail, "start": len(head), "end": len(head) + len(value), "form": form}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("traceveil")
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--count", type=int, default=400, help="of each form")
    arguments.add_argument("--misses", type=int, default=0, help="show so many of those that are missed in each form")
    arguments.add_argument("--check", action="store_true", help="fail below 98 %%")
    options = arguments.parse_args()
    Faker.seed(options.seed)
    faker, source = Faker("en_US"), Random(options.seed)
    lines = [line(form, faker, source) for form in FORMS for _ in range(options.count)]
    whole, exact = Counter(), Counter()
    missed: dict[str, list[str]] = {form: [] for form in FORMS}
    for one, findings in zip(lines, report(options.traceveil, lines)):
        places = [(found["start"], found["end"]) for found in findings]
        exact[one["form"]] += (one["start"], one["end"]) in places
        if any(start <= one["start"] and one["end"] <= end for start, end in places):
            whole[one["form"]] += 1
        else:
            missed[one["form"]].append(one["text"])
    print("| form | secrets | replaced whole | exact bounds |\n|---|---|---|---|")
    for form in FORMS:
        print(f"| {form} | {options.count} | {whole[form]} | {exact[form]} |")
    share = whole.total() / len(lines)
    print(f"| all | {len(lines)} | {whole.total()} ({share:.1%}) | {exact.total()} |")
    for form, texts in missed.items():
        for text in texts[: options.misses]:
            print(f"    {form} missed: {text!r}")
    return 1 if options.check and share < TARGET else 0


if __name__ == "__main__":
    sys.exit(main())
