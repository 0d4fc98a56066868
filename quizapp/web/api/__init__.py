"""Pages for programs: what a teacher's pages show, as JSON, opened by a token; they only read."""
