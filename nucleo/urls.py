from django.urls import path

from nucleo import estilo, views, views_ajustes, views_buzon

app_name = "nucleo"
urlpatterns = [
    path("buscar/", views.buscar, name="buscar"),
    path("ajustes/", views.ajustes, name="ajustes"),
    path("ajustes/empresa/", views_ajustes.empresa, name="empresa"),
    path("ajustes/correo/", views_ajustes.correo_fallido, name="correo_fallido"),
    path("ajustes/correo/<int:pk>/", views_ajustes.reintentar_correo, name="reintentar_correo"),
    path("ajustes/correo-demo/", views_buzon.listado, name="correo_demo"),
    path("ajustes/correo-demo/<str:nombre>/", views_buzon.mensaje, name="correo_demo_mensaje"),
    path("ajustes/correo-demo/<str:nombre>/html/", views_buzon.cuerpo, name="correo_demo_cuerpo"),
    path(
        "ajustes/correo-demo/<str:nombre>/<int:numero>/",
        views_buzon.adjunto,
        name="correo_demo_adjunto",
    ),
    path("ajustes/estilo/", estilo.guia, name="estilo"),
    path("ajustes/estilo/<slug:marco>/", estilo.guia, name="estilo"),
]
