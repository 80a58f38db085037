"""How far cases keep to a published process: fitness, deviations by kind, rules, and what each goes with."""

from jalon.analytics.adherence.adhered import Adhered, adhere
from jalon.analytics.adherence.ladder import Ladder, ladder_of
from jalon.analytics.adherence.rule import Rule, read_rule

__all__ = ["Adhered", "Ladder", "Rule", "adhere", "ladder_of", "read_rule"]
