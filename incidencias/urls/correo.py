"""Addresses of the received mail, below those of the cases."""

from django.urls import path

from incidencias.views import correo

urlpatterns = [
    path("correo/", correo.por_revisar, name="correo"),
    path("correo/<int:pk>/", correo.ver, name="correo_ver"),
    path("correo/<int:pk>/original/", correo.original, name="correo_original"),
    *(
        path(f"correo/<int:pk>/{clave}/", correo.decidir, {"clave": clave}, name=f"correo_{clave}")
        for clave in correo.DE_UN_CORREO
    ),
    *(
        path(
            f"correo/posibles/<int:pk>/{clave}/",
            correo.decidir_posible,
            {"clave": clave},
            name=f"posible_{clave}",
        )
        for clave in correo.DE_UNA_POSIBLE
    ),
]
