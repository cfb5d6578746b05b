"""The review of a draft: one proposed entry at a time, and nothing written before the end."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING

from transcaspia.cli import output
from transcaspia.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

    from transcaspia.register.model import Register
    from transcaspia.register.reading.accept import Decision, Publication
    from transcaspia.register.reading.draft import Draft

_KEYS = "a accept, e edit, u undo an edit, r reject, b back, q stop here"


def review(draft: Draft, register: Register, folder: Path) -> int:
    """
    Ask for each entry whether it is taken, then write those that were.

    Parameters
    ----------
    draft
        The draft.
    register
        The register to which it is linked.
    folder
        Its folder, into which the entries are written.

    Returns
    -------
    int
        Exit code, see `output`.
    """
    from transcaspia.register.reading.accept import Decision, write_entries

    decisions = [Decision(item) for item in draft.entries]
    try:
        _decide(decisions)
        taken = sum(1 for each in decisions if each.taken)
        if not taken:
            output.say("No entry was accepted; nothing was written.")
            return output.EMPTY
        source = _publication(draft, register)
        if _ask(f"Write {taken} into {folder}? [y/n]").lower() not in {"y", "yes"}:
            return _kept(decisions, "Nothing was written.")
        ids = write_entries(folder, register, decisions, source)
    except (EOFError, KeyboardInterrupt):
        return _kept(decisions, "The review was broken off; nothing was written.")
    output.emit("Written: " + ", ".join(ids))
    return output.DONE


def _kept(decisions: list[Decision], sentence: str) -> int:
    """Print what was accepted or edited, so that the work of the review is not lost."""
    kept = [each.item for each in decisions if each.taken or each.before]
    if kept:
        output.say(f"{sentence} What was accepted or edited stands on stdout as JSON.")
        output.emit_data(json.dumps(kept, ensure_ascii=False, allow_nan=False, indent=2))
    else:
        output.say(sentence)
    return output.EMPTY


def _ask(question: str) -> str:
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        sys.stderr.write("\n")
        raise EOFError
    return line.strip()


def _decide(decisions: list[Decision]) -> None:
    from transcaspia.report.draft_text import entry_lines

    at = 0
    output.say(f"{len(decisions)} to review. {_KEYS}")
    while at < len(decisions):
        each = decisions[at]
        output.say("\n" + "\n".join(entry_lines(each.item, output.screen(), at + 1)))
        answer = _ask(f"{at + 1}/{len(decisions)} [a/e/u/r/b/q]").lower()
        if answer in {"a", "accept"}:
            if each.item["problems"]:
                output.say("It cannot be accepted as it stands: edit what is wrong first, or reject it.")
                continue
            each.taken = True
            at += 1
        elif answer in {"r", "reject"}:
            each.taken = False
            at += 1
        elif answer in {"b", "back"}:
            at = max(0, at - 1)
        elif answer in {"u", "undo"}:
            output.say("The last edit is taken back." if each.undo() else "There is no edit to take back.")
        elif answer in {"e", "edit"}:
            _edit(each)
        elif answer in {"q", "stop"}:
            return
        else:
            output.say(_KEYS)


def _edit(decision: Decision) -> None:
    from transcaspia.register.reading.accept import CELLS

    cell = _ask(f"What is to change ({', '.join(CELLS)})?")
    if not cell:
        return
    value = _ask(f"{cell}, now {_shown(decision.item.get(cell))}:")
    try:
        decision.edit(cell, value)
    except InputError as error:
        output.say(f"{error} Nothing was changed.")


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return f"{value['from']}/{value['to']}"
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "blank"
    return str(value) if value else "blank"


def _publication(draft: Draft, register: Register) -> Publication:
    from transcaspia.register.reading.accept import Publication

    while True:
        key = _ask("Key of the publication in sources.toml (a new one, as gazette-2025-05, or one that is there):")
        if key in register.sources:
            return Publication(key, published=draft.published)
        if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", key):
            output.say("A key has small letters, digits and hyphens.")
            continue
        publisher = _ask("Who published it:")
        title = _ask("Its title:")
        url = _ask("Its address (blank for none):")
        if publisher and title:
            return Publication(key, publisher, title, url, draft.published)
        output.say("A publication needs a publisher and a title.")
