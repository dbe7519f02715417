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
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
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
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
KETHOP_NODE = "kethop"
KETHOP_FILES = environ.data_folder() / "files"
KETHOP_PACK = environ.pack()
KETHOP_LAYERS = environ.data_folder() / "layers"
