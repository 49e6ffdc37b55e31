"""All settings, read from the environment and `.env`, in the order a reader asks for them."""

from datetime import timedelta
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from dotenv import load_dotenv

from config import env

BACKEND_DIR = Path(__file__).resolve().parent.parent
load_dotenv(BACKEND_DIR.parent / ".env")

# Secrets
SECRET_KEY = env.secret("SECRET_KEY")
TOKEN_KEY = env.secret("TOKEN_KEY")  # signs access and refresh tokens
PSEUDONYM_KEY = env.secret("PSEUDONYM_KEY")  # derives the made-up names of the live chat
DEBUG = env.switch("DEBUG")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS")
if not (ALLOWED_HOSTS or DEBUG):
    raise ImproperlyConfigured("ALLOWED_HOSTS must list the host names of the API, such as api.example.org.")

# Apps
INSTALLED_APPS = [
    "config.apps.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "corsheaders",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "allauth.account",
    "allauth.socialaccount",
    "common",
    "mail",
    "accounts",
    "notifications",
    "boards",
    "qna",
    "chat",
    "schedule",
    "search",
    "aichat",
    "social",
    "demo",
]
MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
# A redirect would turn a POST without its final slash into a GET, losing what was sent: 404 says it plainly.
APPEND_SLASH = False

# Database
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{BACKEND_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for the writer (WAL), and a writer takes its lock at once instead of failing midway.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Cache and channels: in memory on a laptop, Redis where several processes share them
REDIS_URL = env.text("REDIS_URL")
REDIS_TIMEOUTS = {"socket_connect_timeout": 0.5, "socket_timeout": 1}  # seconds; a request must not hang
if REDIS_URL:
    CACHES: dict[str, dict[str, object]] = {
        "default": {
            "BACKEND": "common.caches.RedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": REDIS_TIMEOUTS,
        }
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            # redis-py caps an asynchronous pool at 100 connections unless told otherwise.
            "CONFIG": {"hosts": [{"address": REDIS_URL, "max_connections": 10_000}]},
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "common.caches.LocMemCache",
            # Beyond the default of 300 entries it would forget what the limits have counted.
            "OPTIONS": {"MAX_ENTRIES": 100_000},
        }
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels.layers.InMemoryChannelLayer",
            # After a day it would forget who listens, as if everybody who does had died.
            "CONFIG": {"group_expiry": 100 * 365 * 24 * 60 * 60},
        }
    }

# Background work: over Redis, or over a folder where one worker does it all
WORK_ROOT = env.text("WORK_ROOT", str(BACKEND_DIR.parent / "var"))
if REDIS_URL:
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {"socket_connect_timeout": 1, "socket_timeout": 2}  # seconds
else:
    CELERY_BROKER_URL = "localhost"
    CELERY_BROKER_TRANSPORT = "config.broker:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": f"{WORK_ROOT}/queue",
        "data_folder_out": f"{WORK_ROOT}/queue",
        "processed_folder": f"{WORK_ROOT}/queue",
        "control_folder": f"{WORK_ROOT}/queue",
        "polling_interval": 0.1,  # seconds
    }
