"""Addresses of Ajustes → Buzones."""

from django.urls import path

from incidencias.views import buzones

app_name = "buzones"
urlpatterns = [
    path("", buzones.listado, name="buzones"),
    path("nuevo/", buzones.nuevo, name="nuevo"),
    path("<int:pk>/", buzones.buzon, name="buzon"),
    *(
        path(f"<int:pk>/{clave}/", buzones.accion, {"clave": clave}, name=clave)
        for clave in buzones.ACCIONES
    ),
]
