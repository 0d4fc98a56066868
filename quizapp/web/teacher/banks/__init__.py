"""Loading question banks, looking at them, and publishing their next version."""
