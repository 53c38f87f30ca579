from django.urls import path

from normativa import views

app_name = "normativa"
urlpatterns = [
    path("", views.indice, name="indice"),
    path("reglas/", views.reglas, name="reglas"),
    path("<slug:codigo>/", views.pregunta, name="pregunta"),
]
