"""Handing a bank out as a quiz, on which terms, and showing it to a class."""
