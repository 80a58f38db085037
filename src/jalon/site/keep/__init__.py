"""Keeping what is yours: backup, restore, upgrade, and the move to another database."""
