"""A file is read in a process of its own, with limits: one that is hostile, or enormous, harms nobody else."""

from quizapp.formats.sandbox.parent import STANDARD, Limits, read

__all__ = ["STANDARD", "Limits", "read"]
