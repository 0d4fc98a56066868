"""Class lists: bytes to names.

Of the formats of banks it knows what a problem is, how texts are decoded, and the process that reads files.
"""
