"""Pages and fragments of the directory: lists, creation, fields, trash, suggestions.

A company's and a person's own page shows deals too: it lives in the room above, at the same address.
"""
