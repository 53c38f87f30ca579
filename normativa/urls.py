from django.urls import path

from normativa import views

app_name = "normativa"
urlpatterns = [
    path("", views.cobertura, name="cobertura"),
    path("reglas/", views.reglas, name="reglas"),
]
