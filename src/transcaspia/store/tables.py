"""The tables of the store; `migrations` makes them, and a test holds the two together."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

REVISIONS = ("0001",)
"""Revisions of the schema in their order; the last is the one that this program works with."""


class Instant(TypeDecorator[datetime]):
    """A time in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """
        Return a time as the database takes it.

        Parameters
        ----------
        value
            A time with its zone.
        dialect
            The database's.

        Returns
        -------
        datetime | None
            In UTC.
        """
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """
        Return a time as the program takes it.

        Parameters
        ----------
        value
            As the database gives it.
        dialect
            The database's.

        Returns
        -------
        datetime | None
            In UTC, with its zone.
        """
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

records = Table(
    "records", metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("deleted", Boolean, nullable=False),
    Column("body", JSON, nullable=False),
    Column("author", Text, nullable=False),
    Column("note", Text),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("key", Text),
    UniqueConstraint("kind", "key"),
    CheckConstraint("version >= 1", name="version"),
    Index("ix_records_kind_id", "kind", "id"),
)  # fmt: skip
"""What stands now of each record; `author`, `note` and `changed_at` are those of its last version."""

versions = Table(
    "versions", metadata,
    Column("id", Text, ForeignKey("records.id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("deleted", Boolean, nullable=False),
    Column("body", JSON, nullable=False),
    Column("author", Text, nullable=False),
    Column("note", Text),
    Column("at", Instant, nullable=False),
)  # fmt: skip
"""Every version of every record; rows are added, never changed."""

jobs = Table(
    "jobs", metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("request", JSON, nullable=False),
    Column("author", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("cancel_wished", Boolean, nullable=False),
    Column("fraction", Float, nullable=False),
    Column("sentence", Text),
    Column("problem", JSON(none_as_null=True)),
    Column("result", LargeBinary),
    Column("media_type", Text),
    Column("attempts", Integer, nullable=False),
    Column("worker", Text),
    Column("heartbeat_at", Instant),
    Column("created_at", Instant, nullable=False),
    Column("started_at", Instant),
    Column("finished_at", Instant),
    CheckConstraint("state IN ('queued', 'running', 'done', 'failed', 'cancelled')", name="state"),
    Index("ix_jobs_state_id", "state", "id"),
)  # fmt: skip
"""Long work, asked for and done."""

keys = Table(
    "keys", metadata,
    Column("id", Text, primary_key=True),
    Column("prefix", Text, nullable=False),
    Column("sha256", Text, nullable=False, unique=True),
    Column("label", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("revoked_at", Instant),
)  # fmt: skip
"""Keys of the HTTP interface; only their hashes."""

audit = Table(
    "audit", metadata,
    Column("id", Text, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("who", Text, nullable=False),
    Column("what", Text, nullable=False),
    Column("kind", Text),
    Column("record", Text),
    Column("details", JSON(none_as_null=True)),
)  # fmt: skip
"""Who did what, when; rows are added, never changed."""
