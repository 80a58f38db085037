"""Who saw, exported and changed what, and the proof that nobody altered that record since.

Changes are the timeline's own events; pages seen and files taken away are `Sighting` rows. Neither waits for the other
when it is written. A job gathers what was written since its last round into a `Seal`: the digest of each row, hashed
together with the seal before. One chain a workspace; `docs/operate/audit.md` says what it proves and what it cannot.
"""
