"""Pages that cross rooms for one person."""
