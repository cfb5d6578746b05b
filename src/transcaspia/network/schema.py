"""The committed schemas of the documents that programs read."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any


def read_schema(package: str, name: str) -> dict[str, Any]:
    """
    Return a JSON schema that ships with the package.

    Parameters
    ----------
    package
        Package in which the file lies.
    name
        Name of the file.

    Returns
    -------
    dict
        JSON Schema, draft 2020-12.
    """
    text = (resources.files(package) / name).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found
