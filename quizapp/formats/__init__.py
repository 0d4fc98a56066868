"""Bytes to a Bank and back. No database, no Flask.

The face, which the rest of the app calls:

- `reading` reads a file in whatever format it is; `sandbox` does so in a process that harms nobody.
- `writing` writes a bank in a format, `carrying` says what that loses, `blanks` gives files to begin with,
  `homes` names the programs that teachers come from.
- `file` is a file as it came, and what a format is; `problems` what came of reading, `catalogue` its sentences.

The rooms behind it, from the top down; each sees those below it only, and no format another:

- `sandbox/` the process that reads a file, its parent, and the parcels between them.
- `native/` our own YAML · `moodle/` its XML and GIFT · `qti/` QTI 2 and 3 · `qti12/` Canvas and its kin ·
  `sheets/` tables · `text2qti_markdown/` · `aiken` · `h5p` · `opentdb` ·
  `plaintext`.
- `prose/` lines as people write them to questions.
- `building/` trees to questions: the assembly, ids, numbers, and what points of other programs come to.
- `syntax/` bytes to trees with places: text, archives, XML, JSON, YAML.
- `texts/` what a question says: markup, Markdown, mathematics, pictures, in which language.
- `libraries` what only some files need, loaded when one does.

To add a format: `quizapp/README.md`.
"""
