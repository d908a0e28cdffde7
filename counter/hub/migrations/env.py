"""Hands Alembic the connection that `hub.migrating` has opened; its transaction is the caller's."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
context.run_migrations()
