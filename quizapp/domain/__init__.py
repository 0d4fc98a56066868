"""The rules: what a bank, an attempt and a mark are. Standard library only."""
