"""Reading companies and people."""

from jalon.directory.queries.records import (
    RecordPage,
    companies,
    company_for,
    company_named,
    people,
    person_for,
)

__all__ = ["RecordPage", "companies", "company_for", "company_named", "people", "person_for"]
