"""What the templates about banks see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from quizapp.store.banks import BankSummary


@dataclass(frozen=True, slots=True)
class HomePage:
    banks: Sequence[BankSummary]
    template: ClassVar[str] = "teacher/home.html"
