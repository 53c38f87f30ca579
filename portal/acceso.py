"""Customers sign in with a code: allauth's flow, for customers only.

The user is created at the first verified code, not before, so the flow runs without one. Known
and unknown addresses get the same answer, and both get a mail.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import RequestLoginCodeForm
from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.flows.signup import send_unknown_account_mail
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.account.views import ConfirmLoginCodeView, RequestLoginCodeView
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from clientes.models import Contacto
from clientes.servicios import probar_correo
from cuentas.models import Usuario
from nucleo.frenos import frenar


class PedirCodigoForm(RequestLoginCodeForm):
    """The address to which the code goes. Whether we know it is noted, never said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Su correo")
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        correo = super().clean_email().strip().lower()
        usuario = Usuario.objects.filter(email=correo).first()
        cerrado = usuario is not None and (usuario.es_personal or not usuario.is_active)
        conocido = Contacto.objects.con_acceso().de_correo(correo).exists()
        self._user, self.es_cliente = None, conocido and not cerrado
        return correo


class EntradaPorCodigo(LoginCodeVerificationProcess):
    """allauth's process, whose user is not known until the code is verified."""

    @classmethod
    def empezar(cls, request: HttpRequest, correo: str, *, es_cliente: bool) -> None:
        login = Login(email=correo)
        login.state["stages"] = {"current": LoginByCodeStage.key}
        etapa = LoginByCodeStage(LoginStageController(request, login), request, login)
        etapa.state.update(cls.initial_state(user=None, email=correo))
        etapa.state.update(initiated_by_user=True, es_cliente=es_cliente)
        proceso = cls(etapa)
        proceso.send()
        proceso.persist()

    def send_by_email(self, email: str, skip_enumeration_mails: bool = False) -> None:
        if self.state["es_cliente"]:
            datos = {"request": self.request, "code": self.generate_code()}
            get_adapter().send_mail("account/email/login_code", email, datos)
        else:
            send_unknown_account_mail(self.request, email)
        self.add_sent_message({"email": email, "recipient": email})

    def finish(self, redirect_url: str | None) -> HttpResponse:
        self._user = probar_correo(self.state["email"])
        if self._user is None:  # the access was taken away meanwhile
            self.abort()
            return redirect("account_request_login_code")
        return super().finish(redirect_url)


class PedirCodigo(RequestLoginCodeView):
    form_class = PedirCodigoForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Coming back is how a mistyped address is corrected: the pending code is dropped."""
        if not request.user.is_authenticated:
            clear_login(request)
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: PedirCodigoForm) -> HttpResponse:
        correo = form.cleaned_data["email"]
        try:
            EntradaPorCodigo.empezar(self.request, correo, es_cliente=form.es_cliente)
        except OSError:  # the mail server does not answer
            form.add_error(
                None,
                _("Ahora mismo no podemos enviar el código. Pruebe en unos minutos o llámenos."),
            )
            return self.form_invalid(form)
        return redirect(self.get_success_url())


class ConfirmarCodigo(ConfirmLoginCodeView):
    @method_decorator(
        login_stage_required(
            stage=LoginByCodeStage.key, redirect_urlname="account_request_login_code"
        )
    )
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.stage = request._login_stage  # type: ignore[attr-defined]
        self._process = EntradaPorCodigo(self.stage).abort_if_invalid()
        if self._process is None:
            return redirect("account_request_login_code")
        return super(ConfirmLoginCodeView, self).dispatch(request, *args, **kwargs)


def cerrada(request: HttpRequest, *args: str) -> HttpResponse:
    """A page of allauth that we do not offer."""
    raise Http404


# allauth limits by address typed; these, by where the request comes from.
pedir_codigo = frenar("20/minute", nombre="codigo")(PedirCodigo.as_view())
confirmar_codigo = frenar("20/minute", nombre="codigo")(ConfirmarCodigo.as_view())
