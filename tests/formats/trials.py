"""Small inputs of the kinds that teachers really hold: our own, and those that lie beside the project, if they do."""

from pathlib import Path

from tests.formats.strangers import STRANGERS

FOLDER = Path(__file__).parents[3] / "shared" / "trials"
TRIALS = {one.name: one for one in sorted(FOLDER.glob("*")) if one.suffix != ".md"} if FOLDER.is_dir() else {}
"""Empty where the folder is absent."""
OF_OUR_OWN = {f"{code}-{number}": data for code, made in STRANGERS.items() for number, data in enumerate(made)}
"""What holds no bank, one of each kind and more."""


def contents() -> dict[str, bytes]:
    """Every input by its name."""
    return OF_OUR_OWN | {name: path.read_bytes() for name, path in TRIALS.items()}
