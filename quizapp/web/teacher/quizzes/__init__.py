"""Handing a bank out as a quiz, and seeing what came of it."""
