"""What Alembic runs: the versions, on the connection and inside the transaction that it is handed."""

from typing import Any

from alembic import context

from momentum_desktop.store.columns import Exact
from momentum_desktop.store.schema import Base


def type_differs(_context: Any, _there: Any, _wanted: Any, _there_type: Any, wanted_type: Any) -> bool | None:
    """SQLite's ANY is read back as NUMERIC, which is no difference; None leaves the rest to Alembic."""
    return False if isinstance(wanted_type, Exact) else None


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    compare_type=type_differs,
    render_as_batch=True,
)
context.run_migrations()
