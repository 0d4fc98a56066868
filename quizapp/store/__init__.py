"""The only SQL: takes and returns domain values."""
