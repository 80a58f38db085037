"""What an examination gives: one thing looked at, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at; `remedy` is empty when it is right."""

    check: str
    says: str
    remedy: str = ""

    @property
    def is_right(self) -> bool:
        """Nothing needs doing."""
        return not self.remedy
