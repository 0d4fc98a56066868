"""What a format of files can carry: told before a bank is taken home in it, and taken away before it is written.

A format that reads back what it wrote gives the bank that `stripped` makes: no more is lost than was told.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from quizapp.domain import banks, scoring
from quizapp.domain.banks import Bank, Choice, Feedback, Filing, Kind, Question, Rule, Source
from quizapp.domain.scoring import Outcome
from quizapp.domain.texts import Html, pictures_in, plain
from quizapp.formats.building import grades, several
from quizapp.formats.problems import N_
from quizapp.formats.texts import languages


class Feature(StrEnum):
    """Something that a bank may have and a format may lack."""

    # Of the bank
    ARTICLE = "article"
    """With the evidence that quotes it."""
    TITLE = "title"
    SUMMARY = "summary"
    SOURCE = "source"
    LANGUAGE = "language"
    # Of a question
    MULTIPLE = "multiple"
    """Questions with several right choices."""
    TRUE_FALSE = "true-false"
    """As a kind of its own; else they are single ones with two choices in their places."""
    BARE_TRUE_FALSE = "bare-true-false"
    """As a kind of its own, but without words for its choices: they are those of the language."""
    NAME = "name"
    ID = "id"
    CATEGORY = "category"
    TAGS = "tags"
    MAXIMUM = "maximum"
    HALF_MARKS = "half-marks"
    """Maximum marks in steps of a half."""
    SHUFFLE = "shuffle"
    """Whether the choices of a question may be shuffled."""
    FIXED = "fixed"
    """Choices that keep their places."""
    FRACTIONS = "fractions"
    """Single answers worth a part of the mark, or less than nothing; or several that are each worth the whole."""
    GRADES = "grades"
    """Fractions that are among Moodle's grades only, and in each single question a choice that is worth the whole."""
    PARTIAL = "partial"
    """Multiple answers each worth its part of the mark."""
    RIGHT_LESS_WRONG = "right-less-wrong"
    """Parts of the mark of one sort only: right answers share it, and each wrong one costs such a share."""
    ALL_OR_NOTHING = "all-or-nothing"
    TABLE = "table"
    # Of texts
    FEEDBACK = "feedback"
    CHOICE_FEEDBACK = "choice-feedback"
    TEMPTATIONS = "temptations"
    """The passages that tempt to wrong choices, where it has the article too."""
    OUTCOME_FEEDBACK = "outcome-feedback"
    """To right answers, and to wrong ones."""
    PARTLY_FEEDBACK = "partly-feedback"
    """To partly right ones too."""
    UNSEEN_FEEDBACK = "unseen-feedback"
    """To right or wrong answers also where no choice is one."""
    TRUE_FALSE_OUTCOMES = "true-false-outcomes"
    """To those of true/false questions too."""
    FORMATTING = "formatting"
    PICTURES = "pictures"
    LINE_BREAKS = "line-breaks"


