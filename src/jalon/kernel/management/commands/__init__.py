"""Django's commands that need the owner of the tables."""
