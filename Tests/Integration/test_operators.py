"""What stands in place of a match, and what is looked for, by the environment."""

from __future__ import annotations

import pytest
from expectation import spans_of
from messages import Sender, request, span
from proxy import Step

TEXT = "mail ruth@example.com or card 4095-2609-9393-4932 or ghp_{token} now"
TOKEN = "7aB" * 12

CASES = {
    "by default": ({}, "mail <EMAIL_ADDRESS> or card <CREDIT_CARD> or <GITHUB_TOKEN> now"),
    "a text for all": (
        {"TRACEVEIL_REPLACEMENT": "[REDACTED]"},
        "mail [REDACTED] or card [REDACTED] or [REDACTED] now",
    ),
    "a text with the name": (
        {"TRACEVEIL_REPLACEMENT": "***{entity}***"},
        "mail ***EMAIL_ADDRESS*** or card ***CREDIT_CARD*** or ***GITHUB_TOKEN*** now",
    ),
    "redact": ({"TRACEVEIL_OPERATOR": "redact"}, "mail  or card  or  now"),
    "mask": ({"TRACEVEIL_OPERATOR": "mask"}, f"mail {16 * '*'} or card {19 * '*'} or {40 * '*'} now"),
    "keep": ({"TRACEVEIL_OPERATOR": "keep"}, TEXT.format(token=TOKEN)),
    "one entity": (
        {"TRACEVEIL_ENTITIES": "CREDIT_CARD"},
        f"mail ruth@example.com or card <CREDIT_CARD> or ghp_{TOKEN} now",
    ),
    "all but one": (
        {"TRACEVEIL_ENTITIES": "-CREDIT_CARD"},
        "mail <EMAIL_ADDRESS> or card 4095-2609-9393-4932 or <GITHUB_TOKEN> now",
    ),
    "secrets alone": (
        {"TRACEVEIL_PROCESSORS": "secrets"},
        "mail ruth@example.com or card 4095-2609-9393-4932 or <GITHUB_TOKEN> now",
    ),
    "nothing, written out": ({"TRACEVEIL_PROCESSORS": "none"}, TEXT.format(token=TOKEN)),
}


@pytest.mark.parametrize("case", CASES)
def test_what_comes_out(start_gateway, start_proxy, case):
    variables, wanted = CASES[case]
    sink = start_proxy("http://127.0.0.1:9", [Step("take", status=200)])
    gateway = start_gateway(OTEL_EXPORTER_OTLP_ENDPOINT=sink.url, OTEL_BSP_SCHEDULE_DELAY="50", **variables)
    with Sender(gateway.port) as sender:
        assert sender.post(request(span(TEXT.format(token=TOKEN)))).status == 200
    gateway.wait_until_delivered(1)
    (sent,) = spans_of(taken.body for taken in sink.requests).values()
    assert sent["span"]["name"] == wanted
