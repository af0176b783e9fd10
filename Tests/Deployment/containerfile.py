"""What a container file says, carried out in a bare root: the little of its language that ours uses."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from bare_root import PROXIES, REPOSITORY, BareRoot


@dataclass
class Image:
    """What a container of it would run."""

    base: str = ""
    user: str = ""
    command: list[str] = field(default_factory=list)
    variables: dict[str, str] = field(default_factory=dict)


def build(file: Path, root: BareRoot) -> Image:
    image, entry, arguments = Image(), [], []
    text = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", file.read_text(), flags=re.MULTILINE))
    for line in filter(None, (line.strip() for line in text.splitlines())):
        instruction, rest = line.split(None, 1)
        match instruction:
            case "FROM":
                image.base = rest
            case "COPY":
                source, target = rest.split()
                files = sorted(REPOSITORY.glob(source))
                assert len(files) == 1, f"{source}: {files}"
                shutil.copy(files[0], root.path / target.lstrip("/"))
            case "RUN":
                root.run("sh", "-c", rest, DEBIAN_FRONTEND="noninteractive", **PROXIES)
            case "ENV":
                image.variables |= dict(pair.split("=", 1) for pair in shlex.split(rest))
            case "USER":
                image.user = rest
            case "ENTRYPOINT":
                entry = json.loads(rest)
            case "CMD":
                arguments = json.loads(rest)
            case "EXPOSE" | "LABEL":
                pass
            case _:
                raise AssertionError(f"this says nothing to the test: {line}")
    image.command = [*entry, *arguments]
    return image
