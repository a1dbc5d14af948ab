"""Django's settings, derived from the one configuration; nothing else reads the environment."""

from pathlib import Path

from django.utils.translation import gettext_lazy as _

from luister_web.configuration import configuration, database_settings, secret_key

LUISTER = configuration()
_HERE = Path(__file__).parent

SECRET_KEY = secret_key(LUISTER.home)
DEBUG = False
ALLOWED_HOSTS = list(LUISTER.allowed_hosts)
ROOT_URLCONF = "luister_web.urls"
WSGI_APPLICATION = "luister_web.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "luister_web.look",
    "luister_web.access",
    "luister_web.dashboard",
    "luister_web.mine",
    "luister_web.digests",
    "luister_web.team",
    "luister_web.board",
    "luister_web.imports",
    "luister_web.goals",
    "luister_web.warning",
    "luister_web.drivers",
    "luister_web.structure",
    "luister_web.factors",
    "luister_web.customers",
    "luister_web.jobs",
    "luister_web.receiving",
    "luister_web.webhooks",
    "luister_web.signals",
    "luister_web.contacts",
    "luister_web.cases",
    "luister_web.actions",
    "luister_web.respond",
    "luister_web.surveys",
    "luister_web.api",
    "luister_web.unsubscribe",
    "allauth",
    "allauth.account",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "luister_web.page_policy.PagePolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "luister_web.one_look.OneLookMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "luister_web.access.middleware.PreferenceMiddleware",
    "luister_web.access.middleware.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [_HERE / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "luister_web.access.context.access",
            ]
        },
    }
]

DATABASES = {"default": database_settings(LUISTER)}
# One process serves all pages, so its memory is the cache; the bound is wide, because a full cache
# forgets at random and would forget the rate limits too.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Languages and clocks
LANGUAGE_CODE = LUISTER.language
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "luister_language"
TIME_ZONE = LUISTER.time_zone
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "luister_web.formats"
USE_THOUSAND_SEPARATOR = True

# Sign-in
AUTH_USER_MODEL = "access.User"
# The user name is unique whatever its capitals: a constraint of the model, which this check cannot see.
SILENCED_SYSTEM_CHECKS = ["auth.W004"]
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "luister_web.access.hashing.ArgonHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "luister_web.access.adapter.Adapter"
ACCOUNT_FORMS = {"login": "luister_web.access.sign_in.SignInForm"}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if LUISTER.secure_cookies else "http"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/5m/key", "reset_password": "10/m/ip,3/h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = LUISTER.proxies

# Cookies and headers; the content policy is in page_policy.py
SESSION_COOKIE_NAME = "luister_session"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = LUISTER.secure_cookies
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_NAME = "luister_form"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = LUISTER.secure_cookies
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "luister_web.access.refusals.form_refused"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if LUISTER.secure_cookies else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if LUISTER.proxies else None
X_FRAME_OPTIONS = "DENY"

# Files: everything a page needs comes from here, under names that change with their content
STATIC_URL = "/static/"
STATIC_ROOT = LUISTER.home / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = LUISTER.home / "uploads"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Letters
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if LUISTER.mail.host
    else "django.core.mail.backends.dummy.EmailBackend"
)
EMAIL_HOST = LUISTER.mail.host
EMAIL_PORT = LUISTER.mail.port
EMAIL_HOST_USER = LUISTER.mail.user
EMAIL_HOST_PASSWORD = LUISTER.mail.password
EMAIL_USE_TLS = LUISTER.mail.encryption == "starttls"
EMAIL_USE_SSL = LUISTER.mail.encryption == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = LUISTER.mail.sender

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own answer to an error is a letter to nobody; ours is a line on standard error.
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},  # An address that is not there is no fault of ours.
    },
}
