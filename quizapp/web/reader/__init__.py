"""The pages of the person who answers."""
