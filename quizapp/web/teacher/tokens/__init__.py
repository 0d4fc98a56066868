"""A teacher's account, and the tokens by which programs read what is theirs."""
