"""What keeps two units of work apart where several write at once: lock first, read second; insert, or find.

On SQLite there is one writer at a time, who has the database to itself from its first statement on.
"""

from sqlalchemy import Table as SqlTable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session


def rows_are_locked(db: Session) -> bool:
    """Whether several write at once, so that a row must be locked before it is read to be changed."""
    return db.get_bind().dialect.name == "postgresql"


def insert_unless_there(db: Session, table: SqlTable) -> sqlite.Insert | postgresql.Insert:
    """An insert that does nothing where its row is there already, from another unit of work that has just ended too."""
    if rows_are_locked(db):
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()
