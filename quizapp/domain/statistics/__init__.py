"""What the answers of a class say of its readers and of the questions, and how surely: each formula with its source."""
