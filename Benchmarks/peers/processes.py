"""Processes under measurement and the tool that measures them."""

import contextlib
import json
import os
import re
import socket
import subprocess
import tempfile
import time


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, process, log, seconds=30):
    """Returns once something listens on the port; fails with the end of the log when the process dies first."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        if process.poll() is not None:
            break
        time.sleep(0.05)
    log.seek(0)
    raise RuntimeError(f"{process.args[0]} does not listen on {port}:\n{log.read()[-3000:]}")


@contextlib.contextmanager
def running(arguments, environment=None):
    """A process, its output in a file, ended with SIGTERM when the block is left."""
    with tempfile.TemporaryFile("w+", errors="replace") as log:
        process = subprocess.Popen(
            arguments, stdout=log, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
            env=dict(os.environ, **(environment or {})))
        try:
            yield process, log
        finally:
            process.terminate()
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class Sink:
    """`traceveil bench-sink`. It ends when its standard input does."""

    def __init__(self, binary, workload, seed, faults=""):
        arguments = [binary, "bench-sink", "--workload", workload, "--seed", str(seed)]
        if faults:
            arguments += ["--faults", faults]
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.port = int(re.search(r":(\d+)$", self.process.stdout.readline().strip()).group(1))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(timeout=30)

    def summary(self):
        """Once all that has been accepted is inspected: the sink does that when nobody else computes."""
        deadline = time.monotonic() + 120
        while (summary := self._summary())["uninspected"] > 0 and time.monotonic() < deadline:
            time.sleep(0.05)
        return summary

    def _summary(self):
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as connection:
            connection.sendall(b"GET /summary HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        return json.loads(answer.partition(b"\r\n\r\n")[2])


def bench(options, workload, connections, rate=None, extra=()):
    """One record of `traceveil bench`, at a rate or in a closed loop. A lost span or a leak is part of the record,
    not an error here."""
    arguments = [
        options.binary, "bench", "--json", "--workload", workload, "--seed", str(options.seed),
        "--seconds", str(options.seconds), "--connections", str(connections), *extra]
    if rate:
        arguments += ["--rate", str(rate)]
    run = subprocess.run(arguments, capture_output=True, text=True)
    if run.returncode not in (0, 1) or not run.stdout.startswith("{"):
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{run.stdout}{run.stderr}")
    return json.loads(run.stdout)
