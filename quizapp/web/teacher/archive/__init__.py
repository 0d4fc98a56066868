"""Putting things away, many at once, banks deleted among them; and what is put away, to be taken back."""