EVERYTHING = frozenset(Feature)


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of a bank that a format does not carry."""

    feature: Feature
    questions: tuple[int, ...] = ()
    """The numbers of the questions that lose it, from 1; none where the bank does."""


def losses(bank: Bank, carries: frozenset[Feature]) -> Iterator[Loss]:
    """What is lost when a bank is written in a format that carries these."""
    head: dict[Feature, object] = {
        Feature.ARTICLE: bank.article,
        Feature.TITLE: bank.title,
        Feature.SUMMARY: bank.summary,
        Feature.SOURCE: bank.source != Source(),
        Feature.LANGUAGE: bank.language,
    }
    for feature, has in head.items():
        if feature not in carries and has:
            yield Loss(feature)
    for feature, loses in _losers(carries):
        if numbers := tuple(n for n, question in enumerate(bank.questions, 1) if loses(question)):
            yield Loss(feature, numbers)


def _losers(carries: frozenset[Feature]) -> Iterator[tuple[Feature, Callable[[Question], bool]]]:
    """For each feature that is lost, or carried in part only, which questions lose something."""
    for feature, has_it in _OF_QUESTIONS.items():
        if feature is Feature.FRACTIONS and feature not in carries and Feature.GRADES in carries:
            yield Feature.GRADES, lambda question: not _has_grades(question)
        elif feature is Feature.PARTIAL and feature not in carries and Feature.RIGHT_LESS_WRONG in carries:
            yield Feature.RIGHT_LESS_WRONG, lambda question: _has_parts(question) and not _is_right_less_wrong(question)
        elif feature is Feature.MAXIMUM and feature not in carries and Feature.HALF_MARKS in carries:
            yield Feature.HALF_MARKS, lambda question: question.marking.maximum != _in_halves(question.marking.maximum)
        elif feature is Feature.TRUE_FALSE and feature not in carries and Feature.BARE_TRUE_FALSE in carries:
            yield Feature.TRUE_FALSE, lambda question: question.kind.brings_choices and not _is_bare(question)
            yield Feature.BARE_TRUE_FALSE, lambda question: question.kind.brings_choices and _is_bare(question)
        elif feature not in carries:
            yield feature, has_it


def stripped(bank: Bank, carries: frozenset[Feature]) -> Bank:
    """The bank without what the format does not carry; questions that it cannot ask are gone."""
    kept = (
        _stripped(question, carries)
        for question in bank.questions
        if Feature.MULTIPLE in carries or not question.kind.takes_several
    )
    with_article = Feature.ARTICLE in carries
    return replace(
        bank,
        article=bank.article if with_article else None,
        title=bank.title if Feature.TITLE in carries else "",
        summary=bank.summary if Feature.SUMMARY in carries else "",
        source=bank.source if Feature.SOURCE in carries else Source(),
        language=bank.language if Feature.LANGUAGE in carries else "",
        questions=tuple(question for question in kept if question.stem and all(one.text for one in question.choices)),
    )


# --- of questions ---


def _stripped(question: Question, carries: frozenset[Feature]) -> Question:
    def text(given: str, feature: Feature) -> str:
        return _text(given, carries) if feature in carries else ""

    def said(outcome: Outcome, given: str) -> str:
        lost = any(is_of(question, outcome) for feature, is_of in _OF_OUTCOMES.items() if feature not in carries)
        return "" if lost else _text(given, carries)

    question = _marked(question, carries)
    if question.kind.brings_choices and Feature.TRUE_FALSE not in carries:
        is_bare = Feature.BARE_TRUE_FALSE in carries and _is_bare(question)
        question = _fixed(question) if is_bare else replace(question, kind=Kind.SINGLE)
    return replace(
        question,
        stem=_text(question.stem, carries),
        choices=tuple(
            Choice(
                _text(choice.text, carries),
                choice.fraction,
                text(choice.feedback, Feature.CHOICE_FEEDBACK),
                choice.fixed and (Feature.FIXED in carries or question.kind.brings_choices),
                choice.tempted_by if {Feature.ARTICLE, Feature.TEMPTATIONS} <= carries else None,
            )
            for choice in question.choices
        ),
        marking=replace(question.marking, maximum=_maximum(question.marking.maximum, carries)),
        feedback=Feedback(
            text(question.feedback.general, Feature.FEEDBACK),
            said(Outcome.RIGHT, question.feedback.right),
            said(Outcome.PARTLY, question.feedback.partly),
            said(Outcome.WRONG, question.feedback.wrong),
        ),
        evidence=question.evidence if Feature.ARTICLE in carries else (),
        filing=Filing(
            question.filing.name if Feature.NAME in carries else "",
            question.filing.category if Feature.CATEGORY in carries else "",
            question.filing.tags if Feature.TAGS in carries else (),
        ),
        shuffle=question.shuffle if Feature.SHUFFLE in carries else True,
    )


def _maximum(given: Fraction, carries: frozenset[Feature]) -> Fraction:
    if Feature.MAXIMUM in carries:
        return given
    return _in_halves(given) if Feature.HALF_MARKS in carries else Fraction(1)


def _in_halves(maximum: Fraction) -> Fraction:
    """The nearest that is worth anything."""
    return Fraction(max(1, round(maximum * 2)), 2)


def _marked(question: Question, carries: frozenset[Feature]) -> Question:
    """By a rule that the format knows: the nearest one that does not make an answer right that was not."""
    if question.kind.takes_several:
        feature = _RULES[question.marking.rule]
        if feature in carries and (feature is not Feature.PARTIAL or Feature.PARTIAL in carries):
            return question if Feature.GRADES not in carries or Feature.FRACTIONS in carries else _graded(question)
        if Feature.RIGHT_LESS_WRONG in carries and Feature.PARTIAL not in carries:
            return _right_less_wrong(question)
        rule = Rule.ALL_OR_NOTHING if Feature.ALL_OR_NOTHING in carries else Rule.PARTIAL
        question = _shared(replace(question, marking=replace(question.marking, rule=rule, table=())))
        return question if Feature.GRADES not in carries or rule is not Rule.PARTIAL else _graded(question)
    if Feature.GRADES in carries and Feature.FRACTIONS not in carries:
        return _graded(question)
    return question if Feature.FRACTIONS in carries or not _has_fractions(question) else _shared(question)


def _shared(question: Question) -> Question:
    """Each choice right or wrong, and worth what that is worth."""
    key = question.key
    if not question.kind.takes_several:
        key = frozenset((min(key),))
    worth = banks.shares(question.kind, [place in key for place in range(len(question.choices))])
    choices = (replace(choice, fraction=share) for choice, share in zip(question.choices, worth, strict=True))
    return replace(question, choices=tuple(choices))


def _right_less_wrong(question: Question) -> Question:
    worth = several.shares([place in question.key for place in range(len(question.choices))])
    choices = (replace(choice, fraction=share) for choice, share in zip(question.choices, worth, strict=True))
    return replace(question, choices=tuple(choices), marking=replace(question.marking, rule=Rule.PARTIAL, table=()))


def _is_right_less_wrong(question: Question) -> bool:
    return _right_less_wrong(question).choices == question.choices


def _graded(question: Question) -> Question:
    """Each choice worth the nearest of Moodle's grades; the best of a single question, the whole."""
    given = [choice.fraction for choice in question.choices]
    if question.kind.takes_several:
        worth = grades.shares(given)
    else:
        worth = tuple(Fraction(1) if share == max(given) else grades.nearest(share) for share in given)
    choices = (replace(choice, fraction=share) for choice, share in zip(question.choices, worth, strict=True))
    return replace(question, choices=tuple(choices))


