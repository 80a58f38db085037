"""The style guide: every component on one page, and a board that answers, for eyes, axe and browser tests.

Served only where DEBUG is on, or where a test puts `jalon.ui.styleguide.urls` among its addresses. Its sample texts
are not translated.
"""
