"""A teacher's first page: what goes on now, what waits, and the banks last used; and the ways to find the others."""
