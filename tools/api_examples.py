"""
Write the examples of `/openapi.json` from real answers on the shipped network, long lists cut to their first item.

Run it after a change of what an answer holds: `.venv/bin/python tools/api_examples.py`. With names of operations, only
those are made anew.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient

from transcaspia import server
from transcaspia.server.app import PREFIX, create_app
from transcaspia.server.models import QUERY
from transcaspia.server.openapi import first_example
from transcaspia.server.settings import Settings

EXAMPLES = Path(server.__file__).with_name("examples.json")
ASKED: dict[str, tuple[str, str]] = {
    "status": ("GET", "/status"),
    "places": ("GET", "/places?q=lodz&limit=1"),
    "network": ("GET", "/network?layer=links&date=2025-09-15&mode=sea"),
    "asset": ("GET", "/network/assets/PLMAA?date=2025-09-15"),
    "sources": ("GET", "/network/sources?q=border"),
    "source": ("GET", "/network/sources/GP306"),
    "changes": ("GET", "/network/changes?from=2025-09-10&to=2025-09-30"),
    "plan": ("POST", "/plan"),
    "plan_geojson": ("POST", "/plan/geojson"),
    "what_if": ("POST", "/plan/what-if"),
    "departures": ("POST", "/plan/departures"),
    "why_not": ("POST", "/plan/why-not"),
    "skims": ("POST", "/plan/skims"),
    "register": ("GET", "/register"),
    "timeline": ("GET", "/register/timeline?party=PL"),
    "due": ("GET", "/register/due"),
    "matrix": ("GET", "/register/matrix"),
    "search": ("GET", "/register/search?q=Warsaw"),
    "entry": ("GET", "/register/entries/igc-kz-pl-10"),
    "trace": ("GET", "/register/entries/igc-kz-pl-10/trace"),
    "register_source": ("GET", "/register/sources/{source}"),
    "draft": ("POST", "/register/draft"),
    "validate": ("GET", "/validate"),
    "create_job": ("POST", "/jobs"),
    "jobs": ("GET", "/jobs?limit=1"),
    "job": ("GET", "/jobs/{job}"),
    "cancel_job": ("DELETE", "/jobs/{job}"),
}
"""Operation, and how it is asked; a POST sends the example of its body."""
_WHOLE = 3
_POINTS = 2


def cut(value: Any, name: str = "") -> Any:  # noqa: ANN401
    """Return an answer with long lists cut to their first item, and lines to their first two points."""
    if isinstance(value, dict):
        if name in {"answer", "before", "after"} and "itineraries" in value:  # whole ones stand with `plan`
            value = {**value, "itineraries": [], "refused": []}
        if "verdict" in value and "way" in value:
            value = {**value, "way": None}
        if name == "left_out":
            value = dict(list(value.items())[:1])
        return {key: cut(each, key) for key, each in value.items()}
    if isinstance(value, list):
        plain = not any(isinstance(each, (list, dict)) for each in value)
        most = _POINTS if name == "coordinates" else _WHOLE if plain else 1
        return [cut(each, name) for each in value[:most]]
    return value


def main() -> None:
    """Write what was asked for."""
    wanted = sys.argv[1:] or list(ASKED)
    found = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    folder = tempfile.TemporaryDirectory()
    client = TestClient(create_app(Settings(database_url=f"sqlite:///{Path(folder.name) / 'store.sqlite'}")))
    app: Any = client.app
    _ = app.state.shared.network
    document = app.openapi()
    bodies = {"plan": QUERY}
    sources = client.get(f"{PREFIX}/register").json()["sources"]
    job = client.post(f"{PREFIX}/jobs", json={"kind": "plan", "request": QUERY}).json()["id"]
    for name in wanted:
        verb, path = ASKED[name]
        operation = document["paths"][PREFIX + path.partition("?")[0]][verb.lower()] if verb == "POST" else {}
        body = bodies.get(name) or (first_example(document, operation["requestBody"]) if operation else None)
        answer = client.request(verb, PREFIX + path.format(source=sources[0]["key"], job=job), json=body)
        if not answer.is_success:
            sys.exit(f"{name}: {answer.status_code} {answer.text}")
        found[name] = cut(answer.json())
    lines = [f'"{name}": {json.dumps(found[name], ensure_ascii=False)}' for name in sorted(found)]
    EXAMPLES.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
    print(f"{len(wanted)} examples: {EXAMPLES}")
    app.state.shared.store.close()
    folder.cleanup()


if __name__ == "__main__":
    main()
