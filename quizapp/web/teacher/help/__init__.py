"""The manual for teachers, open to anyone."""
