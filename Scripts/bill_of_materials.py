#!/usr/bin/env python3
"""Writes the bill of materials of a program in CycloneDX's JSON, version 1.6, to standard output.

    Scripts/bill_of_materials.py PROGRAM

Its components are the Swift packages at the versions of Package.resolved, Swift's own libraries, which are linked
into the program, and the Debian packages of the libraries that it loads. The same inputs give the same bytes.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import uuid
from datetime import datetime, timezone
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def version() -> str:
    source = (REPOSITORY / "Sources/TraceVeil/Requests/LibraryVersion.swift").read_text()
    return re.search(r'current = "(.+)"', source).group(1)


def swift_packages() -> list[dict]:
    """Every package that Package.resolved pins, by the revision that was built."""
    components = []
    for pin in json.loads((REPOSITORY / "Package.resolved").read_text())["pins"]:
        location, state = pin["location"].removesuffix(".git"), pin["state"]
        place = re.sub(r"^https://", "", location)
        version = state.get("version") or state["revision"]
        components.append(
            {
                "type": "library",
                "bom-ref": f"pkg:swift/{place}@{version}",
                "name": pin["identity"],
                "version": version,
                "purl": f"pkg:swift/{place}@{version}",
                "externalReferences": [{"type": "vcs", "url": location}],
                "properties": [{"name": "swift:revision", "value": state["revision"]}],
            }
        )
    return components


def swift_runtime() -> dict:
    version = re.search(r"Swift version (\S+)", output("swift", "--version")).group(1)
    place = f"pkg:swift/github.com/swiftlang/swift@{version}"
    return {
        "type": "library",
        "bom-ref": place,
        "name": "swift",
        "version": version,
        "purl": place,
        "description": "The standard library, Foundation's essentials and libdispatch, linked into the program",
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }


def loaded_libraries(program: str) -> list[str]:
    """The files of the libraries that the program names itself."""
    needed = set(re.findall(r"Shared library: \[(.+)\]", output("readelf", "--dynamic", "--wide", program)))
    found = dict(re.findall(r"^\s*(\S+) => (\S+)", output("ldd", program), re.MULTILINE))
    return [found[name] for name in sorted(needed) if name in found]


def debian_packages(program: str) -> list[dict]:
    release = dict(re.findall(r'^(\w+)="?([^"\n]+)', Path("/etc/os-release").read_text(), re.MULTILINE))
    distribution = release["ID"]
    components = {}
    for file in loaded_libraries(program):
        # dpkg knows a file by the name that its package gave it, in /lib or in /usr/lib.
        names = [os.path.realpath(file), os.path.realpath(file).removeprefix("/usr"), file]
        owner = next(filter(None, (package_of(name) for name in names)), None)
        if owner is None:
            raise SystemExit(f"bill_of_materials: no package has {file}")
        name, version, architecture = owner
        place = f"pkg:deb/{distribution}/{name}@{version.replace('+', '%2B')}?arch={architecture}"
        components[place] = {
            "type": "library",
            "bom-ref": place,
            "name": name,
            "version": version,
            "purl": place,
        }
    return [components[place] for place in sorted(components)]


def package_of(file: str) -> tuple[str, str, str] | None:
    found = subprocess.run(["dpkg-query", "--search", file], capture_output=True, text=True)
    if found.returncode:
        return None
    package = found.stdout.split(": ")[0].split(",")[0]
    shown = output("dpkg-query", "--show", "--showformat", "${Package}|${Version}|${Architecture}", package)
    return tuple(shown.split("|"))


def document(program: str) -> dict:
    components = [*swift_packages(), swift_runtime(), *debian_packages(program)]
    place = f"pkg:generic/traceveil@{version()}"
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", 0))
    content = json.dumps(components, sort_keys=True)
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid.uuid5(uuid.NAMESPACE_URL, place + content).urn,
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(seconds, timezone.utc).isoformat(),
            "component": {
                "type": "application",
                "bom-ref": place,
                "name": "traceveil",
                "version": version(),
                "purl": place,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            },
        },
        "components": components,
        "dependencies": [{"ref": place, "dependsOn": [component["bom-ref"] for component in components]}],
    }


if __name__ == "__main__":
    json.dump(document(sys.argv[1]), sys.stdout, indent=2)
    print()
