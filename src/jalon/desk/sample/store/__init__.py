"""Write a drawn book into a workspace, set by set, with the event of everything that it tells of."""

from jalon.desk.sample.store.store import store_book

__all__ = ["store_book"]
