"""Writing a bank in the browser."""