def _is_bare(question: Question) -> bool:
    """Whether it says no more than that it is true, or not, in the words of some language."""
    worth = [choice.fraction for choice in question.choices]
    return sorted(worth) == [0, 1] and languages.are_true_false([choice.text for choice in question.choices])


def _fixed(question: Question) -> Question:
    return replace(question, choices=tuple(replace(choice, fixed=True) for choice in question.choices))


def _has_grades(question: Question) -> bool:
    if question.marking.rule is not Rule.PARTIAL:
        return True
    return all(
        grades.matched(ours.fraction) == theirs.fraction
        for ours, theirs in zip(question.choices, _graded(question).choices, strict=True)
    )


def _text(text: str, carries: frozenset[Feature]) -> str:
    if isinstance(text, Html):
        is_shown = Feature.FORMATTING in carries and (Feature.PICTURES in carries or not pictures_in(text))
        text = text if is_shown else plain(text)
    if Feature.LINE_BREAKS not in carries and not isinstance(text, Html):
        text = " ".join(text.split("\n")).strip()
    return text


_RULES = {
    Rule.PARTIAL: Feature.PARTIAL,
    Rule.ALL_OR_NOTHING: Feature.ALL_OR_NOTHING,
    Rule.TABLE: Feature.TABLE,
}


def _has_fractions(question: Question) -> bool:
    is_single = not question.kind.takes_several
    return is_single and sorted(choice.fraction for choice in question.choices) != [
        *[Fraction(0)] * (len(question.choices) - 1),
        Fraction(1),
    ]


def _marked_by(rule: Rule) -> Callable[[Question], bool]:
    return lambda question: question.kind.takes_several and question.marking.rule is rule


_has_parts = _marked_by(Rule.PARTIAL)


def _is_unseen(question: Question, outcome: Outcome) -> bool:
    """Whether no choice is right, or none wrong; several ticked together may always be either."""
    if question.kind.takes_several or outcome is Outcome.PARTLY:
        return False
    return all(scoring.outcome(question, frozenset((place,))) is not outcome for place in range(len(question.choices)))


_OF_OUTCOMES: dict[Feature, Callable[[Question, Outcome], bool]] = {
    Feature.OUTCOME_FEEDBACK: lambda question, outcome: outcome is not Outcome.PARTLY,
    Feature.PARTLY_FEEDBACK: lambda question, outcome: outcome is Outcome.PARTLY,
    Feature.UNSEEN_FEEDBACK: _is_unseen,
    Feature.TRUE_FALSE_OUTCOMES: lambda question, outcome: question.kind.brings_choices and _is_bare(question),
}
"""For which outcomes of a question each lets it say something."""


def _says(feature: Feature) -> Callable[[Question], bool]:
    is_of = _OF_OUTCOMES[feature]

    def says(question: Question) -> bool:
        said = {
            Outcome.RIGHT: question.feedback.right,
            Outcome.PARTLY: question.feedback.partly,
            Outcome.WRONG: question.feedback.wrong,
        }
        return any(is_of(question, outcome) for outcome, text in said.items() if text)

    return says


