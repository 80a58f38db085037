"""Pages and fragments of the deals room: board, list, deal, tasks."""
