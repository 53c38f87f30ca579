from django.urls import path

from cuentas import views

app_name = "cuentas"
urlpatterns = [
    path("entrar/", views.entrar, name="entrar"),
    path("ajustes/tokens/", views.tokens, name="tokens"),
    path("ajustes/tokens/<int:pk>/revocar/", views.revocar, name="revocar_token"),
]
