"""Settings of Postventa: one module; what changes between environments comes in variables."""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from postventa.agenda import PERIODICAS

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")  # does not override variables already set; may not exist

# --- Environment: no unsafe default. Without SECRET_KEY or DATABASE_URL the start fails.
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)  # shows the demo accounts and the mail catcher
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
VAR_DIR = Path(env.str("POSTVENTA_VAR", default=str(BASE_DIR / "var"))).resolve()
URL_PUBLICA = env.str("URL_PUBLICA", default="http://localhost:8000").rstrip("/")

# --- Database. PgBouncer-safe: no server-side cursors, no session state.
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"].setdefault("CONN_MAX_AGE", env.int("CONEXION_SEGUNDOS", default=60))
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Redis: cache, rate limits and Celery's broker. The prefix keeps test workers apart.
REDIS_URL = env.str("REDIS_URL")
REDIS_PREFIJO = env.str("REDIS_PREFIJO", default="postventa")
CACHES = {
    "default": {
        "BACKEND": "nucleo.cache.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": REDIS_PREFIJO,
    },
    # Pieces of pages, in the memory of each process: {% cache %} with all they show in their key.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "trozos",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"

INSTALLED_APPS = [
    "postventa.apps.PostventaConfig",
    "intercambio.apps.IntercambioConfig",
    "portal.apps.PortalConfig",
    "indicadores.apps.IndicadoresConfig",
    "encuestas.apps.EncuestasConfig",
    "sat.apps.SatConfig",
    "incidencias.apps.IncidenciasConfig",
    "conocimiento.apps.ConocimientoConfig",
    "clientes.apps.ClientesConfig",
    "cuentas.apps.CuentasConfig",
    "normativa.apps.NormativaConfig",
    "nucleo.apps.NucleoConfig",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "bootstrap",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "lucide",
    "rest_framework",
    "template_partials",
]

MIDDLEWARE = [
    "postventa.salud.Salud",  # before the check of the host
    "nucleo.novedades.SinNovedad",  # polls that bring nothing, before session and user
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "nucleo.entrada.acotar_entrada",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "nucleo.entrada.no_recordar",
    "nucleo.entrada.ErroresDeFormulario",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "nucleo.tiempo.ZonaDeLaEmpresa",
]

ROOT_URLCONF = "postventa.urls"
WSGI_APPLICATION = "postventa.wsgi.application"
ASGI_APPLICATION = "postventa.asgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"

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
                "nucleo.contexto.marco",
                "cuentas.contexto.cuentas_demo",
            ],
            # {% static %} and {% url %} that ask once.
            "builtins": ["nucleo.templatetags.direcciones"],
        },
    }
]

