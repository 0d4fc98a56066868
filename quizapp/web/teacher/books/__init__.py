"""A class's book: its readers with their marks in all of its quizzes, one reader of it, and the file to take away."""
