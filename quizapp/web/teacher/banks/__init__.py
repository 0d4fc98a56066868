"""Question banks: the list of them, looking at one, sharing it, taking it home."""
