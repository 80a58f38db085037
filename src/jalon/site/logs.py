"""How lines of the log look: one format for Jalon, Django and every library."""

from typing import Any

import structlog

from jalon.site.config import Config


def logging_settings(config: Config) -> dict[str, Any]:
    """Django's LOGGING: everything to standard error, as text or as one JSON object a line."""
    structlog.configure(
        processors=[*_common(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _common(),
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_last(config.log_format)],
            }
        },
        "handlers": {"stream": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stream"], "level": config.log_level.upper()},
        "loggers": {
            "django": {"handlers": [], "propagate": True},
            "django.request": {"level": "ERROR"},  # a page that is not there is the visitor's affair
            "django.db.backends": {"level": "WARNING"},
            "django.tasks": {"level": "WARNING"},
            "django_ox": {"level": "WARNING"},
        },
    }


def _common() -> list[Any]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%SZ", utc=True),
    ]


def _last(log_format: str) -> list[Any]:
    if log_format == "json":
        return [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(default=str)]
    return [structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0, sort_keys=False)]
