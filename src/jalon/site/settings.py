"""Django's settings, all derived from the typed Config."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.csp import CSP

from jalon.site.config import ConfigError, load
from jalon.site.logs import logging_settings
from jalon.site.serve.addresses import live_origins, live_port

try:
    CONFIG = load(os.environ)
except ConfigError as problem:
    sys.stderr.write(f"jalon: {problem}\n")
    sys.exit(2)

PACKAGE = Path(__file__).resolve().parent.parent
SECRET_KEY = CONFIG.secret_key()
DEBUG = CONFIG.debug
SECURE = CONFIG.origin().startswith("https://")
ALLOWED_HOSTS = sorted({urlsplit(CONFIG.origin()).hostname or "", "localhost", "127.0.0.1", "[::1]"})
CSRF_TRUSTED_ORIGINS = [CONFIG.origin()]

INSTALLED_APPS = [  # our templates and French stand before those of the libraries
    "jalon.desk.apps.DeskConfig",
    "jalon.imports.apps.ImportsConfig",
    "jalon.deals.apps.DealsConfig",
    "jalon.directory.apps.DirectoryConfig",
    "jalon.timeline.apps.TimelineConfig",
    "jalon.orgs.apps.OrgsConfig",
    "jalon.ui.apps.UiConfig",
    "jalon.kernel.apps.KernelConfig",
    "django_ox",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "django_htmx",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "jalon.site.proxies.believe_proxies",
    "jalon.site.observed.observe",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # a board of 85 kB goes out as 12, in under a millisecond
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jalon.orgs.middleware.stand_as_person",
    "jalon.orgs.middleware.person_preferences",
    "jalon.orgs.middleware.note_session",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "jalon.ui.refusals.show_refusals",
]

ROOT_URLCONF = "jalon.site.urls"
WSGI_APPLICATION = "jalon.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "jalon.ui.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "jalon.desk.context.frame",
            ],
        },
    }
]

FORM_RENDERER = "jalon.ui.forms.UiRenderer"

DATABASES = {"default": CONFIG.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {  # jobs
    "default": {
        "BACKEND": "django_ox.backend.OxBackend",
        "OPTIONS": {
            "LOCK_TIMEOUT": 30,
            "WORKER_CLASS": "jalon.kernel.jobs.worker.JobWorker",
            "TASK_TIMEOUT_GRACE": 10,
            "SCHEDULE_SOURCE": "jalon.kernel.jobs.declared.DeclaredSchedules",
        },
    }
}
CACHES = {
    "default": {  # shared by every web process: attempts to sign in are counted here
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "jalon_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

SECRETS_KEYS = CONFIG.sealing_keys()
SECRETS_KEY_FILE = CONFIG.sealing_key_file()

AUTH_USER_MODEL = "orgs.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "CommonPasswordValidator", "NumericPasswordValidator")
] + [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    }
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "jalon.orgs.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {
    "login": "jalon.orgs.forms.accounts.SignIn",
    "change_password": "jalon.orgs.forms.accounts.ChangePassword",
    "set_password": "jalon.orgs.forms.accounts.SetPassword",
    "reset_password": "jalon.orgs.forms.accounts.AskForReset",
    "reset_password_from_key": "jalon.orgs.forms.accounts.ResetPassword",
    "reauthenticate": "jalon.orgs.forms.accounts.PasswordAgain",
}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = bool(CONFIG.smtp_url)
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
SOCIALACCOUNT_ADAPTER = "jalon.orgs.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = CONFIG.providers()
SOCIALACCOUNT_LOGIN_ON_GET = True  # a link: forms may lead nowhere else, by the policy below
SOCIALACCOUNT_STORE_TOKENS = False
SIGN_IN_RULES = {provider.id: provider.rule() for provider in (*CONFIG.oidc, *CONFIG.saml)}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
MFA_ADAPTER = "jalon.orgs.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Jalon"
MFA_TOTP_TOLERANCE = 1  # a clock half a minute off, or a slow hand
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up here: who has an account was invited to it
MFA_FORMS = {
    "authenticate": "jalon.orgs.forms.second_factor.Code",
    "reauthenticate": "jalon.orgs.forms.second_factor.CodeAgain",
    "activate_totp": "jalon.orgs.forms.second_factor.FirstCode",
    "add_webauthn": "jalon.orgs.forms.second_factor.NewPasskey",
    "edit_webauthn": "jalon.orgs.forms.second_factor.PasskeyName",
}
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if SECURE else "http"
ALLAUTH_TRUSTED_PROXY_COUNT = CONFIG.proxies
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "10/m/ip,5/5m/key",
}

SESSION_ENGINE = "django.contrib.sessions.backends.db"  # signed out is signed out, in every process
SESSION_COOKIE_NAME = "__Host-jalon" if SECURE else "jalon"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 30 * 24 * 3600
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
LIVE_PORT = live_port(os.environ, behind_proxy=SECURE or CONFIG.proxies > 0)
LIVE_ORIGINS = live_origins(ALLOWED_HOSTS, LIVE_PORT)
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF, *LIVE_ORIGINS],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}

LANGUAGE_CODE = CONFIG.language
LANGUAGES = [("en", "English"), ("fr", "Français")]
TIME_ZONE = CONFIG.time_zone
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = "jalon.ui.formats"

STATIC_URL = "static/"
STATIC_ROOT = CONFIG.data.absolute() / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": CONFIG.data.absolute() / "files", "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "jalon.ui.storage.UiStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000

DEFAULT_FROM_EMAIL = CONFIG.mail_from
MAILERS = {"default": CONFIG.mailer()}

LOGGING = logging_settings(CONFIG)
JALON_PROXY_ADDRESSES = CONFIG.proxy_addresses
JALON_METRICS_TOKEN = CONFIG.metrics_token
JALON_SLOW_QUERY_MS = CONFIG.slow_query_ms
