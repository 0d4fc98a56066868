"""Coming in, logging in and out, and who else teaches here."""
