"""Django settings, all derived from the data home named by DATAMEENT_HOME."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from datameent.domain.home import Home
from datameent.web.database import database_van
from datameent.web.huisstijl import huisstijl
from datameent.web.instellingen import lees_instellingen
from datameent.web.sleutels import sleutel

HOME = Home(Path(os.environ.get("DATAMEENT_HOME", "./datameent-home")).resolve())
SITE = lees_instellingen(HOME)
_HIER = Path(__file__).resolve().parent
_EXTRA_HOST = os.environ.get("DATAMEENT_SITE_HOST", "")

SECRET_KEY = sleutel(HOME, "site.key")
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *SITE.hosts, *([_EXTRA_HOST] if _EXTRA_HOST else [])]
ROOT_URLCONF = "datameent.web.urls"
WSGI_APPLICATION = "datameent.web.wsgi.application"
APPEND_SLASH = True

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "axes",
    "datameent.web.accounts",
    "datameent.web.audit",
    "datameent.web.stukken",
    "datameent.web.publicatie",
    "datameent.web.vragen",
    "datameent.web.doelen",
    "datameent.web.duiding",
    "datameent.web.besluiten",
    "datameent.web.api",
    "datameent.web.meldingen",
    "datameent.web.contract",
    "datameent.web.components",
]
MIDDLEWARE = [
    "datameent.web.beveiliging.Beveiligingskoppen",
    "datameent.web.taal.Taal",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "datameent.web.accounts.sessie.Sessiewacht",
    "datameent.web.permissions.poort.Poort",
    "axes.middleware.AxesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "datameent.web.components.context.schil",
            ]
        },
    }
]

DATABASES = {"default": database_van(HOME, SITE.database)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

AUTH_USER_MODEL = "accounts.Gebruiker"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "datameent.web.oidc.achterkant.Organisatie",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("gebruikersnaam",)},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "inloggen"
LOGIN_REDIRECT_URL = "overzicht"
LOGOUT_REDIRECT_URL = "overzicht"

# Five wrong passwords of one user from one address: a quarter of an hour's rest. The database holds the count, so that
# all workers share it; the address is the only thing about a visitor that is kept, and it goes with the count.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_USERNAME_FORM_FIELD = "gebruikersnaam"
AXES_PASSWORD_FORM_FIELD = "wachtwoord"  # noqa: S105 (a field name)
AXES_SENSITIVE_PARAMETERS = ["wachtwoord"]
AXES_WHITELIST_CALLABLE = "datameent.web.oidc.achterkant.telt_niet"
AXES_LOCKOUT_CALLABLE = "datameent.web.accounts.views.te_vaak"
AXES_HTTP_RESPONSE_CODE = 429
AXES_CLIENT_IP_CALLABLE = "datameent.web.accounts.adres.adres_van"

SESSION_COOKIE_NAME = "datameent"
SESSION_COOKIE_AGE = SITE.sessie_uren * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = SITE.https
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_SECURE = SITE.https
CSRF_FAILURE_VIEW = "datameent.web.public.fouten.csrf"
SECURE_SSL_REDIRECT = SITE.https
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_HSTS_SECONDS = 31536000 if SITE.https else 0
USE_X_FORWARDED_HOST = False
if SITE.proxy:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

STATIC_URL = "/static/"
# Only files that `huisstijl` checked are named here; they are served like ours, from here, under the same policy.
HUISSTIJL = huisstijl(HOME)
STATICFILES_DIRS = [("huisstijl", HOME.config / "huisstijl")] if HUISSTIJL else []
STATICFILES_FINDERS = [
    "datameent.web.stijlvinder.Stijlvinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATIC_ROOT = HOME.root / "cache" / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LOCALE_PATHS = [_HIER / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
# Eight texts of 10,000 characters, the way a browser sends letters with accents.
DATA_UPLOAD_MAX_MEMORY_SIZE = 524288
DATA_UPLOAD_MAX_NUMBER_FIELDS = 50
FILE_UPLOAD_HANDLERS = ["datameent.web.beveiliging.NoFiles"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "kort": {"()": "datameent.web.logvorm.Logvorm", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "kort"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Requests are logged by the audit trail; a query string in a log is of no use to anyone.
    "loggers": {
        "axes": {"level": "CRITICAL"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "django.request": {"level": "ERROR"},
    },
}
