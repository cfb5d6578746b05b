"""The page: files that are built from web/ and shipped with the package."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Header
from starlette.exceptions import HTTPException
from starlette.responses import Response

router = APIRouter(include_in_schema=False)

FOLDER = Path(__file__).resolve().parents[1] / "page"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
"""Given by us: what the machine knows of types differs, and a browser runs no module of another type."""

_FOR_EVER = "public, max-age=31536000, immutable"
_ASK_AGAIN = "no-cache"


@dataclass(frozen=True, slots=True)
class _Asset:
    body: bytes
    packed: bytes
    etag: str
    kind: str


@cache
def _asset(name: str) -> _Asset | None:
    """Return a file of the page by its name below the folder; None if there is none such."""
    path = FOLDER / name
    if path.suffix not in TYPES or not path.is_file():
        return None
    body = path.read_bytes()
    return _Asset(body, gzip.compress(body, 6, mtime=0), f'"{sha256(body).hexdigest()[:20]}"', TYPES[path.suffix])


def _serve(name: str, keep: str, accepted: str, known: str) -> Response:
    asset = _asset(name)
    if asset is None:
        raise HTTPException(404, f"The page has no file {name}; open / for the page.")
    headers = {"Cache-Control": keep, "ETag": asset.etag, "Vary": "Accept-Encoding"}
    if asset.etag in known:
        return Response(status_code=304, headers=headers)
    packed = "gzip" in accepted
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(asset.packed if packed else asset.body, media_type=asset.kind, headers=headers)


Accepted = Annotated[str, Header(alias="accept-encoding")]
Known = Annotated[str, Header(alias="if-none-match")]


@router.get("/")
def page(accepted: Accepted = "", known: Known = "") -> Response:
    """Give the page; browsers ask each time whether it changed, so that it names the files of this version."""
    return _serve("index.html", _ASK_AGAIN, accepted, known)


@router.get("/third-party.txt")
def third_party(accepted: Accepted = "", known: Known = "") -> Response:
    """Give the licences of what the page is made from."""
    return _serve("third-party.txt", _ASK_AGAIN, accepted, known)


@router.get("/assets/{name}")
def assets(name: str, accepted: Accepted = "", known: Known = "") -> Response:
    """Give a file of the page; its name holds a hash of it, so browsers keep it for ever."""
    if "/" in name or "\\" in name or name.startswith("."):
        raise HTTPException(404, "The page has no such file; open / for the page.")
    return _serve(f"assets/{name}", _FOR_EVER, accepted, known)
