"""
The records of the user's own: eight routes for each kind.

A change names the version that it was made from, as `If-Match: "3"`; who changed it first wins, and the other is told
both versions. The body of a request is the body of the record.
"""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from fastapi import APIRouter, Body, Depends, Header, HTTPException, Path, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue, create_model

from transcaspia.server.answers import Answer
from transcaspia.server.routes.sent import sent
from transcaspia.server.routes.status import Shared
from transcaspia.store import records
from transcaspia.store.changes import change_document, diff
from transcaspia.store.kinds import KINDS, Kind, Part

if TYPE_CHECKING:
    from collections.abc import Callable

    from transcaspia.server.callers import Caller
    from transcaspia.store.records import Record

router = APIRouter(tags=["records"])

VERSION_MOST = 2**31 - 1
_ID = "01a21393-c1c7-7696-b03b-186996568754"
_AT = "2025-10-01T08:00:00.000000Z"
Id = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$", min_length=36, max_length=36, examples=[_ID])]
Note = Annotated[str | None, Query(max_length=2000, pattern=r"^[^\x00]*$", description="Why; kept with the version.")]
Number = Annotated[int, Query(ge=1, le=VERSION_MOST, examples=[1])]
_TAG = r'^"[1-9][0-9]{0,8}"$'
Tag = Annotated[
    str | None,
    Header(alias="If-Match", pattern=_TAG, description='Version that the change was made from: `"3"`, its `ETag`.'),
]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key", min_length=1, max_length=200, pattern=r"^[!-~]+$",
        description="A word of the caller's: asked again with it, the same record is given and no second one made.",
    ),
]  # fmt: skip


class RecordVersion(Answer):
    """A version of a record."""

    version: int
    """Its number."""
    deleted: bool
    """Whether it says that the record is deleted."""
    author: str
    """Who made it."""
    note: str | None
    """Why."""
    changed_at: str
    """When; UTC."""
    changed: list[str]
    """Fields that are not as in the version before."""


class RecordHistory(Answer):
    """Every version of a record, the first first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": _ID, "kind": "quote",
                    "versions": [
                        {
                            "version": 1, "deleted": False, "author": "local", "note": "from an e-mail",
                            "changed_at": _AT, "changed": ["forwarder", "total"],
                        }
                    ],
                }
            ]
        }
    )  # fmt: skip

    id: str
    kind: str
    versions: list[RecordVersion]


class RecordChange(Answer):
    """One change."""

    path: list[str | int]
    """Names and numbers that lead to it."""
    before: JsonValue = None
    """What stood there; missing where there was nothing."""
    after: JsonValue = None
    """What stands there; missing where there is nothing."""


class RecordDifferences(Answer):
    """What changed from one version to another."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"from": 1, "to": 2, "changes": [{"path": ["lines", 0, "amount"], "before": 17600.0, "after": 17900.0}]}
            ]
        }
    )

    first: int = Field(alias="from")
    last: int = Field(alias="to")
    changes: list[RecordChange]


def _author(request: Request) -> str:
    caller: Caller = request.state.caller
    return caller.author


Author = Annotated[str, Depends(_author)]


def _expected(tag: Tag = None) -> int:
    """Return the version that a change was made from."""
    if tag is None:
        raise HTTPException(
            428, 'A change names the version that it was made from: send `If-Match: "3"`, the ETag of what you read.'
        )
    return int(tag.strip('"'))


Expected = Annotated[int, Depends(_expected)]


def _one(record: Record, *, status: int = 200, **headers: str) -> Response:
    return sent(records.document(record), status=status, headers={"ETag": f'"{record.version}"', **headers})


def _error(text: str) -> dict[str, Any]:
    return {"description": text, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}


_CHANGES: dict[int | str, dict[str, Any]] = {
    409: _error("Somebody changed it in between: `details` holds `yours` and `stored`."),
    428: _error("`If-Match` is missing."),
}


