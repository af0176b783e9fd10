"""The way of a span in the end-to-end tests."""

from __future__ import annotations

from dataclasses import dataclass

from gateway import Gateway
from mlflow_server import MLflowServer
from planting import Leak, Planter
from proxy import ScriptedProxy


@dataclass
class Route:
    """SDK -> `front` -> gateway -> `back` -> MLflow; both proxies keep a copy of what passes."""

    front: ScriptedProxy
    gateway: Gateway
    back: ScriptedProxy
    server: MLflowServer
    experiment: str

    def leaks(self, planter: Planter) -> list[str]:
        """Planted values in anything that the gateway showed or sent, or that the server kept."""
        outputs = self.gateway.outputs() | {"sent to the server": self.back.bytes_seen()}
        outputs |= dict(self.server.stored())
        found: list[Leak] = [leak for where, data in outputs.items() for leak in planter.leaks(data, where)]
        return [str(leak) for leak in found]
