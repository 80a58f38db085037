"""Which record of the workspace a row speaks of, if any."""

from jalon.imports.matching.companies import close_names, find_companies
from jalon.imports.matching.deals import find_deals
from jalon.imports.matching.people import find_people

__all__ = ["close_names", "find_companies", "find_deals", "find_people"]
