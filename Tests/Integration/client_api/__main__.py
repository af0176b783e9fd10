"""Calls all of MLflow's client API, with personal data wherever it is about traces, and writes down what the
server answered.

    python -m client_api SEED FILE

Writes into FILE as JSON: the planted values, and for each call in its order its name, how it ended, and the requests that it made
with their answers. `MLFLOW_TRACKING_URI` says which server is asked.
"""

from __future__ import annotations

import json
import logging
import sys
import warnings
from pathlib import Path

from planting import Planter

from client_api import assessing, registry, reviewing, runs, servers, skills, tracing
from client_api.recorder import Recorder

GROUPS = (runs, registry, servers, skills, tracing, assessing, reviewing)


def main() -> None:
    warnings.filterwarnings("ignore")
    logging.disable()
    planter = Planter(sys.argv[1])
    recorder = Recorder()
    for group in GROUPS:
        group.call(recorder, planter)
    # Into a file, since the client prints what it likes.
    said = {"plants": planter.dump(), "calls": recorder.calls, "unused": recorder.unused()}
    Path(sys.argv[2]).write_text(json.dumps(said))


if __name__ == "__main__":
    main()
