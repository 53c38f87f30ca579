"""Pages of allauth that we replace, or close. They go before allauth's own."""

from django.urls import path, re_path

from portal import acceso

urlpatterns = [
    path("cuentas/login/code/", acceso.pedir_codigo, name="account_request_login_code"),
    path("cuentas/login/code/confirm/", acceso.confirmar_codigo, name="account_confirm_login_code"),
    # An address says who a customer is: only the office changes it. And they have no password.
    re_path(r"^cuentas/(email|confirm-email|password/set)/", acceso.cerrada),
]
