"""What should come out of the gateway, worked out from what went in.

Both sides are OTLP messages as plain dictionaries. A text that parses as a
JSON object or list is compared by its content, because an escaped value can
be replaced in more than one valid way; every other text, byte for byte.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable

from google.protobuf.json_format import MessageToDict
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from planting import Planter


def spans_of(bodies: Iterable[bytes]) -> dict[str, dict]:
    """Span id -> the span with its scope and resource, from the bodies of export requests."""
    spans: dict[str, dict] = {}
    for body in bodies:
        message = MessageToDict(ExportTraceServiceRequest.FromString(body))
        for resource_spans in message.get("resourceSpans", []):
            for scope_spans in resource_spans.get("scopeSpans", []):
                for span in scope_spans.get("spans", []):
                    spans[base64.b64decode(span["spanId"]).hex()] = {
                        "span": span,
                        "scope": scope_spans.get("scope", {}),
                        "scopeSchema": scope_spans.get("schemaUrl", ""),
                        "resource": resource_spans.get("resource", {}),
                        "resourceSchema": resource_spans.get("schemaUrl", ""),
                    }
    return spans


#: Fields whose content is not text: they must not change.
STRUCTURE = {
    "traceId",
    "spanId",
    "parentSpanId",
    "kind",
    "startTimeUnixNano",
    "endTimeUnixNano",
    "timeUnixNano",
}


def expected(value: object, planter: Planter) -> object:
    """`value` (a dictionary of `spans_of`, or a part of it) as the default policy should leave it."""
    if isinstance(value, list):
        return [expected(member, planter) for member in value]
    if isinstance(value, str):
        return expected_text(value, planter)
    if not isinstance(value, dict):
        return value
    if set(value) == {"intValue"} or set(value) == {"doubleValue"}:
        text = str(next(iter(value.values())))
        redacted = planter.redacted(text)
        return value if redacted == text else {"stringValue": redacted}
    if set(value) == {"bytesValue"}:
        return {"bytesValue": _expected_bytes(value["bytesValue"], planter)}
    return {key: member if key in STRUCTURE else expected(member, planter) for key, member in value.items()}


def expected_text(text: str, planter: Planter) -> object:
    try:
        content = json.loads(text)
    except ValueError:
        content = None
    if not isinstance(content, (dict, list)):
        return planter.redacted(text)
    redacted = _expected_content(content, planter)
    # Without a match the text itself has to stay, and not only its content.
    return text if repr(redacted) == repr(content) else {"JSON": redacted}


def _expected_content(content: object, planter: Planter) -> object:
    if isinstance(content, dict):
        return {planter.redacted(key): _expected_content(member, planter) for key, member in content.items()}
    if isinstance(content, list):
        return [_expected_content(member, planter) for member in content]
    if isinstance(content, str):
        return expected_text(content, planter)
    if isinstance(content, (int, float)) and not isinstance(content, bool):
        redacted = planter.redacted(str(content))
        return content if redacted == str(content) else redacted
    # None and the two booleans.
    return content


def _expected_bytes(encoded: str, planter: Planter) -> str:
    data = base64.b64decode(encoded)
    for plant in planter:
        for spelling in plant.spellings:
            data = data.replace(spelling.encode(), plant.replacement.encode())
    return base64.b64encode(data).decode()


def differences(wanted: object, actual: object, path: str = "") -> list[str]:
    """Where `actual` is not what was wanted, with a path to each place."""
    if isinstance(wanted, dict) and set(wanted) == {"JSON"} and isinstance(actual, str):
        try:
            return differences(wanted["JSON"], json.loads(actual), f"{path}{{JSON}}")
        except ValueError as error:
            return [f"{path}: no longer JSON ({error}): {actual!r}"]
    if isinstance(wanted, dict) and isinstance(actual, dict):
        found = [f"{path}.{key}: only on one side" for key in sorted(set(wanted) ^ set(actual))]
        for key in set(wanted) & set(actual):
            found += differences(wanted[key], actual[key], f"{path}.{key}")
        return found
    if isinstance(wanted, list) and isinstance(actual, list) and len(wanted) == len(actual):
        return [
            difference
            for index, (one, other) in enumerate(zip(wanted, actual))
            for difference in differences(one, other, f"{path}[{index}]")
        ]
    # repr, because NaN does not equal itself and 1 equals True.
    return [] if repr(wanted) == repr(actual) else [f"{path}: wanted {wanted!r}, got {actual!r}"]
