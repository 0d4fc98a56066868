"""Class lists, and the links of their readers."""
