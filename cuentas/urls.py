from django.urls import path, re_path

from cuentas import views

app_name = "cuentas"
urlpatterns = [
    re_path(r"^cuentas/(?P<resto>email|confirm-email)(?:/|$)", views.no_existe),
    path("entrar/", views.entrar, name="entrar"),
    path("ajustes/tokens/", views.tokens, name="tokens"),
    path("ajustes/tokens/<int:pk>/revocar/", views.revocar, name="revocar_token"),
]
