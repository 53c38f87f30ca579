from django.urls import path

from conocimiento import views

app_name = "conocimiento"
urlpatterns = [
    path("", views.plantillas, name="inicio"),
    path("plantillas/nueva/", views.plantilla_nueva, name="plantilla_nueva"),
    path("plantillas/previa/", views.previa, name="previa"),
    path("plantillas/<int:pk>/", views.plantilla, name="plantilla"),
    path("guiones/", views.guiones, name="guiones"),
    path("guiones/nuevo/", views.guion_nuevo, name="guion_nuevo"),
    path("guiones/<int:pk>/", views.guion, name="guion"),
]
