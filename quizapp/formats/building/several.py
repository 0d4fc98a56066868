"""How programs mark a question with several right choices, where a file says no more than which they are.

Sources: of Canvas, app/models/quizzes/quiz_question/multiple_answers_question.rb and user_answer.rb (2024); of Sakai,
Samigo's GradingService (getScoreByQuestionType, MC Multiple Correct; MCMS_PARTIAL_CREDIT); of Brightspace, its page
« Understanding grading options for multi-select questions » and its API's GRADINGRULE_T; of Moodle's plugins,
qtype_multichoiceset and qtype_oumultiresponse, question.php (grade_response).
"""

from collections.abc import Sequence
from enum import Enum, auto
from fractions import Fraction

from quizapp.domain import banks
from quizapp.domain.banks import MOST_TABLED, Kind, Rule
from quizapp.formats.building import scores
from quizapp.formats.building.scores import Scheme


class TickRule(Enum):
    """What a response earns, by how many of its ticks are right, and how many wrong."""

    ALL_OR_NOTHING = auto()
    """Moodle's multichoiceset, Sakai without partial credit, Brightspace's grading type 0."""
    RIGHT_LESS_WRONG = auto()
    """Each right tick a share of the right ones, each wrong one as much less: Canvas, Sakai with partial credit."""
    JUDGED_LESS_MISJUDGED = auto()
    """Of all choices, ticked or not, those judged rightly less those judged wrongly: Brightspace's type 1."""
    JUDGED = auto()
    """Of all choices, those judged rightly, ticked or not: Brightspace's type 2."""
    AS_MANY_AS_RIGHT = auto()
    """The right ticks, less what is ticked beyond as many as are right: Moodle's oumultiresponse. Brightspace's type 3
    lets nobody tick more than that many; of whoever does not, the two make the same."""


def is_told(rule: TickRule, count: int) -> bool:
    """Whether so many choices can be marked so here; else all or nothing is what `scheme` gives."""
    return rule in (TickRule.ALL_OR_NOTHING, TickRule.RIGHT_LESS_WRONG) or count <= MOST_TABLED


def scheme(right: Sequence[bool], rule: TickRule) -> Scheme | None:
    """None where no choice is right. A response without ticks earns nothing anywhere."""
    if not any(right):
        return None
    if rule is TickRule.RIGHT_LESS_WRONG:
        return Scheme(Fraction(1), shares(right))
    if rule is TickRule.ALL_OR_NOTHING or not is_told(rule, len(right)):
        return Scheme(Fraction(1), banks.shares(Kind.MULTIPLE, right), Rule.ALL_OR_NOTHING)
    return scores.of_multiple([_credit(right, ticked, rule) for ticked in range(2 ** len(right))])


def shares(right: Sequence[bool]) -> tuple[Fraction, ...]:
    """Of each choice, by `RIGHT_LESS_WRONG`."""
    share = Fraction(1, sum(right))
    return tuple(share if one else -share for one in right)


def _credit(right: Sequence[bool], ticked: int, rule: TickRule) -> Fraction:
    if not ticked:
        return Fraction(0)
    ticks = [bool(ticked >> place & 1) for place in range(len(right))]
    rights, count = sum(right), len(right)
    hits = sum(tick and one for tick, one in zip(ticks, right, strict=True))
    extra = sum(ticks) - hits
    judged = count - (rights - hits) - extra
    match rule:
        case TickRule.JUDGED:
            return Fraction(judged, count)
        case TickRule.JUDGED_LESS_MISJUDGED:
            return max(Fraction(0), Fraction(2 * judged - count, count))
        case TickRule.AS_MANY_AS_RIGHT:
            return max(Fraction(0), Fraction(min(hits, rights - extra), rights))
    raise ValueError(rule)
