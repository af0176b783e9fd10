"""Calls all of MLflow's client API, with personal data wherever it is about traces, and writes down what the
server answered.

    python -m client_api SEED FILE [GROUP...]

Writes into FILE as JSON: the planted values, and for each call in its order its name, how it ended, and the requests that it made
with their answers. `MLFLOW_TRACKING_URI` says which server is asked. Groups are modules of this package; without them it is
all.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from pathlib import Path

from planting import Planter

from client_api import WATCH, assessing, distributed, evaluating, registry, reviewing, runs, servers, skills, tracing, values
from client_api.recorder import Recorder

GROUPS = (runs, registry, servers, skills, tracing, values, distributed, assessing, reviewing, evaluating)


def main() -> None:
    warnings.filterwarnings("ignore")
    logging.disable()
    planter = Planter(sys.argv[1])
    recorder = Recorder()
    names = [f"client_api.{name}" for name in sys.argv[3:]]
    for group in GROUPS:
        if not names or group.__name__ in names:
            group.call(recorder, planter)
    # Into a file, since the client prints what it likes.
    said = {"plants": planter.dump(), "calls": recorder.calls, "unused": WATCH.unused()}
    Path(sys.argv[2]).write_text(json.dumps(said))


if __name__ == "__main__":
    main()
