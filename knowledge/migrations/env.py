"""Run by alembic: migrates over the connection that it was handed."""

from alembic import context

from knowledge.schema import Record

context.configure(connection=context.config.attributes["connection"], target_metadata=Record.metadata)
with context.begin_transaction():
    context.run_migrations()
