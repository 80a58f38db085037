"""Reverse proxies: what their headers say is believed when they are ours, and taken away when they are not."""

from collections.abc import Callable, Iterable
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse

type Network = IPv4Network | IPv6Network

TOLD_BY_PROXIES = (
    *("FORWARDED", "X_FORWARDED_FOR", "X_FORWARDED_PROTO", "X_FORWARDED_HOST", "X_FORWARDED_PORT"),
    *("X_REAL_IP", "X_REQUEST_ID"),
)


def believe_proxies(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Forget what a proxy would say unless it comes from an address of `JALON_PROXY_ADDRESSES`."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not is_ours(request.META.get("REMOTE_ADDR", "")):
            for name in TOLD_BY_PROXIES:
                request.META.pop(f"HTTP_{name}", None)
        return get_response(request)

    return middleware


def is_ours(address: str) -> bool:
    """The address is one of the proxies that the settings name."""
    return _is_within(address, networks_of(settings.JALON_PROXY_ADDRESSES))


def is_loopback(request: HttpRequest) -> bool:
    """It comes from this machine itself, and through no proxy."""
    through = request.META.get("HTTP_X_FORWARDED_FOR") or request.META.get("HTTP_FORWARDED")
    return not through and _is_within(request.META.get("REMOTE_ADDR", ""), networks_of("127.0.0.0/8,::1"))


@cache
def networks_of(words: str) -> tuple[Network, ...]:
    """Addresses and networks with commas between. Raises ValueError with the one that is none."""
    return tuple(ip_network(word.strip(), strict=False) for word in words.split(",") if word.strip())


def _is_within(address: str, networks: Iterable[Network]) -> bool:
    try:
        place = ip_address(address)
    except ValueError:
        return False
    place = getattr(place, "ipv4_mapped", None) or place
    return any(place in network for network in networks)
