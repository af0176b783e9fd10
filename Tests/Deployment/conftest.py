"""Fixtures of the tests of what is deployed. The program is what TRACEVEIL_BINARY names, or that of the package."""

from __future__ import annotations

import itertools
import os
import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
FOLDER = REPOSITORY / ".build-package"


def pytest_configure(config: pytest.Config) -> None:
    for variable in [name for name in os.environ if name.startswith("OTEL_")]:
        del os.environ[variable]
    if "TRACEVEIL_BINARY" not in os.environ:
        contents = FOLDER / "contents"
        subprocess.run(["rm", "-rf", str(contents)], check=True)
        subprocess.run(["dpkg-deb", "--extract", str(the_package()), str(contents)], check=True)
        os.environ["TRACEVEIL_BINARY"] = str(contents / "usr/bin/traceveil")


def the_package() -> Path:
    packages = sorted(FOLDER.glob("traceveil_*.deb"))
    if len(packages) != 1:
        raise pytest.UsageError(f"{FOLDER} has not one package but {len(packages)}; 'make package' makes it")
    return packages[0]


@pytest.fixture(scope="session")
def package() -> Path:
    return the_package()


@pytest.fixture
def start_gateway(tmp_path: Path):
    """Starts gateways, with variables as keyword arguments; ends them with the test."""
    from gateway import Gateway

    started = []
    numbers = itertools.count(1)

    def start(**variables: str) -> Gateway:
        started.append(Gateway(tmp_path / f"gateway-{next(numbers)}", **variables))
        return started[-1]

    yield start
    for gateway in started:
        gateway.stop()
