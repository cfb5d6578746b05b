"""Keys of the HTTP interface: shown once, kept as hashes."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select, update

from transcaspia.errors import InputError, UnknownIdError
from transcaspia.store import tables
from transcaspia.store.ids import new_id, now

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row

    from transcaspia.store.database import Store

SCOPES = ("read", "write")
LABEL_MOST = 100
_USED_EVERY = timedelta(minutes=1)
_table = tables.keys
_columns = tuple(column for column in _table.c if column.name != "sha256")


@dataclass(frozen=True)
class Key:
    """
    A key, without its secret.

    Attributes
    ----------
    id
        Its id.
    prefix
        Its first characters, by which its owner knows it.
    label
        What it is for.
    scopes
        What may be done with it: `read`, `write`.
    created_at, used_at, revoked_at
        When it was made, last used (to the minute) and revoked; in UTC.
    """

    id: str
    prefix: str
    label: str
    scopes: frozenset[str]
    created_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


def create(store: Store, label: str, scopes: Iterable[str] = ("read",)) -> tuple[Key, str]:
    """
    Make a key.

    Parameters
    ----------
    store
        The store.
    label
        What it is for.
    scopes
        What may be done with it; who may write may read too.

    Returns
    -------
    tuple[Key, str]
        The key, and its secret text, which nothing can tell again.

    Raises
    ------
    InputError
        If the label or a scope is wrong.
    """
    held = frozenset(scopes)
    if "write" in held:
        held |= {"read"}
    if not held or not held <= set(SCOPES):
        raise InputError(f"scopes {', '.join(sorted(held)) or 'none'}: expected some of {', '.join(SCOPES)}.")
    name = label.strip()
    if not name or len(name) > LABEL_MOST or not name.isprintable():
        raise InputError(f"label: expected 1 to {LABEL_MOST} printable characters that say what the key is for.")
    prefix = f"tc_{secrets.token_hex(4)}"
    token = f"{prefix}_{secrets.token_urlsafe(32)}"
    key = Key(new_id(), prefix, name, held, now(), None, None)
    with store.writing() as connection:
        connection.execute(
            _table.insert().values(
                id=key.id,
                prefix=prefix,
                sha256=_hash(token),
                label=name,
                scopes=" ".join(sorted(held)),
                created_at=key.created_at,
            )
        )
    return key, token


def check(store: Store, token: str) -> Key | None:
    """
    Return the key that a secret text is.

    Parameters
    ----------
    store
        The store.
    token
        The text.

    Returns
    -------
    Key | None
        The key; None where there is none, or it was revoked.
    """
    with store.reading() as connection:
        asked = select(*_columns).where(_table.c.sha256 == _hash(token), _table.c.revoked_at.is_(None))
        row = connection.execute(asked).first()
    if row is None:
        return None
    moment = now()
    if row.used_at is None or abs(moment - row.used_at) > _USED_EVERY:
        with store.writing() as connection:
            connection.execute(update(_table).where(_table.c.id == row.id).values(used_at=moment))
    return _key(row)


def list_keys(store: Store) -> list[Key]:
    """
    Return every key, the oldest first.

    Parameters
    ----------
    store
        The store.

    Returns
    -------
    list[Key]
        The keys, revoked ones too.
    """
    with store.reading() as connection:
        return [_key(row) for row in connection.execute(select(*_columns).order_by(_table.c.id))]


def revoke(store: Store, which: str) -> Key:
    """
    Make a key worthless from now on.

    Parameters
    ----------
    store
        The store.
    which
        Its id or its prefix.

    Returns
    -------
    Key
        The key, revoked.

    Raises
    ------
    UnknownIdError
        If there is no such key.
    """
    its = or_(_table.c.id == which, _table.c.prefix == which)
    with store.writing() as connection:
        connection.execute(update(_table).where(its, _table.c.revoked_at.is_(None)).values(revoked_at=now()))
        row = connection.execute(select(*_columns).where(its)).first()
    if row is None:
        raise UnknownIdError(f"There is no key '{which}'. `transcaspia keys list` shows them.")
    return _key(row)


def _hash(token: str) -> str:
    # The token is 32 random bytes: nothing slower is needed against guessing.
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _key(row: Row[Any]) -> Key:
    values = row._asdict()
    return Key(**{**values, "scopes": frozenset(row.scopes.split())})
