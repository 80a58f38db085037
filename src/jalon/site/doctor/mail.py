"""The mail server: it answers and takes our name and password; nothing is sent."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from jalon.site.config import Config
from jalon.site.doctor.finding import Finding

PATIENCE_SECONDS = 5


def examine_mail(config: Config) -> Iterator[Finding]:
    """One finding: goes to the log, reachable, or why not."""
    if not config.smtp_url:
        yield Finding("mail", "mail: written to the log (JALON_SMTP_URL names no server)")
        return
    options = config.mailer()["OPTIONS"]
    where = f"{options['host']}:{options['port']}"
    try:
        _knock(options)
    except (OSError, smtplib.SMTPException) as problem:
        yield Finding("mail", f"mail: {where} refuses: {problem}", "Mend JALON_SMTP_URL, or reach that server.")
    else:
        yield Finding("mail", f"mail: {where} answers")


def _knock(options: dict[str, Any]) -> None:
    context = ssl.create_default_context()
    address = {"host": options["host"], "port": options["port"], "timeout": PATIENCE_SECONDS}
    server = smtplib.SMTP_SSL(**address, context=context) if options["use_ssl"] else smtplib.SMTP(**address)
    try:
        if options["use_tls"]:
            server.starttls(context=context)
        if options["username"]:
            server.login(options["username"], options["password"])
        server.noop()
    finally:
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
