"""Django settings; what differs from place to place comes from ``environ``."""

from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF

from kethop_office.project import costly, environ

HERE = Path(__file__).resolve().parent

# -- this installation ------------------------------------------------------------------------------------------------
SECRET_KEY = environ.secret_key()
DEBUG = environ.is_debug()
KETHOP_NODE = environ.node()
KETHOP_LEVELS = environ.levels()
KETHOP_IS_DEMO = environ.is_demo()
KETHOP_DEMO_CASES = environ.demo_cases()
KETHOP_ADDRESS = environ.address()
KETHOP_DATA = environ.data_folder()
KETHOP_FILES = KETHOP_DATA / "files"
KETHOP_LAYERS = KETHOP_DATA / "layers"
KETHOP_PACK = environ.pack()
KETHOP_PACK_NEXT = environ.next_pack()
KETHOP_AUDIT_KEY = KETHOP_DATA / "audit-key"
KETHOP_AUDIT_PASSPHRASE = environ.audit_passphrase()
KETHOP_AUDIT_READS_FROM = environ.audit_reads_from()
KETHOP_OUTBOX = environ.outbox()
IS_SECURE = KETHOP_ADDRESS.startswith("https://")
ALLOWED_HOSTS = environ.allowed_hosts()
CSRF_TRUSTED_ORIGINS = [KETHOP_ADDRESS]

# -- rooms ------------------------------------------------------------------------------------------------------------
ROOT_URLCONF = "kethop_office.project.urls"
WSGI_APPLICATION = "kethop_office.project.wsgi.application"
INSTALLED_APPS = [
    "kethop_office.common",
    "kethop_office.audit",
    "kethop_office.territory",
    "kethop_office.accounts",
    "kethop_office.procedures",
    "kethop_office.registry",
    "kethop_office.appraisal",
    "kethop_office.api",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
MIDDLEWARE = [
    "kethop_office.common.requests.LogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "kethop_office.common.requests.OwnPagesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "kethop_office.api.middleware.ApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kethop_office.common.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kethop_office.accounts.middleware.ActorMiddleware",
    "kethop_office.accounts.reads.ReadsMiddleware",
    "kethop_office.accounts.factor_middleware.SecondFactorMiddleware",
    "kethop_office.accounts.pace_middleware.PaceMiddleware",
    "kethop_office.accounts.row_security.middleware.RowSecurityMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kethop_office.common.requests.NoStoreMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "kethop_office.common.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "kethop_office.common.rendering.GovukRenderer"

# -- store ------------------------------------------------------------------------------------------------------------
# No ATOMIC_REQUESTS: an action opens its own short transaction; on SQLite it must begin IMMEDIATE, because a read snapshot
# that wants to write later is refused at once, whatever the timeout.
if environ.database_url():
    DATABASES = {"default": dj_database_url.parse(environ.database_url(), conn_max_age=60, conn_health_checks=True)}
else:
    DATABASES = {
        "default": {
            "ENGINE": "kethop_office.common.sqlite_in_turn",
            "NAME": str(KETHOP_DATA / "office.sqlite3"),
            "CONN_MAX_AGE": 60,  # opened for each request, it would read the shape of all tables and its pages anew
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                # 16 MB of pages a connection, one connection a thread: who may know of a row is asked of an index of that size.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-16000;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What limits tries of a password is counted in the database: memory of one process is no limit where there are several.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kethop_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    "tiles": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tiles"},
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

# -- accounts and sessions --------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["kethop_office.accounts.hashers.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "kethop_office.accounts.password_rules.Foreseeable"},
    {"NAME": "kethop_office.accounts.password_rules.OfficeWords"},
    {"NAME": "kethop_office.accounts.password_rules.KnownElsewhere"},
]
KETHOP_BREACHED_PASSWORDS = environ.breached_passwords()
KETHOP_SECOND_FACTOR = environ.second_factor()
KETHOP_SESSION_IDLE = environ.session_idle_minutes() * 60
KETHOP_SESSION_LONGEST = environ.session_hours() * 3600
KETHOP_SESSION_AFTER_SECONDS = 24 * 3600
SESSION_COOKIE_AGE = (
    KETHOP_SESSION_LONGEST + KETHOP_SESSION_AFTER_SECONDS
)  # a session that has ended still tells whose typed text to keep
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_ENGINE = "kethop_office.accounts.session_store"
# Over HTTPS no other host of the domain, and no other path, can set or read these.
_HOST = "__Host-" if IS_SECURE else ""
SESSION_COOKIE_NAME = f"{_HOST}kethop_session"
CSRF_COOKIE_NAME = f"{_HOST}kethop_csrf"
CSRF_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = f"{_HOST}kethop_language"

# -- what a browser may do --------------------------------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 31_536_000 if IS_SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = environ.hsts_covers_subdomains()
X_FRAME_OPTIONS = "DENY"

# -- files ------------------------------------------------------------------------------------------------------------
# The build gives files their hash and packs them (see common.assets); they are served from the package itself.
STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_IMMUTABLE_FILE_TEST = r"-[A-Z0-9]{8}\.[a-z0-9]+$"
FILE_UPLOAD_HANDLERS = ["kethop_office.common.uploads.LimitedUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o600
KETHOP_UPLOAD_BYTES = environ.upload_megabytes() * 1_000_000
KETHOP_UNPACKED_BYTES = environ.unpacked_megabytes() * 1_000_000
KETHOP_IMAGE_PIXELS = environ.image_megapixels() * 1_000_000
KETHOP_SCANNER = environ.scanner()
KETHOP_CASE_BYTES = environ.case_megabytes() * 1_000_000
KETHOP_ACCOUNT_BYTES = environ.account_megabytes() * 1_000_000
KETHOP_DRAFT_DAYS = environ.draft_days()
KETHOP_PACES = environ.paces()
KETHOP_COSTLY = {name: measure for measure, names in costly.ADDRESSES.items() for name in names}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_NUMBER_FILES = 50

# -- mail -------------------------------------------------------------------------------------------------------------
_mail = environ.email()
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail['host'] else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = KETHOP_DATA / "mail"
EMAIL_HOST, EMAIL_PORT = _mail["host"], _mail["port"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["user"], _mail["password"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["starttls"], _mail["tls"]
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = str(_mail["from"])

# -- language and time ------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [HERE / "locale"]
FORMAT_MODULE_PATH = ["kethop_office.common.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
FIRST_DAY_OF_WEEK = 1

# -- logs: one line of JSON each, no content, no query string, no name --------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "kethop_office.common.logs.LineFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": environ.log_level()},
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.request": {
            "handlers": [],
            "level": "CRITICAL",
            "propagate": False,
        },  # it logs paths; `requests` does not
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},  # it logs what was asked
        "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.db.backends": {"level": "WARNING"},  # at DEBUG it would log rows
    },
}

# -- sign-in (what is shown and how is in accounts) -------------------------------------------------------------------
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/tasks/"
PASSWORD_RESET_TIMEOUT = 24 * 3600
ACCOUNT_ADAPTER = "kethop_office.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
SOCIALACCOUNT_ADAPTER = "kethop_office.accounts.adapters.ServerAdapter"
MFA_ADAPTER = "kethop_office.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
_oidc = environ.oidc()
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "office",
                "name": _oidc["name"],
                "client_id": _oidc["client"],
                "secret": _oidc["secret"],
                "settings": {"server_url": _oidc["server"]},
            }
        ]
        if _oidc
        else [],
    }
}
