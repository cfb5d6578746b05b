"""The draft of a readout for people: each proposed entry with the words that it came from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from transcaspia.report.columns import wrapped

if TYPE_CHECKING:
    from transcaspia.register.reading.draft import Draft
    from transcaspia.report.text import Look

_INDENT = "    "


def draft_text(draft: Draft, look: Look) -> str:
    """
    Return a draft for a screen or a pipe.

    Parameters
    ----------
    draft
        The draft.
    look
        How it is printed.

    Returns
    -------
    str
        Lines no wider than the look allows.
    """
    language = {"en": "English", "pl": "Polish"}[draft.language]
    published = draft.published.isoformat() if draft.published else "on a day that is not told (give --published)"
    count = len(draft.entries)
    lines = [f"{count} {'entry' if count == 1 else 'entries'} proposed; {language}, published {published}.", ""]
    if not draft.entries:
        lines = [f"Nothing to file was found; {language}, published {published}."]
    for number, item in enumerate(draft.entries, start=1):
        lines += entry_lines(item, look, number)
        lines.append("")
    if draft.entries:
        lines.append("Nothing was written. --accept reviews the entries one by one; --json is for programs.")
    return "\n".join(lines).rstrip() + "\n"


def entry_lines(item: dict[str, Any], look: Look, number: int) -> list[str]:
    """
    Return one proposed entry as lines.

    Parameters
    ----------
    item
        The entry, as in the document `draft/1`.
    look
        How it is printed.
    number
        Its number.

    Returns
    -------
    list[str]
        What it is, what is told of it, and the words that it came from.
    """
    verb = f" ({item['verb'].replace('_', ' ')})" if item["verb"] else ""
    lines = wrapped(f"{number}. {item['kind']}{verb}: {item['title']}", look, hanging=_INDENT)
    facts = [
        ("when", _when(item["date"])), ("period", _when(item["period"])), ("where", item["place"] or ""),
        ("parties", ", ".join(item["parties"])), ("session", str(item["session"] or "")),
        ("body", "; ".join(item["bodies"]) if item["kind"] != "body" else ""), ("fields", ", ".join(item["fields"])),
        ("in the register", ", ".join(item["links"])), ("confidence", f"{item['confidence']:.2f}"),
    ]  # fmt: skip
    told = "; ".join(f"{name} {value}" for name, value in facts if value)
    lines += wrapped(told, look, _INDENT, _INDENT)
    span = item["span"]
    lines += wrapped(f'[{span["start"]}-{span["end"]}] "{" ".join(span["text"].split())}"', look, _INDENT, _INDENT)
    for sentence in (*item["problems"], *item["disagrees"]):
        lines += wrapped(f"! {sentence}", look, _INDENT, _INDENT)
    return lines


def _when(told: str | dict[str, str] | None) -> str:
    if told is None:
        return ""
    return told if isinstance(told, str) else f"{told['from']} to {told['to']}"
