"""Questions as people write them: lines of text, typed or from a word processor, to questions."""
