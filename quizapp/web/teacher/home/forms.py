"""What a teacher asks of their lists, in the address."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from quizapp.domain.search import UnfitSearch, looked_for
from quizapp.store.shelves import BankFilter, ShelfOrder, Whose
from quizapp.web.forms import counting

_LONGEST_TAG = 200


@dataclass(frozen=True, slots=True)
class BankSearch:
    """Which banks are asked for: as it was typed, and as it is understood."""

    typed: str = ""
    tag: str = ""
    whose: Whose | None = None
    class_id: int | None = None
    order: ShelfOrder = ShelfOrder.USE
    part: int = 1
    words: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    """The codes of their sentences."""

    @property
    def filter(self) -> BankFilter:
        return BankFilter(self.words, self.tag, self.whose, self.class_id)

    @property
    def query(self) -> dict[str, str]:
        """What an address says of it, but for the part."""
        said = {
            "q": self.typed,
            "tag": self.tag,
            "whose": self.whose or "",
            "class": "" if self.class_id is None else str(self.class_id),
            "sort": "" if self.order is ShelfOrder.USE else self.order,
        }
        return {name: value for name, value in said.items() if value}

    def but(self, **changed: str) -> dict[str, str]:
        """The same address with other fields, an empty one being left out."""
        return {name: value for name, value in {**self.query, **changed}.items() if value}


def bank_search(args: Mapping[str, str], class_ids: Collection[int]) -> BankSearch:
    """What an address asks for; what cannot be meant is left out, and said."""
    typed, faults = args.get("q", ""), []
    words: tuple[str, ...] = ()
    try:
        words = looked_for(typed)
    except UnfitSearch as error:
        faults.append(error.why)
    whose = {str(one): one for one in Whose}.get(args.get("whose", ""))
    order = {str(one): one for one in ShelfOrder}.get(args.get("sort", ""))
    class_id = _number(args.get("class", ""))
    tag = args.get("tag", "")
    unknown = (
        (args.get("whose") and whose is None)
        or (args.get("sort") and order is None)
        or (args.get("class") and class_id not in class_ids)
        or len(tag) > _LONGEST_TAG
    )
    if unknown:
        faults.append("no-filter")
        return BankSearch(typed, words=words, faults=tuple(faults))
    part = _number(args.get("part", "1")) or 1
    return BankSearch(typed, tag, whose, class_id, order or ShelfOrder.USE, part, words, tuple(faults))


def _number(given: str) -> int | None:
    try:
        return counting(given)
    except ValueError:
        return None
