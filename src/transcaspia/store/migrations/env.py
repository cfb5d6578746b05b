"""How alembic reaches the store: always through the connection, and inside the transaction, that opens it."""

from __future__ import annotations

from alembic import context

from transcaspia.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