def _shape(kind: Kind) -> tuple[type[BaseModel], type[BaseModel]]:
    """Return what an answer with one record holds, and one with a page of them."""
    camel = kind.name.capitalize()
    body = kind.model
    (example,) = body.model_json_schema()["examples"]
    example = body.model_validate(example).model_dump(mode="json", by_alias=True)
    frame = {
        "id": _ID, "kind": kind.name, "version": 1, "deleted": False, "author": "local",
        "note": "from an e-mail", "created_at": _AT, "changed_at": _AT,
    }  # fmt: skip
    whole = _framed(f"{camel}Record", f"A record: {kind.name}.", kind, body, {**frame, "body": example})
    listed = whole
    if kind.large:
        fields = {name: (one.annotation, one) for name, one in body.model_fields.items() if name not in kind.large}
        light = create_model(f"{camel}Light", __base__=Part, __doc__=f"{body.__doc__}", **cast("Any", fields))
        shown = {name: value for name, value in example.items() if name not in kind.large}
        told = f"A record without {' and '.join(kind.large)}: {kind.name}."
        listed = _framed(f"{camel}Listed", told, kind, light, {**frame, "body": shown})
    shown = {"items": listed.model_json_schema()["examples"], "next": _ID}
    page = create_model(
        f"{camel}Page", __base__=_base(shown), __doc__="A page of records, the newest first.",
        items=(list[listed], ...),  # type: ignore[valid-type]
        next=(str | None, Field(description="`cursor` of the next page; null on the last.")),
    )  # fmt: skip
    return whole, page


def _base(shown: dict[str, Any]) -> type[Answer]:
    class Base(Answer):
        model_config = ConfigDict(json_schema_extra={"examples": [shown]})

    return Base


def _framed(name: str, text: str, kind: Kind, body: type[BaseModel], shown: dict[str, Any]) -> type[BaseModel]:
    word: Any = Literal[kind.name]
    return create_model(
        name, __base__=_base(shown), __doc__=text,
        id=(str, ...), kind=(word, ...),
        version=(int, Field(description="Number of this version; the first is 1.")),
        deleted=(bool, Field(description="Whether this version says that it is deleted.")),
        body=(body, ...),
        author=(str, Field(description="Who made this version.")),
        note=(str | None, Field(description="Why.")),
        created_at=(str, Field(description="When the first version was made; UTC.")),
        changed_at=(str, Field(description="When this version was made; UTC.")),
    )  # fmt: skip


def _narrowed(kind: Kind) -> Callable[..., dict[str, str]]:
    """Return what reads the filters of a kind from the address."""

    def where(**given: str | None) -> dict[str, str]:
        return {name: value for name, value in given.items() if value is not None}

    told: Any = where
    told.__signature__ = inspect.Signature(
        [
            inspect.Parameter(
                name, inspect.Parameter.KEYWORD_ONLY, default=None,
                annotation=Annotated[
                    str | None, Query(max_length=200, pattern=r"^[^\x00]*$", description=f"Only with this {name}.")
                ],
            )
            for name in kind.filters
        ]
    )  # fmt: skip
    return where


