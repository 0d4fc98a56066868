"""What came of a quiz, or of all quizzes of a bank: the class, each question, readers, two groups compared, files."""
