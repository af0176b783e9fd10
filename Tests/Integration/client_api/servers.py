"""The registry of MCP servers, whose names have slashes. It passes as it is."""

from __future__ import annotations

from client_api.recorder import Recorder
from planting import Planter

SCHEMA = "https://static.modelcontextprotocol.io/schemas/2025-10-17/server.schema.json"


def call(do: Recorder, planter: Planter) -> None:
    client, name = do.client, "io.x/lifespan"
    document = {"name": name, "version": "1.0.0", "description": "traces", "$schema": SCHEMA}
    do("create_mcp_server", client.create_mcp_server, name, description="spans")
    do("create_mcp_server again", client.create_mcp_server, name)
    do("get_mcp_server", client.get_mcp_server, name)
    do("update_mcp_server", client.update_mcp_server, name, description="feedback")
    do("set_mcp_server_tag", client.set_mcp_server_tag, name, "trace", "v")
    do("search_mcp_servers", client.search_mcp_servers)
    do("create_mcp_server_version", client.create_mcp_server_version, document)
    do("get_mcp_server_version", client.get_mcp_server_version, name, "1.0.0")
    do("get_latest_mcp_server_version", client.get_latest_mcp_server_version, name)
    do("search_mcp_server_versions", client.search_mcp_server_versions, name)
    do("update_mcp_server_version", client.update_mcp_server_version, name, "1.0.0", status="active")
    do("refresh_mcp_server_version_tools", client.refresh_mcp_server_version_tools, name, "1.0.0", dry_run=True)
    do("set_mcp_server_version_tag", client.set_mcp_server_version_tag, name, "1.0.0", "span", "v")
    do("delete_mcp_server_version_tag", client.delete_mcp_server_version_tag, name, "1.0.0", "span")
    do("set_mcp_server_alias", client.set_mcp_server_alias, name, "otel", "1.0.0")
    do("get_mcp_server_version_by_alias", client.get_mcp_server_version_by_alias, name, "otel")
    do("delete_mcp_server_alias", client.delete_mcp_server_alias, name, "otel")
    made = do(
        "create_mcp_access_endpoint",
        client.create_mcp_access_endpoint,
        name,
        "https://mcp.example.com/traces",
        server_version="1.0.0",
    )
    identifier = made.id if made else "none"
    do("get_mcp_access_endpoint", client.get_mcp_access_endpoint, name, identifier)
    do("search_mcp_access_endpoints", client.search_mcp_access_endpoints)
    do(
        "update_mcp_access_endpoint",
        client.update_mcp_access_endpoint,
        name,
        identifier,
        url="https://mcp.example.com/spans",
    )
    do("delete_mcp_access_endpoint", client.delete_mcp_access_endpoint, name, identifier)
    do("delete_mcp_server_tag", client.delete_mcp_server_tag, name, "trace")
    do("update_mcp_server_version to delete it", client.update_mcp_server_version, name, "1.0.0", status="deprecated")
    do("delete_mcp_server_version", client.delete_mcp_server_version, name, "1.0.0")
    do("delete_mcp_server", client.delete_mcp_server, name)
