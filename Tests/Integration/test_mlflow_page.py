"""MLflow's page behind drop-in mode, of the newest server, in a browser."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest
from browser import Page, open_page
from gateway import Gateway
from mlflow_server import MLflowServer
from mlflow_versions import SERVERS, run_client
from planting import Planter
from processes import wait_until

NEWEST = SERVERS[-1]

# What the page says where something went wrong.
TROUBLE = ("Failed to load", "Something went wrong", "An error occurred", "Unable to", "not found", "No traces")


@dataclass(frozen=True)
class Shown:
    server: MLflowServer
    gateway: Gateway
    planter: Planter
    experiment: str
    ids: dict[str, str]
    folder: Path

    def open(self, path: str, *expected: str) -> Page:
        """Opens a page until the texts that it has to show are there, and looks for what must not be."""

        def shows_all() -> Page | None:
            page = open_page(self.gateway.mlflow_url + path, self.folder)
            return page if all(text in page.text for text in expected) else None

        page = wait_until(shows_all, f"{path} shows {expected}", timeout=90)
        assert [text for text in TROUBLE if text in page.text] == []
        assert self.planter.leaks(page.text, path) == []
        direct = open_page(self.server.url + path, self.folder)
        assert page.console <= direct.console, "the page has no trouble that it hasn't without the proxy"
        return page

    def path(self, name: str = "") -> str:
        chosen = f"?selectedEvaluationId={self.ids[name]}" if name else ""
        return f"/#/experiments/{self.experiment}/traces{chosen}"


@pytest.fixture
def shown(server_of, start_gateway, planter, tmp_path) -> Shown:
    server = server_of(NEWEST)
    gateway = start_gateway(
        TRACEVEIL_MLFLOW_UPSTREAM=server.url,
        TRACEVEIL_MLFLOW_LISTEN="127.0.0.1:0",
        TRACEVEIL_MLFLOW_ATTACHMENTS="image/*",
    )
    name = f"page {planter.seed}"
    said = json.loads(
        run_client(NEWEST, "page_program.py", planter.seed, name, MLFLOW_TRACKING_URI=gateway.mlflow_url)
    )
    planter.adopt(said["plants"])
    experiment = server.client.get_experiment_by_name(name).experiment_id
    return Shown(server, gateway, planter, experiment, said["ids"], tmp_path)


def test_the_page_shows_the_list_an_agents_tree_and_an_image(shown):
    listed = shown.open(shown.path(), "A red square.", "<EMAIL_ADDRESS>", "2 of 2")
    assert "The contact is" in listed.text

    tree = shown.open(shown.path("agent"), "look_up_contact", "AskingModel", "Inputs / Outputs")
    assert "The contact is" in tree.text and "<EMAIL_ADDRESS>" in tree.text

    picture = shown.open(shown.path("picture"), "look at it", "A red square.")
    assert any(address.startswith(("blob:", "data:image/png")) for address in picture.images)
