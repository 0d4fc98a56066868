"""Marking a quiz again by another version: what would change, then the confirmation."""
