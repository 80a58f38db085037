"""What the tests of signing in share: a password, and whether somebody is in."""

from django.test import Client

PASSWORD = "sous les pavés la plage"


def is_in(client: Client) -> bool:
    """The client is signed in."""
    return client.get("/profile/").status_code == 200
