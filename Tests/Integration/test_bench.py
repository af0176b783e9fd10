"""`traceveil bench` sends in each protocol what the destination then has."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from gateway import binary


@pytest.mark.parametrize("workload", ["web", "llm"])
@pytest.mark.parametrize("protocol", ["grpc", "http/protobuf", "http/json"])
def test_every_protocol(protocol, workload):
    done = subprocess.run(
        [str(binary()), "bench", "--protocol", protocol, "--workload", workload, "--seconds", "0.5", "--json"],
        env={name: os.environ[name] for name in ("PATH", "TMPDIR") if name in os.environ},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert record["wire"] == protocol
    assert record["spans"] > 0 and record["load"]["otherStatuses"] == {} and record["load"]["connectionErrors"] == 0
