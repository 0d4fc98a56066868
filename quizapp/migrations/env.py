"""Alembic's entry: runs the migrations on the connection that `store.schema` passes."""

from alembic import context

from quizapp.store.tables import MappedTable

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=MappedTable.metadata, render_as_batch=True)
context.run_migrations()
