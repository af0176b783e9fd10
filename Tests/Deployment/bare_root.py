"""A bare Debian of this machine's release, in a folder: no Swift, no compiler, nothing of this project.

It comes from the package source that this machine's apt is set up with. What runs in it has a mount name space of its
own, so nothing stays mounted, and shares the network of the machine.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
RELEASE = dict(re.findall(r'^(\w+)="?([^"\n]*)', Path("/etc/os-release").read_text(), re.MULTILINE))
# What a login sets; the variables of whoever runs the tests stay outside, but for the way to the package source.
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
PROXIES = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}


def package_sources() -> list[tuple[str, str]]:
    """Address and suite of each source of the distribution's own packages that apt knows here."""
    form = "$(ORIGIN)|$(CODENAME)|$(COMPONENT)|$(SITE)"
    command = ["apt-get", "indextargets", "--format", form, "Created-By: Packages"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if not shown.strip():
        subprocess.run(["apt-get", "update"], check=True, capture_output=True)
        shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    sources = []
    for line in shown.splitlines():
        origin, suite, component, site = line.split("|")
        if origin.lower() == RELEASE["ID"] and component == "main" and (site, suite) not in sources:
            sources.append((site, suite))
    return sources


@dataclass(frozen=True)
class BareRoot:
    path: Path

    def command(self, *command: str, user: str = "root", **variables: str) -> list[str]:
        """A command line that runs another one in this root."""
        environment = [f"{name}={value}" for name, value in ({"PATH": PATH, "HOME": "/"} | variables).items()]
        inside = 'mount -t proc proc "$0/proc" && exec chroot --userspec="$1" "$0" /usr/bin/env -i "${@:2}"'
        return ["unshare", "--mount", "bash", "-c", inside, str(self.path), user, *environment, *command]

    def run(self, *command: str, check: bool = True, **keywords) -> subprocess.CompletedProcess:
        done = subprocess.run(
            self.command(*command, **keywords), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=900
        )
        assert not check or done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
        return done

    def install(self, package: Path) -> None:
        """As a user does: apt fetches what the package depends on."""
        shutil.copy(package, self.path / "tmp" / package.name)
        self.apt("install", "--yes", "--no-install-recommends", f"/tmp/{package.name}")

    def apt(self, *arguments: str) -> None:
        self.run("apt-get", *arguments, DEBIAN_FRONTEND="noninteractive", **PROXIES)


def make(folder: Path) -> Path:
    """Unpacks a base system into `folder` unless it is there."""
    done = folder / "etc/traceveil-base"
    if done.exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    sources = package_sources()
    base = next(source for source in sources if source[1] == RELEASE["VERSION_CODENAME"])
    keyring = f"/usr/share/keyrings/{RELEASE['ID']}-archive-keyring.gpg"
    command = ["debootstrap", "--variant=minbase", f"--keyring={keyring}", base[1], str(folder), base[0]]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=1500)
    lines = [f"deb {site} {suite} main\n" for site, suite in sources]
    (folder / "etc/apt/sources.list").write_text("".join(lines))
    for file in Path("/etc/apt/apt.conf.d").iterdir():
        shutil.copy(file, folder / "etc/apt/apt.conf.d" / file.name)
    shutil.copy("/etc/resolv.conf", folder / "etc/resolv.conf")
    BareRoot(folder).apt("update")
    done.touch()
    return folder


def copy(folder: Path) -> BareRoot:
    """A copy of the base system, to change."""
    base = make(REPOSITORY / ".build-package" / f"root-{RELEASE['VERSION_CODENAME']}")
    subprocess.run(["cp", "--archive", str(base), str(folder)], check=True)
    return BareRoot(folder)