def _offer(kind: Kind) -> None:
    """Add the routes of a kind."""
    one, many, model = kind.name, kind.plural, kind.model
    whole, page = _shape(kind)
    at = f"/{many}/{{id}}"

    def create(
        body: BaseModel,
        state: Shared, author: Author, key: Key = None, note: Note = None,
    ) -> Response:  # fmt: skip
        made = records.create(state.store, one, _plain(body), author=author, note=note, key=key)
        return _one(made, status=201, Location=f"/api/v1/{many}/{made.id}")

    def listed(
        state: Shared,
        where: dict[str, str],
        cursor: Annotated[
            str | None, Query(pattern=r"^[0-9a-f-]{36}$", description="`next` of the page before.")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=records.PAGE_MOST, description="How many at most.")] = 50,
        deleted: Annotated[bool, Query(description="Whether those that are deleted are given too.")] = False,  # noqa: FBT002
    ) -> Response:
        found = records.list_records(state.store, one, where=where, cursor=cursor, limit=limit, deleted=deleted)
        return sent({"items": [records.document(record) for record in found.items], "next": found.next})

    def get(
        id: Id, state: Shared,  # noqa: A002
        version: Annotated[
            int | None, Query(ge=1, le=VERSION_MOST, description="As it stood at this version, deleted or not.")
        ] = None,
    ) -> Response:  # fmt: skip
        return _one(records.get(state.store, one, id, version=version))

    def change(
        id: Id, body: BaseModel,  # noqa: A002
        state: Shared, expected: Expected, author: Author, note: Note = None,
    ) -> Response:  # fmt: skip
        return _one(records.update_record(state.store, one, id, _plain(body), expected, author=author, note=note))

    def delete(id: Id, state: Shared, expected: Expected, author: Author, note: Note = None) -> Response:  # noqa: A002
        return _one(records.delete(state.store, one, id, expected, author=author, note=note))

    def restore(
        id: Id, state: Shared, expected: Expected, author: Author,  # noqa: A002
        version: Annotated[
            int | None, Query(ge=1, le=VERSION_MOST, description="Version to bring back; default: what it held last.")
        ] = None,
        note: Note = None,
    ) -> Response:  # fmt: skip
        return _one(records.restore(state.store, one, id, expected, version=version, author=author, note=note))

    def history(id: Id, state: Shared) -> Response:  # noqa: A002
        told = records.history(state.store, one, id)
        before = [{}, *(record.body for record in told)]
        versions = [_version(old, record) for old, record in zip(before, told, strict=False)]
        return sent({"id": id, "kind": one, "versions": versions})

    def differences(
        id: Id, state: Shared,  # noqa: A002
        first: Annotated[int, Query(alias="from", ge=1, le=VERSION_MOST, description="Version.", examples=[1])],
        last: Annotated[int, Query(alias="to", ge=1, le=VERSION_MOST, description="Version.", examples=[2])],
    ) -> Response:  # fmt: skip
        old, new = (records.get(state.store, one, id, version=number).body for number in (first, last))
        return sent({"from": first, "to": last, "changes": [change_document(each) for each in diff(old, new)]})

    # What differs between the kinds stands in no text of an annotation.
    create.__annotations__["body"] = change.__annotations__["body"] = Annotated[model, Body()]
    listed.__annotations__["where"] = Annotated[dict[str, str], Depends(_narrowed(kind))]
    told: list[tuple[str, str, str, Callable[..., Response], type[BaseModel], str]] = [
        ("POST", f"/{many}", f"create_{one}", create, whole, f"Make a record: {one}."),
        ("GET", f"/{many}", f"list_{many}", listed, page, f"List the {many}, the newest first."),
        ("GET", at, f"get_{one}", get, whole, f"Give one of the {many}, as it stands or as it stood."),
        ("PUT", at, f"change_{one}", change, whole, f"Give one of the {many} another body, as a new version."),
        ("DELETE", at, f"delete_{one}", delete, whole, f"Say that one of the {many} is deleted; it can be restored."),
        ("POST", f"{at}/restore", f"restore_{one}", restore, whole, f"Bring back what one of the {many} held."),
        ("GET", f"{at}/history", f"{one}_history", history, RecordHistory, f"List every version of one of the {many}."),
        ("GET", f"{at}/differences", f"{one}_differences", differences, RecordDifferences, f"Tell what changed in one of the {many} between two versions."),  # noqa: E501
    ]  # fmt: skip
    for verb, path, name, route, answer, text in told:
        router.add_api_route(
            path, route, methods=[verb], name=name, summary=text.rstrip("."), description=text,
            status_code=201 if route is create else 200, response_model=answer,
            responses=_CHANGES if route in {change, delete, restore} else None,
        )  # fmt: skip


def _plain(body: BaseModel) -> dict[str, Any]:
    return body.model_dump(mode="json", by_alias=True)


def _version(before: dict[str, Any], record: Record) -> dict[str, Any]:
    names = sorted({str(change.path[0]) for change in diff(before, record.body)})
    return {
        "version": record.version, "deleted": record.deleted, "author": record.author, "note": record.note,
        "changed_at": records.stamp(record.changed_at), "changed": names,
    }  # fmt: skip


for _kind in KINDS.values():
    _offer(_kind)
