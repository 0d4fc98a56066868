"""From what a file holds to questions that can be asked."""
