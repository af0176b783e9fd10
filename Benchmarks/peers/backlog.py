#!/usr/bin/env python3
"""What a gateway does with a queue on disk that its destination has left to grow.

    backlog.py BINARY [--gigabytes 10] [--rate 35000] [--seconds 60]

Fills a queue with requests of the workload `llm` while nobody takes them, ends the gateway with SIGKILL, and starts it
again with a destination that takes everything. Prints how long that start took until it was ready, the most memory that
it held, and how many spans a second it delivered: alone for a while, and then with as many coming in as `--rate` says. The
folder is removed at the end. Needs that much room in the folder for temporary files, and some minutes.
"""

import argparse
import glob
import http.client
import json
import multiprocessing
import os
import shutil
import socketserver
import subprocess
import tempfile
import threading
import time
import urllib.request

from processes import free_port, running, wait_for_port

SPANS_OF_A_REQUEST = 64


class Taker(socketserver.StreamRequestHandler):
    """Takes whatever comes, and looks at nothing: what is measured is the gateway."""

    def handle(self):
        while True:
            line = self.rfile.readline(65536)
            if not line:
                return
            length = 0
            while (header := self.rfile.readline(65536)) not in (b"\r\n", b""):
                if header.lower().startswith(b"content-length:"):
                    length = int(header.split(b":")[1])
            while length > 0:
                taken = len(self.rfile.read1(min(length, 1 << 20)))
                if not taken:
                    return
                length -= taken
            self.wfile.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def send(port, bodies, stop, pause=0.0):
    """Posts requests until told to stop, one after the other, at most one every `pause` seconds."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    number = 0
    due = time.monotonic()
    while not stop.is_set():
        if pause:
            due += pause
            time.sleep(max(0.0, due - time.monotonic()))
        connection.request("POST", "/v1/traces", bodies[number % len(bodies)], {"Content-Type": "application/x-protobuf"})
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:
            time.sleep(0.05)
        number += 1


def senders(count, *arguments):
    threads = [threading.Thread(target=send, args=arguments, daemon=True) for _ in range(count)]
    for thread in threads:
        thread.start()
    return threads


def folder_bytes(folder):
    return sum(os.path.getsize(path) for path in glob.glob(folder + "/traces/*.log"))


def metrics(port):
    found = {}
    for line in urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=10).read().decode().splitlines():
        if 'signal="traces"' in line and not line.startswith("#") and line.count('="') == 1:
            name, value = line.rsplit(" ", 1)
            found[name.split("{")[0]] = float(value)
    return found


def memory(process, what):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith(what))


def cpu_seconds(process):
    with open(f"/proc/{process.pid}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def environment(folder, http_port, admin_port, destination, limit):
    return {
        "OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{destination}", "TRACEVEIL_HTTP_LISTEN": f"127.0.0.1:{http_port}",
        "TRACEVEIL_GRPC_LISTEN": "none", "TRACEVEIL_ADMIN_LISTEN": f"127.0.0.1:{admin_port}",
        "TRACEVEIL_QUEUE_DIRECTORY": folder, "TRACEVEIL_QUEUE_DISK_BYTES": str(limit), "TRACEVEIL_COMPRESSION_LEVEL": "1",
    }


def fill(options, folder, bodies, ports, limit):
    with running([options.binary, "gateway"], environment(folder, *ports, free_port(), limit)) as (gateway, log):
        wait_for_port(ports[0], gateway, log)
        stop, end = threading.Event(), time.monotonic() + 60 * options.gigabytes
        threads = senders(32, ports[0], bodies, stop)
        while folder_bytes(folder) < options.gigabytes * 1e9 and time.monotonic() < end:
            time.sleep(1)
        stop.set()
        for thread in threads:
            thread.join(timeout=60)
        filled = {"items": metrics(ports[1])["traceveil_on_disk_items"], "bytes": folder_bytes(folder),
                  "peakResidentBytes": memory(gateway, "VmHWM")}
        gateway.kill()
        gateway.wait()
    return filled


def watch(gateway, port, seconds):
    """Spans that left and spans that came, a second, and the CPU that took; ends early when nothing is left."""
    before, began, cpu = metrics(port), time.monotonic(), cpu_seconds(gateway)
    while time.monotonic() - began < seconds and metrics(port)["traceveil_on_disk_items"] > 0:
        time.sleep(0.5)
    after, took = metrics(port), time.monotonic() - began
    rate = {name: (after[f"traceveil_{name}_items_total"] - before[f"traceveil_{name}_items_total"]) / took
            for name in ("exported", "received")}
    return {"seconds": round(took, 1), "deliveredPerSecond": round(rate["exported"]), "arrivedPerSecond": round(rate["received"]),
            "leftOnDisk": after["traceveil_on_disk_items"], "cpuCores": round((cpu_seconds(gateway) - cpu) / took, 2),
            "residentBytes": memory(gateway, "VmRSS")}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("binary")
    parser.add_argument("--gigabytes", type=float, default=10)
    parser.add_argument("--rate", type=float, default=35_000, help="spans a second that come in while it drains")
    parser.add_argument("--seconds", type=float, default=60)
    options = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="traceveil-backlog-") as directory:
        folder, workload = directory + "/queue", directory + "/workload"
        subprocess.run([options.binary, "bench", "--workload", "llm", "--dump-workload", workload], check=True,
                       stdout=subprocess.DEVNULL)
        bodies = []
        for path in sorted(glob.glob(workload + "/*.bin")):
            with open(path, "rb") as file:
                bodies.append(file.read())
        # One of three signals whose destination is away may have two thirds of it.
        limit = int(options.gigabytes * 1e9 * 1.7)
        result = {"filled": fill(options, folder, bodies, (free_port(), free_port()), limit)}

        server = Server(("127.0.0.1", 0), Taker)
        # In a process of its own, which does not wait for the senders' lock.
        taker = multiprocessing.get_context("fork").Process(target=server.serve_forever, daemon=True)
        taker.start()
        ports = (free_port(), free_port())
        began = time.monotonic()
        with running([options.binary, "gateway"], environment(folder, *ports, server.server_address[1], limit)) as (gateway, log):
            wait_for_port(ports[1], gateway, log)
            while True:
                try:
                    if urllib.request.urlopen(f"http://127.0.0.1:{ports[1]}/readyz", timeout=5).status == 200:
                        break
                except OSError:
                    time.sleep(0.01)
            result["readySeconds"] = round(time.monotonic() - began, 2)
            result["alone"] = watch(gateway, ports[1], options.seconds / 3)
            stop = threading.Event()
            threads = senders(4, ports[0], bodies, stop, 4 * SPANS_OF_A_REQUEST / options.rate)
            result["withArrivals"] = watch(gateway, ports[1], options.seconds)
            stop.set()
            for thread in threads:
                thread.join(timeout=60)
            result["peakResidentBytes"] = memory(gateway, "VmHWM")
            gateway.kill()
        taker.terminate()
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
