"""Questions of QTI items: those with exactly one choice interaction, and nothing else that is marked."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from quizapp.domain.banks import Choice, Feedback, Filing, Kind, Question, Rule, tabled
from quizapp.domain.scoring import Outcome, outcome
from quizapp.domain.texts import plain
from quizapp.formats.building.assembly import MOST_CHOICES, Assembly, FoundQuestion, Place
from quizapp.formats.building.scores import Scheme
from quizapp.formats.qti import declarations, feedback, templates
from quizapp.formats.qti.content import Content
from quizapp.formats.qti.elements import INTERACTIONS, Element, attribute, is_true
from quizapp.formats.qti.marking import MAXSCORE, ChoiceInteraction, ItemMarking, Run, mark, run_all
from quizapp.formats.qti.processing import Budget, Machine, RefusedTemplate
from quizapp.formats.qti.values import Unsupported, items_of
from quizapp.formats.syntax import xmltree
from quizapp.formats.texts import markup, passages

ROOT = "assessmentitem"
_UNMARKED = ("endattemptinteraction", "mediainteraction")
"""Interactions that no points are given for: to ask for a hint, to listen."""
_CHANCE = ("randominteger", "randomfloat", "random", "mathoperator", "customoperator")


@dataclass(frozen=True, slots=True)
class ItemSource:
    """Where an item stands, and what its package says of it."""

    member: str = ""
    find: markup.FindPicture = markup.no_picture
    weight: Fraction = Fraction(1)
    tags: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    """Files that it takes in and that are not there."""
    passage: str = ""
    """What its sections say before it."""


def read(item: Element, assembly: Assembly, source: ItemSource) -> None:
    """Asks the question of an item, its elements normalised; or leaves it out, or says what is wrong with it."""
    _Item(item, assembly, source).read()


class _Item:
    def __init__(self, item: Element, assembly: Assembly, source: ItemSource) -> None:
        self._item = item
        self._assembly = assembly
        self._source = source
        self._place = Place(xmltree.line(item), member=source.member)
        self._declared = declarations.read(item)
        self._name = " ".join(attribute(item, "title").split())
        self._notes: list[str] = []

    def read(self) -> None:
        body = xmltree.child(self._item, "itembody")
        if body is None:
            self._assembly.leave_out(self._place, "item without a body", self._name)
            return
        found = [one for one in body.iter() if _is_interaction(one)]
        marked = [one for one in found if xmltree.name(one) not in _UNMARKED]
        if [xmltree.name(one) for one in marked] != ["choiceinteraction"]:
            self._leave_out(body, _kind(marked))
            return
        machine = Machine(self._declared, Budget())
        try:
            machine.prepare(xmltree.child(self._item, "templateprocessing"))
        except (Unsupported, RefusedTemplate):
            self._leave_out(body, "choiceInteraction, made from a template")
            return
        if any(xmltree.name(one) == "endattemptinteraction" for one in found):
            self._notes.append("hints-lost")
        if is_true(self._item, "adaptive"):
            self._notes.append("tries-lost")
        if any(xmltree.name(one) in _CHANCE for one in self._item.iter()):
            self._notes.append("chance-lost")
        self._ask(body, marked[0], machine)

    def _leave_out(self, body: Element, kind: str) -> None:
        content = Content(self._source.find, {}, {})
        stem = plain(content.stem(body))
        self._assembly.leave_out(self._place, kind, stem or self._name)

    def _ask(self, body: Element, interaction: Element, machine: Machine) -> None:
        response = attribute(interaction, "responseidentifier")
        declared = self._declared.get(response)
        if declared is None or declared.kind != "response":
            found = self._unkeyed(body, interaction, Content(self._source.find, machine.templates, self._declared))
            self._assembly.failed("response-undeclared", self._at(interaction), found, name=response)
            return
        if declared.cardinality not in ("single", "multiple"):
            self._leave_out(body, f"choiceInteraction, {declared.cardinality}")
            return
        content = Content(self._source.find, machine.templates, self._declared)
        choices = content.choices(interaction)
        correct = machine.correct.get(response, declared.correct)
        names = tuple(attribute(one, "identifier") for one in choices)
        asked = ChoiceInteraction(self._declared, response, names, declared.cardinality == "multiple", correct)
        rules, unknown = templates.processing(self._item, response, has_maximum=MAXSCORE in self._declared)
        runs = self._runs(asked, rules, machine)
        marked = ItemMarking(None) if unknown and not asked.key else mark(asked, rules, runs)
        if unknown and marked.note == "unscored":
            marked = ItemMarking(marked.marking, "scoring-simplified")
        kind = Kind.MULTIPLE if asked.multiple else Kind.SINGLE
        if marked.marking is None:
            unkeyed = replace(self._unkeyed(body, interaction, content), kind=kind)
            if items_of(correct):
                key = ", ".join(str(one) for one in items_of(correct))
                why = ("key-is-no-choice", self._at(interaction), {"key": key})
                self._assembly.ask(self._place, unkeyed, content.lost, why)
            else:
                self._assembly.leave_out(
                    self._place, f"{kind}, without a key", plain(unkeyed.stem) or self._name, unkeyed
                )
            return
        if marked.note:
            self._notes.append(marked.note)
        self._put_together(body, interaction, content, choices, runs, kind, marked.marking)

    def _unkeyed(self, body: Element, interaction: Element, content: Content) -> FoundQuestion:
        """What an item says, but for what is right, and what follows from it."""
        choices = content.choices(interaction)
        for one in (*choices, body):
            content.take_feedback(one)
        made = [Choice(content.text(one, inline=True), fixed=is_true(one, "fixed")) for one in choices]
        return FoundQuestion(
            Kind.SINGLE,
            passages.put_before(self._source.passage, content.stem(body) or self._name),
            made,
            id=attribute(self._item, "identifier"),
            filing=Filing(self._name, tags=self._source.tags),
            shuffle=is_true(interaction, "shuffle"),
        )

    def _runs(self, asked: ChoiceInteraction, rules: Element | None, machine: Machine) -> list[Run] | None:
        """What each response gives; None where the rules cannot be followed."""
        if rules is None or len(asked.choices) > MOST_CHOICES:
            return None
        try:
            return run_all(asked, rules, machine)
        except Unsupported:
            return None

    def _put_together(
        self,
        body: Element,
        interaction: Element,
        content: Content,
        choices: Sequence[Element],
        runs: Sequence[Run] | None,
        kind: Kind,
        scheme: Scheme,
    ) -> None:
        of_choices = [content.take_feedback(one) for one in choices]
        others = [*content.take_feedback(body), *xmltree.children(self._item, "modalfeedback")]
        said = feedback.FeedbackElements([[] for _ in choices], is_lost=bool(others or any(of_choices)))
        if runs is not None:
            said = feedback.sort_out(of_choices, others, runs, _earned(kind, scheme, runs))
        if said.is_lost:
            self._notes.append("feedback-lost")
        made = [
            Choice(content.text(one, inline=True), fraction, content.said(its), is_true(one, "fixed"))
            for one, fraction, its in zip(choices, scheme.worth(len(choices)), said.choices, strict=True)
        ]
        of_outcomes = (said.outcomes[one] for one in (Outcome.RIGHT, Outcome.PARTLY, Outcome.WRONG))
        spoken = Feedback(*map(content.said, (said.general, *of_outcomes)))
        stem = content.stem(body)
        if not stem and not content.lost:
            stem = self._name  # Some items are asked by their title alone.
        found = FoundQuestion(
            kind,
            passages.put_before(self._source.passage, stem),
            made,
            id=attribute(self._item, "identifier"),
            marking=replace(scheme.marking, maximum=scheme.maximum * self._source.weight),
            feedback=spoken,
            filing=Filing(self._name, tags=self._source.tags),
            shuffle=is_true(interaction, "shuffle"),
        )
        before = len(self._assembly.left_out)
        self._assembly.ask(self._place, found, content.lost)
        if len(self._assembly.left_out) == before:
            for code in self._notes:
                self._assembly.note(code, self._place)
            for address in self._source.lost:
                self._assembly.note("inclusion-lost", self._place, address=address)

    def _at(self, element: Element) -> Place:
        return Place(xmltree.line(element), member=self._source.member)


def _is_interaction(element: Element) -> bool:
    name = xmltree.name(element)
    return name in INTERACTIONS and not any(xmltree.name(one) == "custominteraction" for one in element.iterancestors())


def _kind(marked: Sequence[Element]) -> str:
    """What an item asks for, by the names of its specification."""
    names = [INTERACTIONS[xmltree.name(one)] for one in marked]
    if not names:
        return "item without a question"
    once = dict.fromkeys(names)
    return ", ".join(f"{name} ({count})" if (count := names.count(name)) > 1 else name for name in once)


def _earned(kind: Kind, scheme: Scheme, runs: Sequence[Run]) -> list[Outcome]:
    """What each response is in words, by its mark here."""
    choices = tuple(Choice(str(place), one) for place, one in enumerate(scheme.fractions))
    if scheme.rule is Rule.TABLE:
        places = range((len(scheme.table) - 1).bit_length())
        question = tabled(Question("q", kind, "", tuple(Choice(str(one)) for one in places)), scheme.table)
    else:
        question = Question("q", kind, "", choices, scheme.marking)
    return [outcome(question, run.picked) for run in runs]
