from django.urls import path

from portal import acceso

urlpatterns = [
    path("cuentas/login/code/", acceso.pedir_codigo, name="account_request_login_code"),
    path("cuentas/login/code/confirm/", acceso.confirmar_codigo, name="account_confirm_login_code"),
]
