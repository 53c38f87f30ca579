from django.urls import path

from intercambio import views

app_name = "intercambio"
urlpatterns = [
    path("", views.inicio, name="inicio"),
    path("<int:pk>/", views.importacion, name="importacion"),
    path("<int:pk>/columnas/", views.columnas, name="columnas"),
    path("<int:pk>/lectura/", views.releer, name="releer"),
    path("<int:pk>/importar/", views.importar, name="importar"),
    path("<int:pk>/descartar/", views.descartar, name="descartar"),
    path("<int:pk>/rechazadas.<str:formato>", views.rechazadas, name="rechazadas"),
    path("plantilla/<str:clase>.xlsx", views.plantilla, name="plantilla"),
    path("exportar/<str:clase>.<str:formato>", views.exportar, name="exportar"),
]
