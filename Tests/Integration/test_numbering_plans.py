"""The committed table of numbering plans is what its script makes of the pinned metadata."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "Sources/Redaction/Recognizers/Phone/NumberingPlan+Table.swift"


def test_the_table_is_what_the_script_makes():
    script = ROOT / "Scripts/numbering-plans.py"
    made = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True).stdout
    assert made == TABLE.read_text(), "run Scripts/numbering-plans.py and commit its output"
