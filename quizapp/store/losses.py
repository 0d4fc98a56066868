"""That attempts are being deleted, noted at their quizzes: what is gone cannot say itself that it was."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, and_, delete, or_, select, true, update
from sqlalchemy.orm import Session, aliased

from quizapp.store.tables import AttemptRow, ExportRow, FoldRow, QuizRow


def note(db: Session, losing: ColumnElement[bool]) -> None:
    """Of the attempts that meet this condition, before they are deleted: whoever locks a quiz and its attempts locks
    the quiz first.

    Files that tell of them go too, those that are being made as well, and none can be asked for until the attempts are
    gone: see `exports.ask`. What those files held is deleted aside: see `retention.forget_pieces`. So does what they
    were summed up in, which nobody keeps who read it before: see `folds.keep`.
    """
    ids = sorted(set(db.scalars(select(AttemptRow.quiz_id).where(losing))))
    note_at(db, ids)
    if ids:
        _forget_folds(db, ids, losing)


def note_at(db: Session, quiz_ids: Iterable[int]) -> None:
    """At these quizzes, of whatever their teacher sees."""
    if ids := sorted(set(quiz_ids)):
        db.execute(update(QuizRow).where(QuizRow.id.in_(ids)).values(revision=QuizRow.revision + 1))
        db.execute(delete(ExportRow).where(ExportRow.quiz_id.in_(ids)))


def _forget_folds(db: Session, quiz_ids: Collection[int], losing: ColumnElement[bool]) -> None:
    """Those that tell of their readers' attempts, of which another may be the first one now."""
    stretches = (FoldRow.id, FoldRow.quiz_id, FoldRow.first_attempt, FoldRow.last_attempt)
    kept = db.execute(select(*stretches).where(FoldRow.quiz_id.in_(quiz_ids))).all()
    if not kept:
        return
    same = aliased(AttemptRow)
    alone = and_(AttemptRow.member_id.is_(None), same.member_id.is_(None), same.reader_id == AttemptRow.reader_id)
    theirs = select(same.quiz_id, same.id).join(
        AttemptRow, and_(same.quiz_id == AttemptRow.quiz_id, or_(same.member_id == AttemptRow.member_id, alone))
    )
    attempts = db.execute(theirs.where(losing)).all()
    stale = [
        one.id
        for one in kept
        if any(quiz_id == one.quiz_id and one.first_attempt <= id_ <= one.last_attempt for quiz_id, id_ in attempts)
    ]
    db.execute(delete(FoldRow).where(FoldRow.id.in_(stale)))
    for quiz_id in {one.quiz_id for one in kept}:
        _number_again(db, quiz_id, losing)


def _number_again(db: Session, quiz_id: int, losing: ColumnElement[bool]) -> None:
    """Where changes are counted on from the highest number that is there, those of the lost ones are given again."""
    left = select(AttemptRow.changed).where(AttemptRow.quiz_id == quiz_id, losing.is_not(true()))
    below = (db.scalar(left.order_by(AttemptRow.changed.desc()).limit(1)) or 0) + 1
    db.execute(update(FoldRow).where(FoldRow.quiz_id == quiz_id, FoldRow.below > below).values(below=below))
