"""
How well and how fast readouts are read: precision and recall by kind, readouts a second, seconds of a fresh process.

    .venv/bin/python benchmarks/draft.py [--misses] > build/draft.json

The ten readouts that were written before the first rule are scored apart from those that came later.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

FRESH_RUNS = 5
WARM_SECONDS = 3.0


def main() -> None:
    """Print one JSON document."""
    from oracle import readouts  # type: ignore[import-not-found]
    from transcaspia.register.load import load_register
    from transcaspia.register.reading.draft import draft

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list every difference from the expected entries")
    asked = parser.parse_args()
    register = load_register()
    result: dict[str, Any] = {"schema": "bench-draft/1"}
    for folder in readouts.FOLDERS:
        counts, misses = readouts.score_folder(
            folder, lambda text, published: draft(text, published=published, register=register).entries
        )
        result[folder] = {
            "readouts": sum(1 for _ in readouts.readouts(folder)),
            **{kind: _figures(counts[kind]) for kind in readouts.KINDS},
        }
        if asked.misses:
            result[folder]["misses"] = misses
    texts = [(text, published) for folder in readouts.FOLDERS for _, text, published, _ in readouts.readouts(folder)]
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < WARM_SECONDS:
        for text, published in texts:
            draft(text, published=published, register=register)
        count += len(texts)
    result["readouts_a_second"] = round(count / (time.perf_counter() - start), 1)
    result["fresh_process_s"] = round(statistics.median(_fresh() for _ in range(FRESH_RUNS)), 3)
    print(json.dumps(result, ensure_ascii=False, indent=1))


def _figures(count: Any) -> dict[str, float]:  # noqa: ANN401
    return {
        "precision": round(count.precision, 3),
        "recall": round(count.recall, 3),
        "right": count.right,
        "proposed": count.proposed,
        "expected": count.expected,
    }


def _fresh() -> float:
    path = next((ROOT / "tests" / "register" / "readouts" / "first").glob("02*.txt"))
    command = [str(ROOT / ".venv" / "bin" / "transcaspia"), "register", "draft", str(path), "--json"]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
