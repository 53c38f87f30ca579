from django.urls import path

from incidencias.views import macros

app_name = "macros"
urlpatterns = [
    path("", macros.macros, name="macros"),
    path("nueva/", macros.macro_nueva, name="macro_nueva"),
    path("<int:pk>/", macros.macro, name="macro"),
]
