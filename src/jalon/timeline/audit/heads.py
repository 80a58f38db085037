"""Heads: where a chain ends, signed, to be kept where who can write to the database cannot."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.signing import BadSignature, Signer

from jalon.timeline.models import Seal

SALT = "jalon.timeline.audit.head"


class NotAHead(ValueError):  # noqa: N818 - it names what is wrong
    """A line that is no head, or one that this installation did not sign."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last link of a workspace's chain at some moment."""

    workspace_id: UUID
    number: int
    hash: str
    sealed_at: datetime

    def line(self) -> str:
        """The head in one line of text, signed with the installation's key."""
        return Signer(salt=SALT).sign(f"{self.workspace_id} {self.number} {self.hash} {self.sealed_at.isoformat()}")


def heads() -> Iterator[Head]:
    """The head of every chain, erased workspaces' too."""
    for workspace_id in Seal.objects.order_by("workspace_id").values_list("workspace_id", flat=True).distinct():
        seal = Seal.objects.filter(workspace_id=workspace_id).order_by("-number")[0]
        yield Head(workspace_id, seal.number, seal.hash, seal.sealed_at)


def read_heads(lines: Iterable[str]) -> list[Head]:
    """Heads kept as text; empty lines are passed over. Raises NotAHead."""
    return [_read(line.strip()) for line in lines if line.strip()]


def _read(line: str) -> Head:
    try:
        workspace_id, number, digest, sealed_at = Signer(salt=SALT).unsign(line).split(" ")
        return Head(UUID(workspace_id), int(number), digest, datetime.fromisoformat(sealed_at))
    except (BadSignature, ValueError) as problem:
        raise NotAHead(f"not a head signed by this installation: {line}") from problem
