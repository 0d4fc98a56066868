"""Class lists: bytes to names.

Of the formats of banks it knows what a problem is, how texts and tables are read, and the process that reads files.
"""
