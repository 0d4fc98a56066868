"""How changes of attempts are numbered, so that one indexed read tells whether any was made since somebody looked.

The highest number alone would not tell it where several write at once: a change may be numbered first, and be there
last. So PostgreSQL's number is that of the transaction, and who looks notes the lowest of those that still write then:
whatever they have not seen has that number or a higher one. SQLite has one writer at a time: there it counts on.
"""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class ChangeNumber(FunctionElement[int]):
    """The number of a change that is being made, of an attempt at the quiz with this id."""

    type = BigInteger()
    inherit_cache = True

    def __init__(self, quiz_id: ColumnElement[int]) -> None:
        super().__init__(quiz_id)


class Horizon(FunctionElement[int]):
    """The number below which whoever reads sees every change at a quiz, given that of the newest one they see."""

    type = BigInteger()
    inherit_cache = True

    def __init__(self, newest: ColumnElement[int]) -> None:
        super().__init__(newest)


@compiles(ChangeNumber, "postgresql")
def _of_this_transaction(number: ChangeNumber, compiler: SQLCompiler, **given: Any) -> str:
    return "pg_current_xact_id()::text::bigint"


@compiles(Horizon, "postgresql")
def _oldest_that_writes(horizon: Horizon, compiler: SQLCompiler, **given: Any) -> str:
    return "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


@compiles(ChangeNumber, "sqlite")
def _next_of_the_quiz(number: ChangeNumber, compiler: SQLCompiler, **given: Any) -> str:
    quiz_id = compiler.process(number.clauses, **given)
    others = f"FROM attempt AS other WHERE other.quiz_id = {quiz_id}"
    return f"(SELECT coalesce(max(other.changed), 0) + 1 {others})"


@compiles(Horizon, "sqlite")
def _after_the_newest(horizon: Horizon, compiler: SQLCompiler, **given: Any) -> str:
    return f"{compiler.process(horizon.clauses, **given)} + 1"
