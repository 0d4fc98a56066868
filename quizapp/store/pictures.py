"""Pictures of banks, each once, by a name that is the hash of its bytes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast

from sqlalchemy import Table as SqlTable
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from quizapp.domain.unknown import Unknown
from quizapp.store.races import insert_unless_there
from quizapp.store.tables import DraftRow, PictureRow, UploadPictureRow, VersionPictureRow

_AT_ONCE = 500
"""Names in one statement."""


class UnknownPicture(Unknown):
    """No picture has this name."""


def find(db: Session, name: str) -> bytes:
    """Raises UnknownPicture."""
    data = db.scalar(select(PictureRow.data).where(PictureRow.name == name))
    if data is None:
        raise UnknownPicture(name)
    return data


def named(db: Session, names: Iterable[str]) -> dict[str, bytes]:
    """Of these names the pictures that there are."""
    wanted = sorted(set(names))
    found: dict[str, bytes] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        rows = db.execute(select(PictureRow.name, PictureRow.data).where(PictureRow.name.in_(part)))
        for name, data in rows:
            found[name] = data
    return found


def keep_for_upload(db: Session, address: str, pictures: Mapping[str, bytes], now: datetime) -> None:
    """For a file that waits, so that it can be looked at as readers would see it."""
    _keep(db, pictures, now)
    db.execute(delete(UploadPictureRow).where(UploadPictureRow.address == address))  # It may have been read before.
    _tie(db, UploadPictureRow.__table__, {"address": address}, pictures)  # type: ignore[arg-type]


def keep_for_version(
    db: Session, version_id: int, names: Iterable[str], pictures: Mapping[str, bytes], now: datetime
) -> None:
    """For good. Of the names in its texts those are tied to the version that are given, or kept already."""
    _keep(db, pictures, now)
    wanted = set(names)
    known = _known(db, wanted)
    _tie(db, VersionPictureRow.__table__, {"version_id": version_id}, wanted & known)  # type: ignore[arg-type]


def forget(db: Session, before: datetime, most: int) -> int:
    """Delete pictures that nothing has, and had nothing since then; returns how many."""
    in_versions = select(VersionPictureRow.name).where(VersionPictureRow.name == PictureRow.name)
    in_uploads = select(UploadPictureRow.name).where(UploadPictureRow.name == PictureRow.name)
    in_drafts = select(DraftRow.address).where(DraftRow.document.contains(PictureRow.name))
    unused = (PictureRow.kept_at < before, ~in_versions.exists(), ~in_uploads.exists(), ~in_drafts.exists())
    found = list(db.scalars(select(PictureRow.name).where(*unused).limit(most).with_for_update(skip_locked=True)))
    # Asked again: what had nothing may have been taken between the look and the lock.
    db.execute(delete(PictureRow).where(PictureRow.name.in_(found), *unused))
    return len(found)


def _keep(db: Session, pictures: Mapping[str, bytes], now: datetime) -> None:
    """One that is there already is as good as new: it is not forgotten for a day."""
    known = _known(db, pictures)
    if known:
        db.execute(update(PictureRow).where(PictureRow.name.in_(sorted(known))).values(kept_at=now))
    new = {name: data for name, data in sorted(pictures.items()) if name not in known}
    if rows := [{"name": name, "data": data, "kept_at": now} for name, data in new.items()]:
        db.execute(insert_unless_there(db, cast(SqlTable, PictureRow.__table__)), rows)


def _known(db: Session, names: Iterable[str]) -> set[str]:
    """Those of these names that there are, and will be when this unit of work ends."""
    wanted = sorted(set(names))
    known: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        there = select(PictureRow.name).where(PictureRow.name.in_(part)).order_by(PictureRow.name)
        known |= set(db.scalars(there.with_for_update(read=True, key_share=True)))
    return known


def _tie(db: Session, table: SqlTable, to: Mapping[str, object], names: Iterable[str]) -> None:
    if rows := [{**to, "name": name} for name in sorted(names)]:
        db.execute(insert(table), rows)
