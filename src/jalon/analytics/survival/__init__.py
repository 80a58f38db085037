"""How long things last while some of them still do: Kaplan–Meier, and Aalen–Johansen for several ways to end."""

from jalon.analytics.survival.aalen_johansen import AalenJohansen
from jalon.analytics.survival.kaplan_meier import KaplanMeier

__all__ = ["AalenJohansen", "KaplanMeier"]