# --- Accounts: staff by mail and password, customers by a code sent to their mail.
AUTH_USER_MODEL = "cuentas.Usuario"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "cuentas.adaptadores.AdaptadorCuentas"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # staff: created by the administrator; customers: by code
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_FORMS = {
    "login": "cuentas.forms.accesos.EntrarForm",
    "reset_password": "cuentas.forms.accesos.RecuperarForm",
}
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key,20/h/key"}
# Where each role starts the day; of several, the first of this list.
ENTRADA_DE_ROL = {
    "agente": "/incidencias/",
    "coordinador": "/incidencias/",
    "administrador": "/incidencias/",
    "calidad": "/incidencias/",
    "gestor": "/indicadores/",
    "tecnico": "/sat/mi-dia/",
    "externo": "/sat/mi-dia/",
    "cliente": "/portal/",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/entrar/"
LOGOUT_URL = "account_logout"

# --- Security: one switch for everything that needs https; a system check complains without it.
HTTPS = env.bool("HTTPS", default=False)  # apart from DEBUG, so that http://localhost works
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = env.int("HSTS_SEGUNDOS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 14 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

# --- Language and time: stored in UTC, shown in local time.
LANGUAGE_CODE, TIME_ZONE, USE_TZ, USE_I18N = "es-es", "Europe/Madrid", True, True
LANGUAGES = [("es", _("Español"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_THOUSAND_SEPARATOR = True

# --- Files. Private files are served by views that check who asks.
STATIC_URL = "/static/"
# Both are built at set-up from the code and its packages, so they go with the code, not with var/.
STATIC_ROOT = BASE_DIR / "staticfiles"
RECURSOS_DIR = BASE_DIR / "recursos"  # by `manage.py preparar_recursos`
STATICFILES_DIRS = [BASE_DIR / "static", RECURSOS_DIR]
MEDIA_ROOT = VAR_DIR / "archivos"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "nucleo.estaticos.ConMemoria"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
ARCHIVO_MAX_BYTES = env.int("ARCHIVO_MAX_MB", default=25) * 1024 * 1024
SUBIDA_MAX_BYTES = env.int("SUBIDA_MAX_MB", default=110) * 1024 * 1024  # a form with its files
FILE_UPLOAD_HANDLERS = [
    "nucleo.entrada.TopeDeSubida",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640

# --- Mail
vars().update(env.email("EMAIL_URL", default="smtp://localhost:1025"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("CORREO_REMITENTE", default="posventa@localhost")

# --- Celery: acknowledge at the end, repeat if the process dies; tasks are idempotent.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://")
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "global_keyprefix": f"{REDIS_PREFIJO}:",
    "visibility_timeout": 3600,
}
CELERY_TASK_ACKS_LATE = CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = PERIODICAS

# --- API
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "cuentas.api.autenticacion.AutenticacionPorToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_THROTTLE_CLASSES": ["cuentas.api.frenos.FrenoPorToken"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["nucleo.cuerpos.LectorJSON"],
    "DEFAULT_FILTER_BACKENDS": ["nucleo.filtros.FiltrosPedidos"],
    "DEFAULT_PAGINATION_CLASS": "nucleo.api.PaginaCursor",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "nucleo.api.manejar_error",
    "PAGE_SIZE": 50,
    "COERCE_DECIMAL_TO_STRING": True,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Postventa",
    "DESCRIPTION": "API del servicio posventa: incidencias, clientes, equipos, órdenes y más.",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "nucleo.esquema.declarar_problemas",
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    # One name for each set of choices, whatever the fields that use it are called.
    "ENUM_NAME_OVERRIDES": {
        "UnidadNormativa": "normativa.api.campos.UNIDADES",
        "UnidadIndicador": "indicadores.api.serializers.UNIDADES",
        "MotivoLlamada": "incidencias.models.MotivoLlamada",
        "SentidoLlamada": "incidencias.models.SentidoLlamada",
        "SentidoIndicador": "indicadores.api.serializers.SENTIDOS",
        "Dimension": "indicadores.models.Dimension",
        "TipoIncidencia": "incidencias.models.Tipo",
        "EstadoIncidencia": "incidencias.models.Estado",
        "CanalIncidencia": "incidencias.models.Canal",
        "TipoOrden": "sat.models.Tipo",
        "EstadoOrden": "sat.models.Estado",
        "EstadoCita": "sat.models.EstadoCita",
        "ResultadoOrden": "sat.models.Resultado",
        "ResultadoVisita": "sat.models.ResultadoVisita",
        "QuienPaga": "clientes.models.QuienPaga",
        "Garante": "clientes.models.OPCIONES_DE_GARANTE",
        "TipoMandante": "sat.models.TipoMandante",
        "TipoCliente": "clientes.models.TipoCliente",
        "GamaProducto": "clientes.models.Gama",
        "MotivoTraspaso": "clientes.models.MotivoTraspaso",
        "MotivoRetirada": "clientes.api.serializers.equipos.MOTIVOS_DE_RETIRADA",
        "TipoCobertura": "clientes.models.TipoCobertura",
        "ClaseContacto": "clientes.models.ClaseContacto",
        "CanalPreferido": "clientes.models.CanalPreferido",
        "EstadoContrato": "clientes.models.EstadoContrato",
        "AlcanceContrato": "clientes.models.AlcanceContrato",
        "CanalFirma": "clientes.models.CanalFirma",
        "ParteQueRescinde": "clientes.models.ParteQueRescinde",
        "OrigenPeriodo": "clientes.models.OrigenPeriodo",
        "TipoPregunta": "encuestas.models.TipoPregunta",
        "TipoBien": "normativa.api.esquemas.ventas.TIPOS_DE_BIEN",
        "TipoVia": "normativa.api.esquemas.garantia.TIPOS_DE_VIA",
        "RecargoServicio": "normativa.api.esquemas.desplazamiento.RECARGOS",
        "GamaAparato": "normativa.api.esquemas.presupuesto.GAMAS",
        "RemedioLegal": "normativa.api.esquemas.remedios.REMEDIOS",
        "SectorReparado": "normativa.api.esquemas.garantia_reparacion.SECTORES",
        "Pagador": "normativa.api.esquemas.garantia.PAGADORES",
    },
}

# --- Rate limits, counted in Redis.
PROXIES_DELANTE = env.int("PROXIES_DELANTE", default=0)  # whose X-Forwarded-For is believed
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES_DELANTE
FRENOS = env.bool("FRENOS", default=True)
FRENO_API = env.str("FRENO_API", default="1200/minute")

# --- Logs: to the console; no personal data in them.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"linea": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"consola": {"class": "logging.StreamHandler", "formatter": "linea"}},
    "root": {"handlers": ["consola"], "level": env.str("NIVEL_LOG", default="INFO")},
}

# --- Domain: business thresholds with the unit in the name.
RUTA_CONTRATO = "portal:contrato_enlace"  # where the link of a mail about a contract leads
RUTA_FOTOS = "portal:fotos"  # where the link to send photos during a call leads
RUTA_SEGUIMIENTO = "portal:seguimiento_enlace"  # where the link of a mail about a case leads
URL_PERSONA = "/persona/"  # where customers find a person to talk to
RUTA_ETIQUETA = "portal:etiqueta"  # where the QR of a unit leads
INCIDENCIA_DIAS_HASTA_CIERRE = env.int("INCIDENCIA_DIAS_HASTA_CIERRE", default=7)
INCIDENCIA_DIAS_AVISO_CIERRE = env.int("INCIDENCIA_DIAS_AVISO_CIERRE", default=2)
# Days after resolving at which the customer is asked whether it works; 0 asks nobody.
INCIDENCIA_DIAS_SEGUIMIENTO = env.int("INCIDENCIA_DIAS_SEGUIMIENTO", default=3)
INCIDENCIA_SEGUNDOS_DESHACER = env.int("INCIDENCIA_SEGUNDOS_DESHACER", default=10)
CORREO_MAX_BYTES = env.int("CORREO_MAX_MB", default=40) * 1024 * 1024  # of more, its beginning
CORREO_MAX_POR_HORA = env.int("CORREO_MAX_POR_HORA", default=20)  # of one address: more is a loop
CORREO_ACUSES_POR_DIA = env.int("CORREO_ACUSES_POR_DIA", default=10)  # receipts to one address
INCIDENCIA_DIAS_REAPERTURA = env.int("INCIDENCIA_DIAS_REAPERTURA", default=30)
DEVOLUCION_LLAMADA_HORAS = env.int("DEVOLUCION_LLAMADA_HORAS", default=2)  # working hours
# Dotted path of whoever delivers WhatsApp (nucleo/whatsapp.py); empty: it is sent by hand.
WHATSAPP_PROVEEDOR = env.str("WHATSAPP_PROVEEDOR", default="")
# The company's SMS gateway (nucleo/sms.py); without address no SMS is offered.
SMS_URL = env.str("SMS_URL", default="")
SMS_AUTORIZACION = env.str("SMS_AUTORIZACION", default="")  # the whole Authorization header
SMS_FORMATO = env.str("SMS_FORMATO", default="json")  # or "formulario"
SMS_CUERPO = env.json("SMS_CUERPO", default={"to": "{para}", "text": "{texto}", "id": "{clave}"})
ENCUESTA_DIAS_CADUCIDAD = env.int("ENCUESTA_DIAS_CADUCIDAD", default=30)
ENCUESTA_MINUTOS_EDICION = env.int("ENCUESTA_MINUTOS_EDICION", default=60)
