"""All settings, read from the environment. `run.py` sets what a person does not.

ZHENGYOU_DATABASE_URL   postgresql://user:password@host:port/name, or with ?host=/socket/folder
ZHENGYOU_SECRET_KEY     at least 32 characters
ZHENGYOU_DATA           folder for everything this installation keeps (default: var)
ZHENGYOU_HOSTS          names under which browsers reach us, separated by commas (default: any)
ZHENGYOU_DEBUG          1 while developing
ZHENGYOU_HTTPS          1 behind a proxy that speaks https: cookies then travel only encrypted
ZHENGYOU_LANGUAGE       zh-hans (default), en or zh-hant
ZHENGYOU_SECOND_STEP    posts whose holders must set up a second step of their login, separated by commas
                        (default: none): administrator, leader, office, inspector, secretary, member, reader
ZHENGYOU_OIDC_ISSUER    address of a login service outside (OpenID Connect); with it
ZHENGYOU_OIDC_CLIENT_ID, ZHENGYOU_OIDC_CLIENT_SECRET   as that service knows us,
ZHENGYOU_OIDC_LABEL     what people call it (default: 统一身份认证), and
ZHENGYOU_OIDC_CLAIM     the claim that holds our user name; without it only accounts that were linked come in
"""

import os
from pathlib import Path

import psycopg.conninfo
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("ZHENGYOU_DATA", BASE_DIR / "var")).resolve()


def _flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def _required(name: str, hint: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"环境变量 {name} 没有设置。{hint}")
    return value


def database(url: str) -> dict[str, object]:
    """Django's settings of one PostgreSQL database, from a connection URL.

    Raises ImproperlyConfigured with a sentence for the operator when the URL cannot be read.
    """
    try:
        parts = psycopg.conninfo.conninfo_to_dict(url)
    except psycopg.ProgrammingError as error:
        raise ImproperlyConfigured(
            "ZHENGYOU_DATABASE_URL 不是可用的 PostgreSQL 地址，应形如 postgresql://用户:密码@主机:5432/库名。"
        ) from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": str(parts.get("dbname") or "zhengyou"),
        "USER": str(parts.get("user") or ""),
        "PASSWORD": str(parts.get("password") or ""),
        "HOST": str(parts.get("host") or ""),
        "PORT": str(parts.get("port") or ""),
        # Threads are few and live long, so each keeps its connection and its prepared statements.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"server_side_binding": True, "prepare_threshold": 1, "connect_timeout": 5},
    }


DEBUG = _flag("ZHENGYOU_DEBUG")
SECRET_KEY = _required(
    "ZHENGYOU_SECRET_KEY", "请用 python3 run.py 启动，它会自动生成；或自行设置至少 32 个随机字符。"
)
DATABASES = {
    "default": database(_required("ZHENGYOU_DATABASE_URL", "请用 python3 run.py 启动，它自带数据库。"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ALLOWED_HOSTS = [name for name in os.environ.get("ZHENGYOU_HOSTS", "*").split(",") if name]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "csp",
    "procrastinate.contrib.django",
    "zhengyou.ui",
    "zhengyou.ledger",
    "zhengyou.organisations",
    "zhengyou.accounts",
    "zhengyou.campaigns",
    "zhengyou.appraisals",
    "zhengyou.reports",
    "zhengyou.desk",
]

MIDDLEWARE = [
    "zhengyou.appraisals.middleware.NobodyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "zhengyou.ledger.request.RequestIdMiddleware",
    "zhengyou.organisations.middleware.ActorMiddleware",
    "zhengyou.accounts.middleware.ComingInMiddleware",
]

ROOT_URLCONF = "zhengyou.urls"
WSGI_APPLICATION = "zhengyou.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "zhengyou.desk.navigation.navigation",
            ],
        },
    },
]

AUTH_USER_MODEL = "organisations.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"zhengyou.accounts.rules.passwords.{rule}"} for rule in ("Length", "NotCommon", "NotHabit")
]
SECOND_STEP_DEMANDED = frozenset(
    filter(None, os.environ.get("ZHENGYOU_SECOND_STEP", "").replace(" ", "").split(","))
)
"""Kinds of posts (organisations.models.PostKind) whose holders do nothing before they have set up a second step."""


def _outside_login() -> dict[str, str] | None:
    issuer = os.environ.get("ZHENGYOU_OIDC_ISSUER", "")
    if not issuer:
        return None
    hint = "设了 ZHENGYOU_OIDC_ISSUER，就要把对方登记的客户端编号和密钥一起设上。"
    return {
        "issuer": issuer,
        "client_id": _required("ZHENGYOU_OIDC_CLIENT_ID", hint),
        "client_secret": _required("ZHENGYOU_OIDC_CLIENT_SECRET", hint),
        "label": os.environ.get("ZHENGYOU_OIDC_LABEL", "") or "统一身份认证",
        "claim": os.environ.get("ZHENGYOU_OIDC_CLAIM", ""),
    }


OUTSIDE_LOGIN = _outside_login()
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = os.environ.get("ZHENGYOU_LANGUAGE", "zh-hans")
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English"), ("zh-hant", "繁體中文")]
LOCALE_PATHS = [BASE_DIR / "zhengyou" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or _flag("ZHENGYOU_TESTING")
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 3600
# While developing and testing nothing is collected, and looking for it beforehand would warn.
WHITENOISE_AUTOREFRESH = DEBUG or _flag("ZHENGYOU_TESTING")

# Documents are at most 20 MB (issue 2 section 5); a little more leaves room for our own clear sentence.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_HTTPONLY = True
# From the last use, where the device was not asked to keep the login (accounts/rules/policies.py).
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _flag("ZHENGYOU_HTTPS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _flag("ZHENGYOU_HTTPS") else None
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

OPEN_MATTERS = ["zhengyou.campaigns.queries.open_matters.open_matters"]
"""Who is asked what is still open in an organisation, before it is changed and when its secretary hands over; each
takes (organisation ids, day, how many of each kind to tell): zhengyou.organisations.rules.matters."""

# Who stores what of people (organisations.rules.personal_data, leavers, retention, free_texts; docs/decisions/0016).
PERSONAL_DATA = [
    "zhengyou.organisations.queries.personal.sections",
    "zhengyou.accounts.queries.personal.sections",
    "zhengyou.campaigns.queries.personal.sections",
    "zhengyou.appraisals.queries.personal.sections",
    "zhengyou.organisations.queries.personal_traces.sections",
]
UNDECIDED_OF = [
    "zhengyou.organisations.queries.leavers.undecided",
    "zhengyou.campaigns.queries.personal.undecided",
]
BLANKED_WITH = [
    "zhengyou.accounts.actions.forgetting.forget_person",
    "zhengyou.organisations.actions.blanking.blank_here",
]
FREE_TEXTS = [
    "zhengyou.organisations.queries.free_texts.FREE_TEXTS",
    "zhengyou.campaigns.queries.free_texts.FREE_TEXTS",
    "zhengyou.appraisals.queries.free_texts.FREE_TEXTS",
]
KEPT = [
    "zhengyou.organisations.actions.retention.KEPT",
    "zhengyou.accounts.rules.retention.KEPT",
    "zhengyou.campaigns.rules.retention.KEPT",
    "zhengyou.appraisals.rules.retention.KEPT",
    "zhengyou.appraisals.actions.phoning.KEPT",
]
PROCEDURES = [
    "zhengyou.campaigns.rules.procedures.catalogue.PROCEDURES",
    "zhengyou.appraisals.rules.procedures.PROCEDURES",
]
"""The declared procedures of each room, in the order in which people read them."""

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"stderr": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
