"""Secrets in links: long, random, and kept only as their SHA-256."""

import hashlib
import secrets


def new_token() -> str:
    """A fresh secret of 256 bits, fit for a URL."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """What the database keeps of a token; a random 256-bit secret needs no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
