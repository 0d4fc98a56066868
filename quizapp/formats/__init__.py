"""Bytes to a Bank and back. No database, no Flask."""
