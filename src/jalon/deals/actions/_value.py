"""What a deal is worth and what it is found by, kept on the row."""

from jalon.deals.models import Deal
from jalon.kernel.text import fold


def deal_value(deal: Deal) -> int:
    """Minor units over the whole term: one-off plus yearly recurring × months ÷ 12 (a year when no term is set)."""
    months = deal.term_months or 12
    return (deal.one_off_minor or 0) + round((deal.recurring_minor or 0) * months / 12)


def deal_search_key(deal: Deal) -> str:
    """Title and company, folded."""
    return fold(deal.title, deal.company.name if deal.company else "")[:500]
