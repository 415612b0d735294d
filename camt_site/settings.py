"""CAMT's settings: one file, made to run as it stands and to be changed from the environment alone.

Each variable is listed in .env.example; a file .env beside manage.py is read if it is there, and what the
environment says itself comes first.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from dotenv import load_dotenv

from camt_site import environment as env
from camt_site.database import database

BASE_DIR = Path(__file__).resolve().parent.parent
load_dotenv(env.text("ENV_FILE", str(BASE_DIR / ".env")))

# Everything the site writes is in this one folder; to keep it is to keep all.
VAR = Path(env.text("VAR_DIR", str(BASE_DIR / "var"))).resolve()
VAR.mkdir(mode=0o700, parents=True, exist_ok=True)

# --- Who may reach it -------------------------------------------------------------------------------------------------

DEBUG = env.flag("DEBUG")
SECRET_KEY = env.secret_key(kept_in=VAR / "secret_key")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", default="127.0.0.1,localhost,[::1]")

HOST = env.text("HOST", "127.0.0.1")
PORT = env.number("PORT", 8000)
SERVER_THREADS = 8  # requests that are answered at a time; half of them at most by long files (`flows.streams`)
# The proxy in front, whose word on the reader's address and on https is taken; nobody else's is.
TRUSTED_PROXY = env.text("TRUSTED_PROXY")

# Set once the site is reached by https: browsers are then told never to come by http again.
HTTPS = env.flag("HTTPS")
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS

# --- The two halves ---------------------------------------------------------------------------------------------------

DESK = "/admin/"
DESK_LANGUAGE = "language"  # where the session of whoever works there keeps it
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = DESK
LOGIN_URL = "admin:login"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

ROOT_URLCONF = "camt_site.urls"
WSGI_APPLICATION = "camt_site.wsgi.application"

INSTALLED_APPS = [
    "camt_site",
    "curation",
    "flows",
    "import_export",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "camt_site.middleware.PreviewsAreKeptBack",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "camt_site.middleware.DeskSessions",
    "camt_site.middleware.LanguageOfAddress",
    "django.middleware.common.CommonMiddleware",
    "camt_site.middleware.NoCookies",
    "django.middleware.csrf.CsrfViewMiddleware",
    "camt_site.middleware.DeskUsers",
    "camt_site.middleware.DeskMessages",
    "camt_site.middleware.NoNulls",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "camt_site.templates.Templates",
        "NAME": "django",  # under which other packages ask for it
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{rule}"}
    for rule in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Publishing, withdrawing and changing accounts ask for the password again after so many seconds.
PASSWORD_AGAIN_AFTER = env.number("PASSWORD_AGAIN_AFTER", 600)
# So many megabytes of pages that were drawn once are kept by each process, packed.
PAGES_KEPT = env.number("PAGES_KEPT", 32)
# So often one reader may ask the API of one process.
API_RATE = env.rate("API_RATE", "600/m")
# A link to the preview of a candidate ends after so many hours.
PREVIEW_FOR = env.number("PREVIEW_FOR", 72)

# --- What is kept -----------------------------------------------------------------------------------------------------

DATABASES = {"default": database(env.text("DATABASE_URL", f"sqlite:///{VAR / 'camt.sqlite3'}"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Originals lie in var/files, the files of releases in var/releases; neither has an address of its own: views hand
# them out.
MEDIA_ROOT = VAR
# How the public record comes by an original that its licence allows to pass on: by SHA-256, or None.
ORIGINALS = "curation.kept.path"
STATIC_URL = "/static/"  # from the root also behind the link of a preview
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

UPLOAD_LIMIT = DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a mapping desk of a few hundred labels sends a dozen fields for each
FILE_UPLOAD_HANDLERS = ["camt_site.uploads.LimitedUploadHandler"]
FILE_UPLOAD_PERMISSIONS = 0o640

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# How far a reading is: site and workers look into the same folder, as they do for the originals.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "progress": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": VAR / "progress"},
}
# Of a cache beside uploaded files: here no upload has an address, nor a name that its sender chose.
SILENCED_SYSTEM_CHECKS = ["caches.W002"]

# --- Languages and times ----------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("ru", "Русский")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["camt_site.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

# --- Packages ---------------------------------------------------------------------------------------------------------

IMPORT_EXPORT_USE_TRANSACTIONS = True
REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Central Asia Migration Tracker",
    "DESCRIPTION": "Long-term migration from Kazakhstan, Kyrgyzstan, Tajikistan, Turkmenistan and Uzbekistan, as the "
    "receiving states printed it. For reading only, without a key. An empty value is unknown, never zero.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "LICENSE": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
    "SERVERS": [{"url": "/"}],
    "SCHEMA_PATH_PREFIX": "/api",
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": [],
    # From our own host, and without the service elsewhere that would be sent every description to check.
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"validatorUrl": "none", "deepLinking": True},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING")},
    # Django's own default sends errors to administrators by mail and says nothing on the screen.
    "loggers": {"django": {"handlers": [], "propagate": True}, "django.server": {"handlers": [], "propagate": True}},
}
