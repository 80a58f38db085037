"""Which proxies are believed, and what is forgotten of what others forward."""

import pytest

from jalon.site.proxies import is_ours


@pytest.mark.parametrize(
    ("addresses", "ours", "others"),
    [
        ("127.0.0.0/8,::1", ["127.0.0.1", "::1", "::ffff:127.0.0.1"], ["10.0.0.1", "", "nonsense"]),
        ("10.1.0.0/16, 192.0.2.9", ["10.1.2.3", "192.0.2.9"], ["10.2.0.1", "127.0.0.1"]),
        ("", [], ["127.0.0.1"]),
    ],
)
def test_knows_its_proxies_by_the_settings_alone(settings, addresses: str, ours: list[str], others: list[str]) -> None:
    settings.JALON_PROXY_ADDRESSES = addresses

    assert [is_ours(one) for one in ours] == [True] * len(ours)
    assert [is_ours(one) for one in others] == [False] * len(others)


def test_forgets_what_a_stranger_forwards(client) -> None:
    answer = client.get("/sign-in/", headers={"X-Forwarded-For": "192.0.2.1"}, REMOTE_ADDR="198.51.100.7")

    assert "HTTP_X_FORWARDED_FOR" not in answer.wsgi_request.META
