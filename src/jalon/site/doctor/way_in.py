"""How people reach Jalon: the address, the proxy in front, and what is shown to them."""

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from django.core.checks import Error, run_checks

from jalon.site.config import Config
from jalon.site.doctor.finding import Finding


def examine_way_in(config: Config) -> Iterator[Finding]:
    """The address people type, proxies, debug."""
    yield _address(config)
    secure = config.origin().startswith("https://")
    lost = "Set JALON_PROXIES, or every visitor looks like one and shares one limit of sign-in attempts."
    yield Finding(
        "proxies", f"reverse proxies believed: {config.proxies}", lost if secure and not config.proxies else ""
    )
    if config.debug:
        yield Finding("debug", "debug is on", "Unset JALON_DEBUG: errors are shown to whoever causes them.")


def examine_django() -> Iterator[Finding]:
    """What Django's own checks find; some of them ask the database."""
    for problem in run_checks(include_deployment_checks=False):
        if isinstance(problem, Error):
            yield Finding("Django", f"Django: {problem.msg}", str(problem.hint or "See Django's documentation."))


def _address(config: Config) -> Finding:
    says = f"address: {config.origin()}"
    if not config.public_url and not _is_local(config.host):
        return Finding("address", says, "Set JALON_PUBLIC_URL: other names than localhost are answered with 400.")
    if config.public_url.startswith("http://") and not _is_local(urlsplit(config.public_url).hostname or ""):
        return Finding("address", says, "Use https:// (a reverse proxy with TLS): passwords go in clear.")
    return Finding("address", says)


def _is_local(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