CELERY_BROKER_CONNECTION_TIMEOUT = 1  # seconds; a request that hands work over must not hang
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # a worker waits for its broker as long as it takes
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0}  # for a broker that was restarted
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TIMEZONE = "Asia/Seoul"
CELERY_BEAT_SCHEDULE_FILENAME = f"{WORK_ROOT}/timetable"
# What comes round by itself, in seconds. A round that no worker took before the next one is dropped.
CELERY_BEAT_SCHEDULE = {
    "send what waits": {"task": "mail.tasks.deliver_due", "schedule": 30, "options": {"expires": 30}},
    "forget old mails": {"task": "mail.tasks.forget", "schedule": 3600, "options": {"expires": 3600}},
    "erase who left": {"task": "accounts.tasks.erase_withdrawn", "schedule": 3600, "options": {"expires": 3600}},
    "forget old codes": {"task": "accounts.tasks.forget_email_codes", "schedule": 3600, "options": {"expires": 3600}},
    "forget old keys": {
        "task": "common.tasks.forget_idempotency_keys",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    "forget old addresses": {
        "task": "accounts.tasks.forget_email_changes",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    "rank hot posts": {"task": "boards.tasks.rank_posts", "schedule": 300, "options": {"expires": 300}},
    "sweep stray files": {"task": "boards.tasks.sweep_files", "schedule": 3600, "options": {"expires": 3600}},
    "forget old notifications": {
        "task": "notifications.tasks.forget_old",
        "schedule": 3600,
        "options": {"expires": 3600},
    },
    "forget old talks": {"task": "chat.tasks.forget_old", "schedule": 3600, "options": {"expires": 3600}},
    "forget old logins": {"task": "accounts.tasks.forget_logins", "schedule": 3600, "options": {"expires": 3600}},
}

# Files
STATIC_URL = "static/"
MEDIA_URL = "media/"
MEDIA_ROOT = env.text("MEDIA_ROOT", str(BACKEND_DIR / "media"))
FILES_ROOT = env.text("FILES_ROOT", str(Path(MEDIA_ROOT).parent / "files"))  # what hangs on posts: no web folder
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "attachments": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": FILES_ROOT}},
}
SERVE_FILES = env.switch("SERVE_FILES")  # on a laptop the app serves them; in production nginx does
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # bytes of a body without its files
MAX_UPLOAD_SIZE = 6 * 1024 * 1024  # bytes of a body with a picture
MAX_ATTACHMENTS_SIZE = 52 * 1024 * 1024  # bytes of a body with the files of a post: 5 of 10 MB, and its text

# Auth
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = ["accounts.hashers.Argon2id"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {
        "NAME": "accounts.passwords.OneReasonValidator",
        "OPTIONS": {
            "validators": [
                {"NAME": "accounts.passwords.GuessablePasswordValidator"},
                {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
                {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
            ]
        },
    },
]
LOGIN_LIFETIME = timedelta(days=14)  # without any use
TIME_TO_RETURN = timedelta(days=7)  # in which a withdrawal can be undone
TERMS_VERSION = "2026-11"  # of the terms that a new member agrees to
# Whether a mailed code must prove an address: of every member, of who likes, of nobody
SIGNUP_EMAIL_CODE = env.choice("SIGNUP_EMAIL_CODE", "optional", among=("required", "optional", "off"))
PASSWORD_RESET_TIMEOUT = 30 * 60  # seconds that a mailed link is good for
COOKIE_SECURE = env.switch("COOKIE_SECURE", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = COOKIE_SECURE  # of the back office
SIMPLE_JWT = {
    "SIGNING_KEY": TOKEN_KEY,
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
    "REFRESH_TOKEN_LIFETIME": LOGIN_LIFETIME,
    "TOKEN_TYPE_CLAIM": "token_type",
}

# Social login: a provider that is not configured is nowhere to be seen
SOCIAL_PROVIDERS = env.oauth_clients({"google": "Google", "kakao": _("카카오")})
SOCIALACCOUNT_ADAPTER = "social.provider.SettingsAdapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds

# API
WEB_ORIGINS = env.origins("WEB_ORIGINS")  # where the web client lives
CORS_ALLOWED_ORIGINS = WEB_ORIGINS
CORS_ALLOW_CREDENTIALS = True  # the refresh token's cookie
CORS_ALLOW_HEADERS = [
    "accept",
    "accept-language",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "x-chat-token",
    "x-token-transport",
]
CORS_EXPOSE_HEADERS = ["etag", "retry-after", "x-chat-token"]
CORS_PREFLIGHT_MAX_AGE = 24 * 60 * 60
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.authentication.LoginAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_PARSER_CLASSES": ["common.parsers.ORJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["common.renderers.ORJSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "common.pagination.KeysetPagination",
    "DEFAULT_FILTER_BACKENDS": ["common.filters.QueriedFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "common.schema.ContractSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "common.error_form.exception_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "TEST_REQUEST_RENDERER_CLASSES": [
        "common.renderers.ORJSONRenderer",
        "rest_framework.renderers.MultiPartRenderer",
    ],
}
SPECTACULAR_SETTINGS = {
    "TITLE": "School Talks API",
    "VERSION": "1.0.0",
    "DESCRIPTION": (BACKEND_DIR / "config" / "api.md").read_text(encoding="utf-8"),
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "SCHEMA_PATH_PREFIX": "/",
    "SWAGGER_UI_SETTINGS": {"persistAuthorization": True, "displayRequestDuration": True},
    "ENUM_NAME_OVERRIDES": {
        "BoardEnum": "boards.models.Board",
        "InquiryStatusEnum": "qna.models.Inquiry.Status",
        "InquirySubjectEnum": "qna.models.Inquiry.Subject",
        "TurnStatusEnum": "aichat.models.Turn.Status",
        "TurnModeEnum": "aichat.models.Turn.Mode",
        "SourceKindEnum": ["post", "faq"],
        "SanctionKindEnum": "chat.models.Sanction.Kind",
        "ErrorTypeEnum": ["validation_error", "client_error", "server_error"],
    },
}

ASYNCAPI_FILE = BACKEND_DIR / "config" / "asyncapi.yaml"  # the sockets, as the document above knows HTTP alone

# Language and time
LANGUAGE_CODE = "ko"
LANGUAGES = [("ko", _("한국어")), ("en", _("영어"))]
LOCALE_PATHS = [BACKEND_DIR / "locale"]
TIME_ZONE = "Asia/Seoul"
USE_TZ = True

# Mail
MAIL_SERVER = env.mail_server("EMAIL_URL")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_SERVER.host else 'console'}.EmailBackend"
EMAIL_HOST = MAIL_SERVER.host
EMAIL_PORT = MAIL_SERVER.port
EMAIL_HOST_USER = MAIL_SERVER.user
EMAIL_HOST_PASSWORD = MAIL_SERVER.password
EMAIL_USE_TLS = MAIL_SERVER.starts_tls
EMAIL_USE_SSL = MAIL_SERVER.is_tls
EMAIL_TIMEOUT = 10  # seconds
DEFAULT_FROM_EMAIL = env.sender("DEFAULT_FROM_EMAIL", "School Talks <noreply@localhost>")
WEB_URL = env.origin("WEB_URL", next(iter(WEB_ORIGINS), ""))  # where the links in mails lead

# AI tutor: any OpenAI-compatible server; without one it answers from the boards and the FAQ
OPENAI_BASE_URL = env.text("OPENAI_BASE_URL")
OPENAI_API_KEY = env.text("OPENAI_API_KEY")
OPENAI_MODEL = env.text("OPENAI_MODEL", "gpt-4o-mini")
AI_TIMEOUT_SECONDS = env.number("AI_TIMEOUT_SECONDS", 30)

# Security
TRUSTED_PROXIES = env.networks("TRUSTED_PROXIES")  # whose word on where a request comes from counts
# They say whether it came over HTTPS, too: else providers would be told, and pictures have, addresses in http.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# Logging: warnings and errors to stderr, with nothing of what users wrote
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
