"""What stands before every route: who may ask, how much, in what form; and the headers of every answer."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from transcaspia.errors import TranscaspiaError
from transcaspia.server.bodies import WrongBodyError, checked_json
from transcaspia.server.callers import LOCAL, Caller
from transcaspia.server.errors import our_fault, problem, told_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OPEN_PATHS = ("/api/", "/openapi.json")
"""What a key is asked for; the page and its assets hold no data."""
READING_POSTS = ("/api/v1/plan/", "/api/v1/reports/", "/api/v1/register/draft/")
"""Paths, and what lies under them, of questions that are posted for their size, and change nothing."""

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "worker-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox"
)
"""A report is one file with its own style: it runs no script, and is kept apart from the page."""
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

_CLIENTS_MOST = 10_000
_MISSED_COST = 20.0
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """
    How much one client may ask.

    Attributes
    ----------
    rate, burst
        Requests a second in the long run, and at once.
    local
        How many times as much a program of this machine may ask.
    body, sheet
        Bytes of a body of JSON, and of a table in CSV.
    body_s
        Seconds in which a body must have come.
    """

    rate: float = 60.0
    burst: float = 600.0
    local: float = 8.0
    body: int = 2_000_000
    sheet: int = 10_000_000
    body_s: float = 30.0


class Keys(Protocol):
    """Where keys are looked up."""

    def __call__(self, token: str) -> Caller | None:
        """
        Return who bears a key.

        Parameters
        ----------
        token
            The key as it was sent.

        Returns
        -------
        Caller | None
            The caller; None where no such key stands, or it was revoked.
        """


@dataclass
class _Bucket:
    tokens: float
    at: float


@dataclass
class Rates:
    """
    Counts what each client asks; the least recent are forgotten beyond a number.

    Attributes
    ----------
    clock
        Seconds that never go back, whatever is done to the time of day.
    """

    rate: float
    burst: float
    clock: Callable[[], float] = time.monotonic
    _held: OrderedDict[str, _Bucket] = field(default_factory=OrderedDict)

    def wait_s(self, client: str, cost: float = 1.0) -> float:
        """
        Return how long a client must wait before it may ask; a request that may be asked is counted.

        Parameters
        ----------
        client
            Address or key.
        cost
            How many requests it counts as.

        Returns
        -------
        float
            Seconds; 0 where it may ask now.
        """
        now = self.clock()
        bucket = self._held.pop(client, None) or _Bucket(self.burst, now)
        self._held[client] = bucket
        while len(self._held) > _CLIENTS_MOST:
            self._held.popitem(last=False)
        bucket.tokens = min(self.burst, bucket.tokens + (now - bucket.at) * self.rate)
        bucket.at = now
        if bucket.tokens < 1.0:
            return (1.0 - bucket.tokens) / self.rate
        bucket.tokens -= cost
        return 0.0


class RefusedError(Exception):
    """
    A request that goes no further.

    Parameters
    ----------
    status
        HTTP status.
    message
        A sentence that says what to do.
    headers
        Headers of the answer.
    field
        Where in the body the fault is.
    """

    def __init__(
        self, status: int, message: str, headers: dict[str, str] | None = None, field: str | None = None
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.headers, self.field = status, message, headers or {}, field


class Guard:
    """
    The application behind its guard.

    Parameters
    ----------
    app
        The application.
    names
        Names of this server beside those of the machine itself, as browsers send them in `Host`.
    limits
        How much one client may ask.
    require_key
        Whether every request for data needs a key.
    keys
        Where keys are looked up; None where there is no store.
    audit
        Is told who changed what: name, client, method, path and status.
    """

    def __init__(
        self,
        app: ASGIApp,
        names: tuple[str, ...] = (),
        limits: Limits | None = None,
        *,
        require_key: bool = False,
        keys: Keys | None = None,
        audit: Callable[[str, str, str, str, int], None] | None = None,
    ) -> None:
        self.app, self.limits = app, limits or Limits()
        self.names = frozenset({"localhost", "127.0.0.1", "[::1]", *(name.lower() for name in names)})
        self.require_key, self.keys, self.audit = require_key, keys, audit
        self.rates = Rates(self.limits.rate, self.limits.burst)
        self.local_rates = Rates(self.limits.rate * self.limits.local, self.limits.burst * self.limits.local)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """
        Answer one request, or pass it on.

        Parameters
        ----------
        scope, receive, send
            As ASGI gives them.
        """
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            return
        asked = _Asked(scope)
        caller, status = LOCAL, 0

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _dress(message, asked)
            await send(message)

        try:
            self._check_form(asked)
            self._check_origin(asked)
            caller = await self._caller(asked)
            self._check_rate(asked, caller)
            receive = await self._body(asked, receive)
        except RefusedError as refusal:
            answer = problem(refusal.status, refusal.message, field=refusal.field)
            answer.headers.update(refusal.headers)
            await answer(scope, receive, told)
        except TranscaspiaError as error:  # the store in which the keys are does not answer
            status_of, body = told_of(error, f"{asked.method} {asked.path}")
            await problem(status_of, body["message"], code=body["code"])(scope, receive, told)
        else:
            scope.setdefault("state", {})["caller"] = caller
            app = self.app if asked.writes or asked.method in SAFE_METHODS else self._while_wanted
            try:
                await app(scope, receive, told)
            except Exception as error:
                if status:  # an answer has begun: the connection is all that can be ended
                    raise
                await our_fault(asked.method, asked.path, error)(scope, receive, told)
        if self.audit is not None and asked.writes:
            await asyncio.to_thread(self.audit, caller.name, asked.client, asked.method, asked.path, status)

    async def _while_wanted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Work on a question as long as somebody waits for the answer: who went away holds up nobody else."""
        body = await receive()
        gone = asyncio.Event()
        begun = False

        async def first_the_body() -> Message:
            nonlocal begun
            if not begun:
                begun = True
                return body
            await gone.wait()
            return {"type": "http.disconnect"}

        async def leave() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass
            gone.set()

        work = asyncio.ensure_future(self.app(scope, first_the_body, send))
        leaving = asyncio.ensure_future(leave())
        try:
            await asyncio.wait({work, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                work.cancel()
                await asyncio.wait({work})
            if not work.cancelled():
                work.result()
        finally:
            leaving.cancel()
            work.cancel()

    def _check_form(self, asked: _Asked) -> None:
        """Refuse what no program of good faith sends: another name for this server, blanks of a wrong kind."""
        host = asked.header("host").lower()
        name = host.rsplit(":", 1)[0] if host.rpartition(":")[2].isdigit() else host
        if name not in self.names and not asked.tested:
            raise RefusedError(
                400,
                f"This server does not go by the name {name[:100]!r}. Ask it as 127.0.0.1, or name it with --name.",
            )
        if "\0" in asked.path or b"%00" in asked.query or b"\0" in asked.query:
            raise RefusedError(400, "The address holds a null character. Leave it out.")

    @staticmethod
    def _check_origin(asked: _Asked) -> None:
        """Refuse what a page of another site makes a browser send, with what the user of this machine may do."""
        site, origin = asked.header("sec-fetch-site"), asked.header("origin")
        navigates = asked.method in SAFE_METHODS and asked.header("sec-fetch-mode") == "navigate"
        other = site in {"cross-site", "same-site"} and not navigates
        if origin and asked.method not in SAFE_METHODS:
            own = asked.header("host").lower()
            other = other or origin.lower() not in {f"http://{own}", f"https://{own}"}
        if other and asked.guarded:
            raise RefusedError(403, "Pages of other sites may not ask this server. Open its own page instead.")

    async def _caller(self, asked: _Asked) -> Caller:
        """Return who asks; a key that is sent is always looked up, and holds only its own scopes."""
        if not asked.guarded:
            return LOCAL
        sent = asked.header("authorization")
        if not sent:
            if not self.require_key:
                return LOCAL
            raise RefusedError(
                401, "This server asks for a key: send `Authorization: Bearer KEY`.", {"WWW-Authenticate": "Bearer"}
            )
        way, _, token = sent.partition(" ")
        found = None
        if way.lower() == "bearer" and token.strip() and self.keys is not None:
            if (wait := self.rates.wait_s(f"key of {asked.client}", 0.0)) > 0.0:
                raise _too_many(wait)
            found = await asyncio.to_thread(self.keys, token.strip())
        if found is None:
            self.rates.wait_s(f"key of {asked.client}", _MISSED_COST)
            raise RefusedError(
                401,
                "The key is not known, or was revoked. `transcaspia keys create` makes one.",
                {"WWW-Authenticate": 'Bearer error="invalid_token"'},
            )
        scope = "write" if asked.writes else "read"
        if scope not in found.scopes:
            raise RefusedError(403, f"The key {found.name} may not {scope}. Use one with the scope `{scope}`.")
        return found

    def _check_rate(self, asked: _Asked, caller: Caller) -> None:
        if not asked.guarded:
            return
        rates = self.local_rates if asked.client in {"127.0.0.1", "::1"} else self.rates
        wait = rates.wait_s(asked.client if caller is LOCAL else caller.name)
        if wait > 0.0:
            raise _too_many(wait)

    async def _body(self, asked: _Asked, receive: Receive) -> Receive:
        """Return where the body is read from, once it has come whole, is small enough and, if JSON, is well formed."""
        if asked.method in SAFE_METHODS:
            return receive
        kind = asked.header("content-type").partition(";")[0].strip().lower()
        limit = self.limits.sheet if kind == "text/csv" else self.limits.body
        length = asked.header("content-length")
        if length and (not length.isdigit() or int(length) > limit):
            raise _too_large(limit)
        try:
            async with asyncio.timeout(self.limits.body_s):
                body = await _read(receive, limit)
        except TimeoutError:
            told = f"The body did not come within {self.limits.body_s:.0f} s. Send it again."
            raise RefusedError(408, told) from None
        if body:
            if asked.header("content-encoding").lower() not in {"", "identity"}:
                raise RefusedError(415, "The body is packed. Send it as it is, without Content-Encoding.")
            if kind not in {"application/json", "text/csv"}:
                raise RefusedError(
                    415, f"The body is {kind[:80] or 'of no kind'!r}: send application/json, or text/csv for a table."
                )
            if kind == "text/csv" and b"\0" in body:
                raise RefusedError(422, "The table holds a null character. Save it as CSV in UTF-8.")
            try:
                if kind == "application/json":
                    checked_json(body)
            except WrongBodyError as error:
                raise RefusedError(422, str(error), field=error.field) from None
        held: Message | None = {"type": "http.request", "body": body, "more_body": False}

        async def again() -> Message:
            nonlocal held
            if held is not None:
                given, held = held, None
                return given
            return await receive()

        return again


class _Asked:
    """A request as the guard sees it."""

    def __init__(self, scope: Scope) -> None:
        self.method: str = scope["method"]
        self.path: str = scope["path"]
        self.query: bytes = scope.get("query_string", b"")
        self._headers: dict[bytes, bytes] = {}
        for name, value in scope["headers"]:
            self._headers.setdefault(name.lower(), value)
        address = scope.get("client")
        self.client: str = address[0] if address else "local"
        # A socket gives an address of numbers; this name is that of the test client, which has none.
        self.tested = self.client == "testclient"
        self.guarded = self.path.startswith(OPEN_PATHS)
        reads = self.method in SAFE_METHODS or f"{self.path}/".startswith(READING_POSTS)
        self.writes = self.guarded and not reads

    def header(self, name: str) -> str:
        """Return a header; blank where it is missing."""
        return self._headers.get(name.encode(), b"").decode("latin-1").strip()


async def _read(receive: Receive, limit: int) -> bytes:
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise RefusedError(400, "The connection ended before the body.")
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > limit:
            raise _too_large(limit)
        if not message.get("more_body", False):
            return b"".join(parts)


def _too_large(limit: int) -> RefusedError:
    # The rest of the body is not read: the connection cannot be used again.
    told = f"The body is larger than {limit / 1e6:g} MB. Send less, or in parts."
    return RefusedError(413, told, {"Connection": "close"})


def _too_many(wait_s: float) -> RefusedError:
    return RefusedError(429, f"Too many requests. Ask again in {wait_s:.1f} s.", {"Retry-After": str(int(wait_s) + 1)})


def _dress(message: Message, asked: _Asked) -> None:
    """Give an answer the headers that every answer has; what a route set itself stands."""
    headers = message.setdefault("headers", [])
    there = {name.lower(): value for name, value in headers}
    more = dict(HEADERS)
    if there.get(b"content-type", b"").startswith(b"text/html") and asked.guarded:
        more["content-security-policy"] = REPORT_POLICY
    else:
        more["content-security-policy"] = PAGE_POLICY
    if asked.guarded and b"cache-control" not in there:
        more["cache-control"] = "no-cache" if b"etag" in there else "no-store"
    if asked.guarded and b"vary" not in there:
        more["vary"] = "Authorization"
    message["headers"] = [*headers, *((k.encode(), v.encode()) for k, v in more.items() if k.encode() not in there)]
