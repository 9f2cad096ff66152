"""Settings, from the environment only; a malformed value stops the program with a sentence.

The list of variables with their defaults stands in docs/architecture.md, section "Settings".
"""

import tomllib
from ipaddress import ip_network
from pathlib import Path

import environ
from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured

from config.logs import LOGGING  # noqa: F401
from config.packages import PACKAGE_FILES  # noqa: F401

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var"))).resolve()
try:
    VAR_DIR.mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(f"VAR_DIR must be a folder that can be made: {error}") from error


def _switch(name):
    """On or off. What is neither is refused: a switch that was meant to be on would stay off in silence."""
    value = env.str(name, default="off").strip().lower()
    if value not in ("on", "true", "yes", "1", "off", "false", "no", "0", ""):
        raise ImproperlyConfigured(f"{name} must be on or off")
    return value in ("on", "true", "yes", "1")


DEBUG = _switch("DEBUG")
DEMO = _switch("DEMO")
BASE_URL = env.str("BASE_URL", default="http://127.0.0.1:8000").rstrip("/")
if not BASE_URL.startswith(("http://", "https://")):
    raise ImproperlyConfigured("BASE_URL must start with http:// or https://")
HTTPS = BASE_URL.startswith("https://")


def _secret_key():
    """The key from the environment, else the file that bin/serve made. Never a built-in one."""
    if key := env.str("SECRET_KEY", default=""):
        return key
    path = VAR_DIR / "secret_key"
    if path.exists():
        return path.read_text().strip()
    raise ImproperlyConfigured("SECRET_KEY is not set and VAR_DIR/secret_key does not exist (bin/serve makes it)")


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = [BASE_URL]
# Whose word counts about who asks (X-Forwarded-For). Nobody's by default: whoever it is could book without limit.
try:
    TRUSTED_PROXIES = [ip_network(network.strip()) for network in env.list("TRUSTED_PROXIES", default=[])]
except ValueError as error:
    raise ImproperlyConfigured(f"TRUSTED_PROXIES must be networks such as 172.18.0.0/16: {error}") from error

# The ward: another city runs this by changing these.
SITE_NAME = env.str("SITE_NAME", default="まちこうば")
SITE_NAME_EN = env.str("SITE_NAME_EN", default={"まちこうば": "Machikoba"}.get(SITE_NAME, SITE_NAME))
WARD = {
    "prefecture": env.str("WARD_PREFECTURE", default="東京都"),
    "city": env.str("WARD_NAME", default="大田区"),
    "city_en": env.str("WARD_NAME_EN", default="Ota City"),
    "code": "131113",
    "bounds": (139.653, 35.528, 139.826, 35.613),  # west, south, east, north in degrees (WGS 84)
}

# Whom people tell what they cannot use; both stand on the page about accessibility.
CONTACT = {
    "name": env.str("CONTACT_NAME", default=f"{WARD['city']}役所"),
    "email": env.str("CONTACT_EMAIL", default=""),
}

# Under which everything below /open-data/ and /api/ may be used.
LICENCE = {
    "name": "クリエイティブ・コモンズ 表示 4.0 国際",
    "short": "CC BY 4.0",
    "url": "https://creativecommons.org/licenses/by/4.0/deed.ja",
}

