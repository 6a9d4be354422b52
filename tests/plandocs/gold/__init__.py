"""Gold readings: what a careful clerk writes down from a document, made by hand before the reader was run on it.

Rules that every gold file follows (docs/reading.md says the same of the reader):

- Lines are those of the file itself; keys are a few characters of the passage, in simplified script.
- Sections: whatever is numbered in the text, with the list items that run on inside a paragraph (一是…二是…).
- Tasks: each numbered or titled item that says what will be done, once; where two sentences of it name their own owner
  or time, each such sentence. In paragraphs without number or title, each sentence that orders something one can see
  done. Not: aims, ideology, attitude, principles, items of standards, and what a report says was done.
- Task facts: owner, date (the words printed), due (only a day the text itself gives), every, phase; all as printed.
- Targets: a number to reach. Not: numbers of the past, of parts (三项工作), of a way of speaking.
- Mechanisms: standing arrangements set up, kept or used: …机制, …制度, …责任制, and the practices of the inventory in
  domain.md section 1, each once a document. Not single events.
- Defects: the codes of docs/reading.md at their lines; those about a whole document at any line.
- A line that begins with ? is one on which two careful people could differ: it counts neither way.
"""
