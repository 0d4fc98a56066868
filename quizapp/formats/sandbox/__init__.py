"""A file is read in a process of its own, with limits: one that is hostile, or enormous, harms nobody else."""

from quizapp.formats.sandbox.parcels import unpack_whole
from quizapp.formats.sandbox.parent import STANDARD, Limits, Parcel, read, receive, rows

__all__ = ["STANDARD", "Limits", "Parcel", "read", "receive", "rows", "unpack_whole"]
