"""Quizzes drawn from an article, where every answer is proved by the passage that holds it."""

__version__ = "0.1.0"
