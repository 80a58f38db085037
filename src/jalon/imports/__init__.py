"""Staged imports of anything into the rooms below, with dry run, report and undo; exports."""
