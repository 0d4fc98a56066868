"""The schema: natural keys that make a double response impossible, named CHECKs, times in UTC."""

from quizapp.store.tables.attempts import (
    AttemptRow,
    CompanionRow,
    DeletedRow,
    ObjectionRow,
    ReaderRow,
    ResponseRow,
    RulingRow,
)
from quizapp.store.tables.banks import (
    BankRow,
    BankTagRow,
    BankWordsRow,
    ColumnLayoutRow,
    DraftRow,
    PartRow,
    PictureRow,
    QuestionRow,
    ShareRow,
    UploadPictureRow,
    UploadRow,
    VersionPictureRow,
    VersionRow,
)
from quizapp.store.tables.base import MappedTable
from quizapp.store.tables.classes import ClassRow, ListDraftRow, MemberRow
from quizapp.store.tables.quizzes import AskedRow, ExportPieceRow, ExportRow, FoldRow, FoldSumsRow, QuizRow
from quizapp.store.tables.teachers import ApiTokenRow, EntryRow, FailedTryRow, LinkRow, LoginRow, TeacherRow

__all__ = [
    "ApiTokenRow",
    "AskedRow",
    "AttemptRow",
    "BankRow",
    "BankTagRow",
    "BankWordsRow",
    "ClassRow",
    "ColumnLayoutRow",
    "CompanionRow",
    "DeletedRow",
    "DraftRow",
    "EntryRow",
    "ExportPieceRow",
    "ExportRow",
    "FailedTryRow",
    "FoldRow",
    "FoldSumsRow",
    "LinkRow",
    "ListDraftRow",
    "LoginRow",
    "MappedTable",
    "MemberRow",
    "ObjectionRow",
    "PartRow",
    "PictureRow",
    "QuestionRow",
    "QuizRow",
    "ReaderRow",
    "ResponseRow",
    "RulingRow",
    "ShareRow",
    "TeacherRow",
    "UploadPictureRow",
    "UploadRow",
    "VersionPictureRow",
    "VersionRow",
]