_OF_QUESTIONS: dict[Feature, Callable[[Question], bool]] = {
    Feature.MULTIPLE: lambda question: question.kind.takes_several,
    Feature.TRUE_FALSE: lambda question: question.kind.brings_choices,
    Feature.NAME: lambda question: bool(question.filing.name),
    Feature.ID: lambda question: bool(question.id),
    Feature.CATEGORY: lambda question: bool(question.filing.category),
    Feature.TAGS: lambda question: bool(question.filing.tags),
    Feature.MAXIMUM: lambda question: question.marking.maximum != 1,
    Feature.SHUFFLE: lambda question: not question.shuffle,
    Feature.FIXED: lambda question: any(one.fixed for one in question.choices) and not question.kind.brings_choices,
    Feature.FRACTIONS: _has_fractions,
    Feature.PARTIAL: _has_parts,
    Feature.ALL_OR_NOTHING: _marked_by(Rule.ALL_OR_NOTHING),
    Feature.TABLE: _marked_by(Rule.TABLE),
    Feature.FEEDBACK: lambda question: bool(question.feedback.general),
    Feature.CHOICE_FEEDBACK: lambda question: any(choice.feedback for choice in question.choices),
    Feature.TEMPTATIONS: lambda question: any(choice.tempted_by for choice in question.choices),
    **{feature: _says(feature) for feature in _OF_OUTCOMES},
    Feature.FORMATTING: lambda question: any(isinstance(text, Html) for text in banks.texts_of(question)),
    Feature.PICTURES: lambda question: any(pictures_in(text) for text in banks.texts_of(question)),
    Feature.LINE_BREAKS: lambda question: any(
        "\n" in text and not isinstance(text, Html) for text in banks.texts_of(question)
    ),
}


# --- in words ---

LOST: dict[Feature, str] = {
    Feature.ARTICLE: N_("the article, and the passages that prove the answers"),
    Feature.TITLE: N_("the title"),
    Feature.SUMMARY: N_("the summary"),
    Feature.SOURCE: N_("the source of the article"),
    Feature.LANGUAGE: N_("which language it is in"),
    Feature.MULTIPLE: N_("questions with several right answers: they are left out"),
    Feature.TRUE_FALSE: N_("the kind true/false: such questions become ones with a single right answer"),
    Feature.BARE_TRUE_FALSE: N_("the words for true and false: they become those of the language"),
    Feature.NAME: N_("the names of questions"),
    Feature.ID: N_("the ids of questions, by which a later version knows them"),
    Feature.CATEGORY: N_("categories"),
    Feature.TAGS: N_("tags"),
    Feature.MAXIMUM: N_("marks: every question counts 1"),
    Feature.HALF_MARKS: N_("marks that are no halves: the nearest half takes their place"),
    Feature.SHUFFLE: N_("that the choices keep their order"),
    Feature.FIXED: N_("that a choice keeps its place"),
    Feature.FRACTIONS: N_("parts of the mark: one choice is right, the others are wrong"),
    Feature.GRADES: N_(
        "parts of the mark that Moodle does not know: the nearest takes their place, and a best choice earns the whole"
    ),
    Feature.PARTIAL: N_("parts of the mark for some of the right choices"),
    Feature.RIGHT_LESS_WRONG: N_(
        "parts of the mark that differ: right choices earn the same, and a wrong one costs as much"
    ),
    Feature.ALL_OR_NOTHING: N_("all or nothing: each right choice earns its part"),
    Feature.TABLE: N_("marks for single combinations of choices"),
    Feature.FEEDBACK: N_("feedback to questions"),
    Feature.CHOICE_FEEDBACK: N_("feedback to single choices"),
    Feature.TEMPTATIONS: N_("the passages that tempt to wrong choices"),
    Feature.OUTCOME_FEEDBACK: N_("feedback to right and to wrong answers"),
    Feature.PARTLY_FEEDBACK: N_("feedback to partly right answers"),
    Feature.UNSEEN_FEEDBACK: N_("feedback to right or wrong answers where no choice is one"),
    Feature.TRUE_FALSE_OUTCOMES: N_("feedback to right and wrong answers of true/false questions"),
    Feature.FORMATTING: N_("formatting, such as bold, lists and formulas: texts become plain"),
    Feature.PICTURES: N_("pictures: their descriptions stay"),
    Feature.LINE_BREAKS: N_("line breaks"),
}
"""What is lost where a format lacks a feature, to follow « not carried: »."""
