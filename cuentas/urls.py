from django.urls import path, re_path

from cuentas.views import accesos, ausencias, notificaciones

app_name = "cuentas"
urlpatterns = [
    re_path(r"^cuentas/(?P<resto>email|confirm-email)(?:/|$)", accesos.no_existe),
    path("entrar/", accesos.entrar, name="entrar"),
    path("ajustes/tokens/", accesos.tokens, name="tokens"),
    path("ajustes/tokens/<int:pk>/revocar/", accesos.revocar, name="revocar_token"),
    path("notificaciones/", notificaciones.listado, name="notificaciones"),
    path("notificaciones/campana/", notificaciones.campana, name="campana"),
    path("notificaciones/leidas/", notificaciones.leer_todas, name="leer_notificaciones"),
    path("notificaciones/<int:pk>/", notificaciones.abrir, name="abrir_notificacion"),
    path("mi-disponibilidad/", notificaciones.disponibilidad, name="disponibilidad"),
    path("ajustes/personas/", ausencias.personas, name="personas"),
    path("ajustes/personas/<int:pk>/", ausencias.persona, name="persona"),
    path("ajustes/ausencias/<int:pk>/quitar/", ausencias.quitar, name="quitar_ausencia"),
]
