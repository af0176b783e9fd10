"""The package of `make package`: what is in it, and that it installs, starts and goes away where there is no Swift."""

from __future__ import annotations

import json
import re
import shlex
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import bare_root
import containerfile
import pytest
from bare_root import REPOSITORY, BareRoot
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from processes import signal_thread, thread_of

FOLDER = REPOSITORY / ".build-package"
SAMPLES = REPOSITORY / "Samples"
# docs/TraceVeil.docc/Deploying.md says what takes them.
MAXIMUM_BYTES = 25_000_000
# Of C, and of RE2 and its C++.
LIBRARIES = {
    "libc.so.6", "libm.so.6", "libgcc_s.so.1", "libstdc++.so.6",
    "libre2.so.9", "libprotobuf-c.so.1", "libyaml-0.so.2", "libz.so.1", "libzstd.so.1", "liblz4.so.1",
}  # fmt: skip


@pytest.fixture(scope="session")
def contents(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contents")
    subprocess.run(["dpkg-deb", "--raw-extract", str(package), str(folder)], check=True)
    return folder


@pytest.fixture
def root(tmp_path: Path) -> BareRoot:
    return bare_root.copy(tmp_path / "root")


def output(*command: str | Path) -> str:
    return subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True).stdout


class Running:
    """A gateway in a root, on ports that the system has picked."""

    def __init__(self, root: BareRoot, log: Path, command: list[str], user: str, **variables: str) -> None:
        ports = {f"TRACEVEIL_{name}_LISTEN": "127.0.0.1:0" for name in ("HTTP", "GRPC", "ADMIN")}
        self.log = log
        with log.open("wb") as file:
            line = root.command(*command, user=user, **variables | ports)
            self.process = subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
        self.ports: dict[str, str] = {}
        end = time.monotonic() + 30
        while len(self.ports) < 3:
            assert self.process.poll() is None and time.monotonic() < end, self.text()
            self.ports = dict(re.findall(r"\b(http|grpc|admin)=127\.0\.0\.1:(\d+)", self.text()))

    def text(self) -> str:
        return self.log.read_text(errors="replace")

    def send_sample(self) -> None:
        body = (SAMPLES / "pii-trace.binpb").read_bytes()
        address = f"http://127.0.0.1:{self.ports['http']}/v1/traces"
        headers = {"content-type": "application/x-protobuf"}
        with urllib.request.urlopen(urllib.request.Request(address, body, headers), timeout=10) as answer:
            assert answer.status == 200

    def admin(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ports['admin']}{path}", timeout=10) as answer:
            return answer.read().decode()

    def end(self) -> int:
        # `unshare`, `chroot` and `env` have each become the next, so this is the gateway itself.
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)


def redacts(running: Running) -> None:
    running.send_sample()
    running.admin("/readyz")
    assert running.end() == 0, running.text()
    assert "<EMAIL_ADDRESS>" in running.text()
    planted = (SAMPLES / "pii-trace.planted").read_text().splitlines()
    assert [value for value in planted if value in running.text()] == []


def test_the_program_needs_nothing_of_swift(contents: Path):
    program = contents / "usr/bin/traceveil"
    assert program.stat().st_size <= MAXIMUM_BYTES
    dynamic = output("readelf", "--dynamic", "--wide", program)
    needed = set(re.findall(r"Shared library: \[(.+)\]", dynamic))
    assert {name for name in needed if not name.startswith("ld-linux")} <= LIBRARIES
    assert "RUNPATH" not in dynamic and "RPATH" not in dynamic
    assert "swift" not in output("ldd", program).lower()


def test_the_program_is_stripped_and_hardened(contents: Path):
    program = contents / "usr/bin/traceveil"
    sections = output("readelf", "--section-headers", "--wide", program)
    assert ".symtab" not in sections and ".debug" not in sections
    assert "DYN (Position-Independent Executable file)" in output("readelf", "--file-header", program)
    assert "NOW" in output("readelf", "--dynamic", program)
    segments = output("readelf", "--program-headers", "--wide", program)
    assert "GNU_RELRO" in segments
    assert re.search(r"GNU_STACK.* RW ", segments)
    # What `addr2line` needs for the addresses of a crash, kept beside the package.
    build = re.search(r"Build ID: (\w+)", output("readelf", "--notes", program)).group(1)
    assert build in output("readelf", "--notes", FOLDER / "traceveil.debug")


def test_a_crash_shows_the_calls_without_tables_for_unwinding(contents: Path, start_gateway):
    sections = output("readelf", "--section-headers", "--wide", contents / "usr/bin/traceveil")
    size = re.search(r" \.eh_frame +\S+ +\w+ \w+ (\w+)", sections).group(1)
    assert int(size, 16) < 100_000, "of C++ that catches, and of nothing else"
    for thread in ("TP-#", "NIO-SGLTN"):
        gateway = start_gateway()
        signal_thread(gateway.program.pid, thread_of(gateway.program.pid, thread), signal.SIGSEGV)
        assert gateway.program.wait() == -signal.SIGSEGV
        assert gateway.program.log().count("(+0x") > 2, gateway.program.log()


