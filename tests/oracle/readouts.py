"""How well drafted entries meet those that a careful reader filed for the same readout."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

READOUTS = Path(__file__).resolve().parents[1] / "register" / "readouts"
FOLDERS = tuple(sorted(path.name for path in READOUTS.iterdir() if path.is_dir()))
KINDS = ("meetings", "dates", "parties", "bodies", "documents", "commitments", "fields")
DATED = {"meeting", "document"}


@dataclass
class Count:
    right: int = 0
    proposed: int = 0
    expected: int = 0

    @property
    def precision(self):
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self):
        return self.right / self.expected if self.expected else 1.0


def readouts(folder):
    """Name, text, day of publication and expected entries of every readout of a folder."""
    for path in sorted((READOUTS / folder).glob("*.txt")):
        told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        yield path.stem, path.read_text(encoding="utf-8"), date.fromisoformat(told["published"]), told


def paired(text, expected, proposed):
    """Each expected entry with the proposal that stands for it; every proposal stands for one at most."""
    pairs, taken = [], set()
    for want in expected:
        start = text.index(want["quote"])
        end = start + len(want["quote"])
        likely = [
            (_agreement(want, have), at)
            for at, have in enumerate(proposed)
            if at not in taken
            and have["kind"] == want["kind"]
            and have["span"]["start"] < end
            and start < have["span"]["end"]
        ]
        best = max(likely, default=(None, None), key=lambda each: (each[0], -each[1]))[1]
        if best is not None:
            taken.add(best)
        pairs.append((want, None if best is None else proposed[best]))
    return pairs, [have for at, have in enumerate(proposed) if at not in taken]


def _agreement(want, have):
    same = sum(want.get(cell) == have.get(cell) for cell in ("date", "place", "session", "verb", "period"))
    return same + (set(want.get("fields", [])) <= set(have["fields"]))


def _right(want, have):
    if want["kind"] == "meeting":
        return want.get("verb") == have["verb"] and all(
            want[cell] == have[cell] for cell in ("place", "session") if want.get(cell) is not None
        )
    if want["kind"] == "body":
        return want.get("session") == have["session"]
    if want["kind"] == "document":
        return want["verb"] == have["verb"] and want.get("period") == have["period"]
    return want["verb"] == have["verb"]


NAMES = {"meeting": "meetings", "body": "bodies", "document": "documents", "commitment": "commitments"}


def score(text, expected, proposed, counts=None, misses=None):
    """Add what is right, proposed and expected of each kind; `misses` takes a line for each difference."""
    counts = defaultdict(Count) if counts is None else counts
    misses = [] if misses is None else misses
    pairs, rest = paired(text, expected, proposed)
    for have in rest:
        misses.append(
            f"not filed by the reader: {have['kind']} {have['verb']} {have['date']} '{have['span']['text'][:90]}'"
        )
        pairs.append((None, have))
    for want, have in pairs:
        kind = NAMES[(want or have)["kind"]]
        counts[kind].expected += want is not None
        counts[kind].proposed += have is not None
        right = want is not None and have is not None and _right(want, have)
        counts[kind].right += right
        if want is not None and not right:
            told = have and {cell: have[cell] for cell in ("verb", "place", "session", "period")}
            misses.append(f"{want['kind']} '{want['quote'][:70]}': {told}")
        if (want or have)["kind"] in DATED:
            _cells(counts["dates"], {_key(want, "date")} - {None}, {_key(have, "date")} - {None})
            _cells(counts["parties"], set((want or {}).get("parties", [])), set((have or {}).get("parties", [])))
            if want and have and _key(want, "date") != _key(have, "date"):
                misses.append(f"date of '{want['quote'][:60]}': {have['date']} for {want.get('date')}")
            if want and have and set(want.get("parties", [])) != set(have["parties"]):
                misses.append(f"parties of '{want['quote'][:60]}': {have['parties']} for {want.get('parties')}")
        if (want or have)["kind"] == "commitment" and want and have:
            _cells(counts["fields"], set(want.get("fields", [])), set(have["fields"]))
    return counts, misses


def _key(entry, cell):
    value = (entry or {}).get(cell)
    return None if value is None else json.dumps(value, sort_keys=True)


def _cells(count, want, have):
    count.right += len(want & have)
    count.proposed += len(have)
    count.expected += len(want)


def score_folder(folder, reader):
    """Counts by kind and the differences, over all readouts of a folder."""
    counts, misses = defaultdict(Count), []
    for name, text, published, told in readouts(folder):
        found = []
        score(text, told["entries"], reader(text, published), counts, found)
        misses += [f"{name}: {each}" for each in found]
    return counts, misses
