"""Django settings; what differs from place to place comes from ``environ``."""

from kethop_office.project import environ

SECRET_KEY = environ.secret_key()
DEBUG = environ.is_debug()
ALLOWED_HOSTS = environ.allowed_hosts()
ROOT_URLCONF = "kethop_office.project.urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "kethop_office.common",
    "kethop_office.audit",
    "kethop_office.territory",
    "kethop_office.accounts",
    "kethop_office.procedures",
    "kethop_office.registry",
    "kethop_office.appraisal",
]
AUTH_USER_MODEL = "accounts.User"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kethop_office.common.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
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
            ]
        },
    }
]
FORM_RENDERER = "kethop_office.common.rendering.GovukRenderer"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": environ.data_folder() / "office.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 30,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
}
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
FORMAT_MODULE_PATH = ["kethop_office.common.formats"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
KETHOP_NODE = "kethop"
KETHOP_IS_DEMO = False
KETHOP_FILES = environ.data_folder() / "files"
