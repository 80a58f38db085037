"""Places for the tests that keep, restore, upgrade and move."""

from tests.site.places import book, earlier, earlier_database, engine, other, upgraded_database

__all__ = ["book", "earlier", "earlier_database", "engine", "other", "upgraded_database"]