def test_files_have_their_places_and_owners(package: Path):
    listed = output("dpkg-deb", "--contents", package)
    assert set(re.findall(r"^\S+ (\S+)", listed, re.MULTILINE)) == {"root/root"}
    files = set(re.findall(r"^-\S+.* \.(/\S+)$", listed, re.MULTILINE))
    assert files == {
        "/etc/traceveil/traceveil.yaml",
        "/usr/bin/traceveil",
        "/usr/lib/systemd/system/traceveil.service",
        "/usr/share/doc/traceveil/README.md",
        "/usr/share/doc/traceveil/SECURITY.md",
        "/usr/share/doc/traceveil/copyright",
        "/usr/share/doc/traceveil/traceveil.cdx.json",
        "/usr/share/traceveil/traceveil.schema.json",
    }
    depends = output("dpkg-deb", "--field", package, "Depends")
    for name in ("libc6", "libre2-9", "libyaml-0-2", "libprotobuf-c1", "libzstd1", "liblz4-1", "adduser"):
        assert name in depends


def test_the_unit_is_valid_and_hardened(tmp_path: Path):
    unit = REPOSITORY / "Deploy/debian/traceveil.service"
    shown = output("systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20", unit)
    assert "Overall exposure level" in shown
    # Its program is not installed on this machine.
    copy = tmp_path / "traceveil.service"
    copy.write_text(unit.read_text().replace("/usr/bin/traceveil", "/bin/true"))
    verified = subprocess.run(["systemd-analyze", "verify", str(copy)], capture_output=True, text=True)
    mistakes = [line for line in verified.stderr.splitlines() if "traceveil.service" in line]
    assert verified.returncode == 0 and mistakes == [], verified.stderr


def test_it_installs_starts_and_goes_away_without_swift(package: Path, root: BareRoot, tmp_path: Path):
    assert root.run("find", "/", "-xdev", "-name", "libswift*", "-o", "-xdev", "-name", "swift").stdout == ""
    root.install(package)

    assert root.run("dpkg-query", "--show", "--showformat", "${Status}", "traceveil").stdout == "install ok installed"
    assert "/etc/traceveil/traceveil.yaml" in root.run("cat", "/var/lib/dpkg/info/traceveil.conffiles").stdout
    assert root.run("stat", "--format", "%U:%G %a", "/etc/traceveil/traceveil.yaml").stdout == "root:traceveil 640\n"
    assert root.run("getent", "passwd", "traceveil").stdout.split(":")[5:] == ["/var/lib/traceveil", "/usr/sbin/nologin\n"]
    assert (root.path / "etc/systemd/system/multi-user.target.wants/traceveil.service").is_symlink()

    unit = (REPOSITORY / "Deploy/debian/traceveil.service").read_text()
    command = shlex.split(re.search(r"^ExecStart=(.+)$", unit, re.MULTILINE).group(1))
    user = ":".join(re.search(rf"^{key}=(.+)$", unit, re.MULTILINE).group(1) for key in ("User", "Group"))
    assert root.run(*command, "--check", user=user).stderr == ""
    redacts(Running(root, tmp_path / "log", command, user))
    # Whoever is not the service does not read what may hold secrets.
    assert root.run(*command, "--check", user="nobody:nogroup", check=False).returncode == 78

    (root.path / "etc/traceveil/traceveil.yaml").write_text("TRACEVEIL_PROCESSORS: pii\n")
    root.install(package)
    assert (root.path / "etc/traceveil/traceveil.yaml").read_text() == "TRACEVEIL_PROCESSORS: pii\n"
    root.apt("purge", "--yes", "traceveil")
    assert not (root.path / "etc/traceveil").exists() and not (root.path / "usr/bin/traceveil").exists()
    assert not (root.path / "etc/systemd/system/multi-user.target.wants/traceveil.service").is_symlink()


def test_the_container_file_makes_an_image_that_redacts(root: BareRoot, tmp_path: Path):
    image = containerfile.build(REPOSITORY / "Deploy/container/Containerfile", root)
    assert image.base == f"debian:{bare_root.RELEASE['VERSION_CODENAME']}-slim"
    assert image.user.split(":")[0] not in ("", "0", "root")
    redacts(Running(root, tmp_path / "log", image.command, image.user, **image.variables))


def test_the_bill_of_materials_is_valid_and_complete(package: Path, contents: Path):
    text = (contents / "usr/share/doc/traceveil/traceveil.cdx.json").read_text()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    names = {component["name"] for component in json.loads(text)["components"]}
    pins = json.loads((REPOSITORY / "Package.resolved").read_text())["pins"]
    assert {pin["identity"] for pin in pins} <= names
    depends = output("dpkg-deb", "--field", package, "Depends")
    packages = {word.split()[0].split(":")[0] for word in depends.split(", ")} - {"adduser"}
    assert packages <= names
