"""What a question says: words, formatted or not, formulas and pictures."""
