"""Question banks: looking at one, sharing it, taking it home."""
