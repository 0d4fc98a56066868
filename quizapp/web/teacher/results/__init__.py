"""What came of a quiz: its page, one attempt, the files to take away."""
