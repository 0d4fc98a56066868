"""Bytes to texts and trees, with the place of what is wrong."""
