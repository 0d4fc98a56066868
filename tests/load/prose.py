"""How long loose text takes to be examined, against the same bank as GIFT.

    python -m tests.load.prose

Both are read as a teacher's file is, in the sandbox, with all checks, and take turns: read the ratio, which is to be at
most 2, not the seconds.
"""

import gc
import statistics
import time

import click

from quizapp.domain.banks import Bank
from quizapp.domain.texts import plain
from quizapp.services import examining
from tests.load import gift

_LETTERS = "ABCDEFGHIJ"


def typed(bank: Bank) -> str:
    """Its questions as a teacher types them, with a line for the key and one for the explanation."""
    blocks = []
    for number, question in enumerate(bank.questions, start=1):
        lines = [f"{number}. {plain(question.stem)}"]
        lines += [f"{_LETTERS[at]}. {plain(choice.text)}" for at, choice in enumerate(question.choices)]
        lines.append("Answer: " + ", ".join(_LETTERS[at] for at in sorted(question.key)))
        if question.feedback.general:
            lines.append(f"Explanation: {plain(question.feedback.general)}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def examined(name: str, data: bytes) -> Bank:
    report = examining.examine(name, data).report
    assert report.bank is not None, report.problems
    return report.bank


@click.command(help="Time the examination of loose text against that of GIFT.")
@click.option("--questions", default=10_000, show_default=True)
@click.option("--rounds", default=5, show_default=True)
def main(questions: int, rounds: int) -> None:
    gc.freeze()  # As the server does once it has started.
    source = gift.made(questions).encode()
    text = typed(examined("bank.gift", source)).encode()
    times: dict[str, list[float]] = {"bank.gift": [], "bank.txt": []}
    for _ in range(rounds):
        for name, data in (("bank.gift", source), ("bank.txt", text)):
            began = time.perf_counter()
            assert len(examined(name, data).questions) == questions
            times[name].append(time.perf_counter() - began)
    as_gift, as_text = (statistics.median(times[name]) for name in times)
    click.echo(f"{questions} questions, the medians of {rounds} rounds")
    click.echo(f"GIFT     {as_gift:6.2f} s, {len(source) / 1e6:.1f} MB")
    click.echo(f"text     {as_text:6.2f} s, {len(text) / 1e6:.1f} MB")
    click.echo(f"ratio    {as_text / as_gift:6.2f}")


if __name__ == "__main__":
    main()
