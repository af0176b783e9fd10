"""Drop-in mode: what was written under a name is read, searched, set again and deleted by that name, as without it."""

from __future__ import annotations

import json

import pytest
from mlflow_server import MLflowServer
from mlflow_versions import SERVERS, run_client


@pytest.mark.parametrize("version", SERVERS)
def test_what_was_redacted_is_found_by_what_it_was(version, start_gateway, tmp_path):
    servers = [MLflowServer(tmp_path / name, version=version) for name in ("direct", "proxied")]
    try:
        gateway = start_gateway(TRACEVEIL_MLFLOW_UPSTREAM=servers[1].url, TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0")
        direct, proxied = (
            json.loads(run_client(version, "found_program.py", url, MLFLOW_TRACKING_URI=url).splitlines()[-1])
            for url in (servers[0].url, gateway.mlflow_url)
        )
        differing = {name: (direct.get(name), said) for name, said in proxied.items() if direct.get(name) != said}
        assert differing == {}
        assert len(proxied) > 40 and proxied.keys() == direct.keys()
        kept = b"\n".join(content for _, content in servers[1].stored()).lower()
        for name in (b"lena.moss", b"kim.hale", b"10.20.30.4"):
            assert name not in kept
    finally:
        for server in servers:
            server.stop()
