"""What every page tells the browser: no inline script, no other site, no frame."""

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.test import Client
from django.utils.csp import CSP

from jalon.kernel.clock import now
from jalon.orgs.actions import make_sign_in_link

PAGES = ["/sign-in/", "/password/forgotten/", "/w/acme/members/", "/w/acme/settings/", "/w/acme/trash/", "/profile/"]


@pytest.mark.parametrize("page", [*PAGES, "/nowhere/"])
def test_allows_nothing_unsafe(cast, page):
    policy = cast.client("owner").get(page)["Content-Security-Policy"]

    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == directives["style-src"] == "'self'"
    assert directives["frame-ancestors"] == directives["base-uri"] == "'none'"
    assert "unsafe" not in policy
    assert not re.search(r"https?:|\*", policy)


def test_is_set_for_the_site_and_lifted_nowhere():
    assert CSP.UNSAFE_INLINE not in str(settings.SECURE_CSP)
    assert CSP.UNSAFE_EVAL not in str(settings.SECURE_CSP)
    assert not getattr(settings, "SECURE_CSP_REPORT_ONLY", None)


@pytest.mark.parametrize("page", PAGES)
def test_needs_nothing_that_the_policy_refuses(cast, page):
    html = cast.client("owner").get(page, follow=True).content.decode()

    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|hx-on|hx-vals=.js:", html)
    assert not re.search(r'(src|href|action)="(https?:)?//', html.replace('href="http://testserver', ""))


@pytest.mark.django_db
def test_sends_the_other_guards():
    answer = Client().get("/sign-in/")

    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"


def test_keeps_the_session_from_scripts_and_other_sites(cast):
    client = Client()

    client.post(f"/sign-in/{make_sign_in_link(user=cast.owner.user, at=now())}/")

    cookie = client.cookies["jalon"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


POLICY = """
from django.utils.csp import build_policy
from jalon.site import settings
print(build_policy(settings.SECURE_CSP))
"""


@pytest.mark.parametrize(("url", "name"), [("http://[::1]:8951", ""), ("http://crm.lan", " http://crm.lan:8952")])
def test_lets_pages_listen_at_addresses_that_browsers_can_read(tmp_path, url, name):
    place = {"JALON_DATA": str(tmp_path), "JALON_PUBLIC_URL": url, "LIVE_PORT": "8952", "PATH": os.environ["PATH"]}

    policy = subprocess.run(
        [sys.executable, "-c", POLICY], env=place, capture_output=True, text=True, check=True
    ).stdout

    [listening] = re.findall("connect-src ([^;]+)", policy)
    assert listening.strip() == f"'self' http://127.0.0.1:8952{name} http://localhost:8952"
