"""python -m quizapp.cli: the command, where no script is installed."""

from quizapp.cli import main

main()
