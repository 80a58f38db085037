"""Where deals come from: the library's sources in the reader's language, and the workspace's own."""

from jalon.deals.language import language
from jalon.process import sources


def source_words(source: str) -> str:
    """A source of the library in the reader's language; any other as it was written."""
    known = {str(one.key): one.label for one in sources()}
    return known[source].say(language()) if source in known else source


def source_choices(current: str = "") -> list[tuple[str, str]]:
    """Sources to choose from, with the current one when it is the workspace's own."""
    known = [(one.key, source_words(one.key)) for one in sources()]
    own = [(current, current)] if current and current not in dict(known) else []
    return [*own, *known]
