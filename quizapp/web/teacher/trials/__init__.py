"""Trying a bank or a quiz as a reader, before it counts."""
