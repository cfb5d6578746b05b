"""What a route sends that is JSON already made by this process."""

from __future__ import annotations

from starlette.responses import Response


def sent(told: object, *, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    """
    Return an answer as JSON.

    Parameters
    ----------
    told
        What is told: dicts, lists, texts, numbers.
    status, headers
        Status and headers of the answer.

    Returns
    -------
    Response
        The answer.
    """
    from transcaspia.server.work import dumped

    return Response(dumped(told), status, headers, "application/json")
