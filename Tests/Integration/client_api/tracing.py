"""Traces: everything that has a text is redacted, and everything else stays."""

from __future__ import annotations

import mlflow
from mlflow.entities import Link, SpanEvent

from client_api.recorder import Recorder
from planting import Planter


def call(do: Recorder, planter: Planter) -> None:
    call_decorated(do, planter)
    call_by_hand(do, planter)
    call_tags(do, planter)
    call_fluent(do, planter)
    call_links(do, planter)
    call_deletion(do)


def call_decorated(do: Recorder, planter: Planter) -> None:
    @mlflow.trace(span_type="TOOL")
    def tool(question: str) -> dict:
        return {"answer": planter.sentence("outputs of a tool"), "echo": question, "n": 1}

    @mlflow.trace(name=f"agent of {planter.value('name of a span', 'EMAIL_ADDRESS')}", span_type="AGENT")
    def agent(text: str) -> str:
        tool(planter.sentence("inputs of a tool"))
        mlflow.update_current_trace(
            tags={"owner": planter.sentence("tag of a trace"), "ключ": "значение", "emoji😀": "z"},
            metadata={"note": planter.sentence("metadata of a trace")},
            client_request_id="request 7",
            request_preview=planter.sentence("preview of a request"),
            response_preview=planter.sentence("preview of a response"),
            session_id="session 1",
            user="user 1",
        )
        return planter.sentence("outputs of the root")

    @mlflow.trace
    def failing() -> None:
        raise ValueError(planter.sentence("exception"))

    @mlflow.trace
    def streaming():
        yield from ("one", planter.sentence("chunk of a stream"), "three")

    do("trace", agent, planter.sentence("inputs of the root"))
    do("get_trace", do.client.get_trace, mlflow.get_last_active_trace_id(), display=False)
    do("trace that fails", failing)
    do("trace of a generator", lambda: list(streaming()))
    do("search_traces", do.client.search_traces, locations=[active_experiment()])
    texts = "trace.text LIKE '%Ticket T-7%'"
    do("search_traces by text", do.client.search_traces, locations=[active_experiment()], filter_string=texts)
    do(
        "log_trace",
        mlflow.log_trace,
        name="logged",
        request=planter.sentence("request of a logged trace"),
        response={"a": planter.sentence("response of a logged trace")},
        attributes={"x": planter.sentence("attribute of a logged trace")},
        tags={"y": planter.sentence("tag of a logged trace")},
    )


def active_experiment() -> str:
    """Made by whoever is first."""
    return mlflow.set_experiment("traces of the test").experiment_id


def call_by_hand(do: Recorder, planter: Planter) -> None:
    client = do.client
    root = do(
        "start_trace",
        client.start_trace,
        "root",
        inputs={"a": planter.sentence("inputs by hand")},
        attributes={"k": planter.sentence("attribute by hand"), "n": 7, "list": [1, 2.5, None, True]},
        tags={"t": planter.sentence("tag by hand")},
        experiment_id=active_experiment(),
    )
    child = do(
        "start_span", client.start_span, "child", root.trace_id, root.span_id, inputs=[planter.sentence("child")]
    )
    child.add_event(SpanEvent("event", attributes={"e": planter.sentence("attribute of an event")}))
    child.add_link(Link("tr-" + "ab" * 16, "cd" * 8, attributes={"l": planter.sentence("attribute of a link")}))
    do("end_span", client.end_span, root.trace_id, child.span_id, outputs=planter.sentence("child's outputs"))
    do("end_trace", client.end_trace, root.trace_id, outputs={"o": planter.sentence("outputs by hand")})
    do("get_trace by hand", client.get_trace, root.trace_id, display=False)


def call_tags(do: Recorder, planter: Planter) -> None:
    client, trace = do.client, new_trace()
    do("set_trace_tag", client.set_trace_tag, trace, "contact", planter.sentence("tag set later"))
    do("set_trace_tag plain", client.set_trace_tag, trace, "trace/span", "v")
    do("delete_trace_tag", client.delete_trace_tag, trace, "trace/span")
    do("delete_trace_tag that is none", client.delete_trace_tag, trace, "nope")
    do("set_trace_tag of none", client.set_trace_tag, "tr-" + "0" * 32, "a", "b")
    do("get_trace with tags", client.get_trace, trace, display=False)


def call_fluent(do: Recorder, planter: Planter) -> None:
    """What `MlflowClient` has, too, under other names."""
    root = mlflow.start_span_no_context("apart", inputs={"a": planter.sentence("inputs of a span apart")})
    child = mlflow.start_span_no_context("part", parent_span=root, attributes={"z": 1, "a": 2, "m": {"y": 1, "b": 2}})
    child.end()
    do("start_span_no_context", root.end, outputs=planter.sentence("outputs of a span apart"))
    trace = mlflow.get_last_active_trace_id() if not root.trace_id else root.trace_id
    do("flush_trace_async_logging", mlflow.flush_trace_async_logging)
    do("set_trace_tag by itself", mlflow.set_trace_tag, trace, "later", planter.sentence("tag set by itself"))
    key = f"card {planter.value('key of a tag', 'CREDIT_CARD')}"
    do("set_trace_tag under a key", mlflow.set_trace_tag, trace, key, "v")
    do("mlflow.get_trace", mlflow.get_trace, trace)
    do("delete_trace_tag under a key", mlflow.delete_trace_tag, trace, key)
    do("mlflow.get_trace without it", mlflow.get_trace, trace)
    places = [active_experiment()]
    do("mlflow.search_traces", mlflow.search_traces, locations=places, max_results=3, return_type="list")
    do("search_sessions", mlflow.search_sessions, locations=places)


def new_trace() -> str:
    with mlflow.start_span("plain") as span:
        span.set_inputs("hello")
        span.set_outputs("there")
    return mlflow.get_last_active_trace_id()


def call_links(do: Recorder, planter: Planter) -> None:
    client, trace = do.client, new_trace()
    run = client.create_run(active_experiment()).info.run_id
    do("link_traces_to_run", client.link_traces_to_run, [trace], run)
    do("search_traces of a run", client.search_traces, locations=[active_experiment()], run_id=run)
    do("unlink_traces_from_run", client.unlink_traces_from_run, [trace], run)
    prompt = do("register_prompt of a trace", client.register_prompt, "of-a-trace", "Dear {{x}}")
    do("link_prompt_versions_to_trace", client.link_prompt_versions_to_trace, [prompt], trace)
    do("get_trace with links", client.get_trace, trace, display=False)

    def copied() -> None:
        with mlflow.start_span("around"):
            mlflow.add_trace(mlflow.get_trace(trace))

    do("add_trace", copied)


def call_deletion(do: Recorder) -> None:
    client, trace = do.client, new_trace()
    do("delete_traces", client.delete_traces, active_experiment(), trace_ids=[trace])
    do("delete_traces by time", client.delete_traces, active_experiment(), max_timestamp_millis=1000, max_traces=3)
    do("get_trace that is gone", client.get_trace, trace, display=False)
