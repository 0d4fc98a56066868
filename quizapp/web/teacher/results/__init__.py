"""What came of a quiz: the class, each question, its readers, one attempt, the files to take away."""