INSTALLED_APPS = [
    "core",
    "accounts",
    "privacy",
    "notices",
    "search",
    "readings",
    "pictures",
    "bookings",
    "directory",
    "tours",
    "events",
    "stories",
    "desk",
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_htmx",
    "phonenumber_field",
    "lucide",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "core.middleware.CompressedPagesMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.BrowserRulesMiddleware",
    "config.api.readable_from_any_site",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "core.middleware.HostileInputMiddleware",  # speaks the visitor's language, and stands before all that read a form
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "readings.middleware.vary_by_switch",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "core.context_processors.site",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# SQLite by default; IMMEDIATE because a deferred transaction that turns into a write fails with "database is
# locked" under load, WAL so that readers never wait for the writer.
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/machikoba.sqlite3")}
DATABASE = DATABASES["default"]
if DATABASE.get("ENGINE") == "django.db.backends.sqlite3":
    DATABASE["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
    DATABASE["CONN_MAX_AGE"] = None
    DATABASE["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
elif DATABASE.get("ENGINE") == "django.db.backends.postgresql":
    # The automatic prepare made searches for rare terms 60 times slower: a generic plan ignores how rare a term is.
    DATABASE["OPTIONS"] = {"pool": {"min_size": 1, "max_size": 8, "timeout": 4}, "prepare_threshold": None}
    # 0.2 ms a request, and no visitor meets a connection that a restart of the server has broken.
    DATABASE["CONN_HEALTH_CHECKS"] = True
    DATABASE["TEST"] = {"NAME": "test_machikoba_" + "".join(c for c in VAR_DIR.name.lower() if c.isalnum())}
else:
    raise ImproperlyConfigured("DATABASE_URL must be sqlite:// or postgres://")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Absent: embedded mode, without broker; cache, limits and throttles then live in the database.
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL and not REDIS_URL.startswith(("redis://", "rediss://", "unix://")):
    raise ImproperlyConfigured("REDIS_URL must start with redis://, rediss:// or unix://")
CACHES = {
    "default": {
        "BACKEND": "core.caches.RedisOrDatabaseCache" if REDIS_URL else "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_table",
        "OPTIONS": {"MAX_ENTRIES": 20000},
    },
    # What only this process counts: how often somebody reads.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20000}},
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 60 * 60 * 12
LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

CELERY_BROKER_URL = REDIS_URL or None

# Mail: without EMAIL_URL every message becomes an .eml file under VAR_DIR/mail and reaches nobody.
MAIL_DIR = VAR_DIR / "mail"
MAIL_ALLOW = env.list("MAIL_ALLOW", default=[])
EMAIL_URL = env.str("EMAIL_URL", default="")
if EMAIL_URL and EMAIL_URL.partition(":")[0] not in env.EMAIL_SCHEMES:
    raise ImproperlyConfigured(f"EMAIL_URL must start with one of {', '.join(sorted(env.EMAIL_SCHEMES))}")
if EMAIL_URL:
    vars().update(env.email_url("EMAIL_URL"))
else:
    EMAIL_BACKEND = "notices.backends.EmlFileBackend"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default=f"{SITE_NAME} <no-reply@machikoba.example>")

LANGUAGE_CODE = "ja"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("ja", "日本語"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = WAGTAIL_I18N_ENABLED = USE_TZ = True
WAGTAILSIMPLETRANSLATION_SYNC_PAGE_TREE = True
TIME_ZONE = "Asia/Tokyo"
PHONENUMBER_DEFAULT_REGION = "JP"
PHONENUMBER_DEFAULT_FORMAT = "NATIONAL"

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
NODE = BASE_DIR / "node_modules"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "core.static_files.PackageFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # nobody signs up: staff are invited, guests need no account
ACCOUNT_ADAPTER = "accounts.adapters.InvitedOnlyAdapter"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600  # seconds: some mail takes minutes
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # the page is the same, a stranger gets no mail
ACCOUNT_EMAIL_SUBJECT_PREFIX = f"【{SITE_NAME}】"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "request_login_code": "accounts.forms.RequestCodeForm",
    "confirm_login_code": "accounts.forms.ConfirmCodeForm",
    "reauthenticate": "accounts.forms.ReauthenticateForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
}
SIGN_IN_OUTBOX = "notices.services.write"
MFA_ADAPTER = "accounts.adapters.AuthenticatorAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.AuthenticatorForm",
    "reauthenticate": "accounts.forms.AuthenticatorAgainForm",
    "activate_totp": "accounts.forms.ActivateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # whoever has an account was invited to that address
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # hardware tokens and ward PCs drift by half a minute

WAGTAIL_SITE_NAME = f"{SITE_NAME}（架空のデモデータ）" if DEMO else SITE_NAME
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/sign-in/"
WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "pictures.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "heic", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 15 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000  # 240 MB unpacked: more than any phone takes, less than a worker can bear
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": [],
    "UNAUTHENTICATED_USER": None,
    "DEFAULT_THROTTLE_CLASSES": ["bookings.limits.ReadingThrottle"],
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "EXCEPTION_HANDLER": "config.api.sentence_for_every_refusal",
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"{SITE_NAME} API",
    "DESCRIPTION": "Companies, tours, events and bookings of the ward's factories.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "LICENSE": {"name": LICENCE["short"], "url": LICENCE["url"]},
    "PREPROCESSING_HOOKS": ["config.api.only_api_paths"],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "config.api.with_common_refusals",
    ],
    "COMPONENT_SPLIT_REQUEST": True,
    "SWAGGER_UI_DIST": "SIDECAR",
}

# Tiles of 国土地理院, or none ("off"): then the map stands on its own, without a third party.
MAP_TILES = env.str("MAP_TILES", default="gsi_pale")
if MAP_TILES not in ("gsi_pale", "off"):
    raise ImproperlyConfigured("MAP_TILES must be gsi_pale or off")
TILE_HOST = "https://cyberjapandata.gsi.go.jp"

# Where `manage.py geocode` asks for the points of addresses. Nobody by default: it sends addresses to a third party.
GSI_ADDRESS_SEARCH = "https://msearch.gsi.go.jp/address-search/AddressSearch"
GEOCODER = env.str("GEOCODER", default="")
if GEOCODER and not GEOCODER.startswith(("http://", "https://")):
    raise ImproperlyConfigured("GEOCODER must be empty or start with http:// or https://")

# Strict everywhere; core.middleware loosens it for /cms/ alone.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"] + ([TILE_HOST] if MAP_TILES != "off" else []),
        "connect-src": [SELF],
        "font-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}
# What Wagtail's editor needs beyond it: styles and scripts written into the page, pictures not yet uploaded.
# A nonce would switch 'unsafe-inline' off, so none stands here.
CMS_CONTENT_SECURITY_POLICY = {
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}
PERMISSIONS_POLICY = "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()"

VERSION = tomllib.loads((BASE_DIR / "pyproject.toml").read_text())["project"]["version"]
