"""A mailbox read with OAuth 2 (XOAUTH2): against a real Dovecot and a real provider of tokens."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cuentas.tests.fabricas import AdministradorFactory
from incidencias.models import Autenticacion, CorreoEntrante, Seguridad
from incidencias.servicios.correo.recogida import recoger_buzon
from incidencias.tests.correos import correo
from incidencias.tests.oauth import Proveedor
from nucleo.secretos import cifrar, descifrar

pytestmark = pytest.mark.django_db


@pytest.fixture
def proveedor(servidor_imap, tmp_path, monkeypatch):
    certificado = tmp_path / "ca.pem"
    certificado.write_text(servidor_imap.certificado)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificado))  # as the provider's is trusted
    monkeypatch.setenv("no_proxy", "localhost")
    uno = Proveedor(servidor_imap)
    yield uno
    uno.parar()


@pytest.fixture
def con_token(imap, proveedor):
    """A mailbox whose token is good now, and the provider that gives it another."""
    buzon = imap.buzon
    buzon.autenticacion = Autenticacion.OAUTH2
    buzon.seguridad, buzon.puerto = Seguridad.TLS, imap.servidor.puerto_tls
    buzon.certificado = imap.servidor.certificado
    buzon.oauth_url, buzon.oauth_cliente = proveedor.url, "postventa"
    buzon.secreto, buzon.oauth_secreto = cifrar("para-renovar"), cifrar("secreto-del-cliente")
    buzon.oauth_acceso = cifrar("acceso-1")
    buzon.oauth_caduca_en = timezone.now() + timedelta(hours=1)
    buzon.save()
    proveedor.vigentes["acceso-1"] = imap.usuario
    proveedor.renovables["para-renovar"] = (imap.usuario, "acceso-2")
    imap.entregar(correo())
    return buzon


def test_it_is_read_with_the_token_that_is_kept_while_it_lasts(con_token, proveedor):
    assert recoger_buzon(con_token.pk) == 1
    assert CorreoEntrante.objects.get().buzon == con_token
    assert (proveedor.comprobados, proveedor.pedidas) == (["acceso-1"], [])


def test_an_expired_token_is_renewed_and_the_new_one_is_kept_ciphered(con_token, proveedor):
    proveedor.caducar("acceso-1")
    con_token.oauth_caduca_en = timezone.now() - timedelta(minutes=1)
    con_token.save()
    assert recoger_buzon(con_token.pk) == 1
    assert proveedor.pedidas == [
        {
            "grant_type": "refresh_token",
            "refresh_token": "para-renovar",
            "client_id": "postventa",
            "client_secret": "secreto-del-cliente",
        }
    ]
    assert proveedor.comprobados == ["acceso-2"]
    con_token.refresh_from_db()
    assert descifrar(con_token.oauth_acceso) == "acceso-2"
    assert "acceso-2" not in con_token.oauth_acceso
    assert con_token.oauth_caduca_en > timezone.now() + timedelta(minutes=50)
    assert con_token.ultimo_error == ""


def test_a_refused_renewal_is_told_on_the_mailboxs_screen(con_token, proveedor, client):
    proveedor.renovables.clear()  # whoever gave the permission took it back
    con_token.oauth_caduca_en = timezone.now() - timedelta(minutes=1)
    con_token.save()
    assert recoger_buzon(con_token.pk) == 0
    con_token.refresh_from_db()
    assert con_token.fallos_seguidos == 1
    client.force_login(AdministradorFactory())
    pagina = client.get(reverse("buzones:buzon", args=[con_token.pk])).content.decode()
    assert "el proveedor no renueva el token (400)" in pagina
    lista = client.get(reverse("buzones:buzones")).content.decode()
    assert "el proveedor no renueva el token (400)" in lista


def test_a_token_taken_back_before_its_time_is_renewed_at_once(con_token, proveedor):
    """It says that it lasts an hour, and the provider no longer wants it."""
    proveedor.caducar("acceso-1")
    assert recoger_buzon(con_token.pk) == 1
    assert proveedor.comprobados == ["acceso-1", "acceso-2"]


def test_another_mailboxs_token_does_not_open_this_one(con_token, proveedor):
    proveedor.vigentes["acceso-1"] = "otra-persona"
    proveedor.renovables["para-renovar"] = ("otra-persona", "acceso-2")
    assert recoger_buzon(con_token.pk) == 0
    con_token.refresh_from_db()
    assert "no admite ese usuario con ese token" in con_token.ultimo_error
    assert not CorreoEntrante.objects.exists()


def test_an_impostor_that_answers_for_the_provider_is_not_told_the_secret(
    con_token, proveedor, monkeypatch, tmp_path
):
    """Its certificate is of nobody known: nothing is sent to it."""
    monkeypatch.delenv("SSL_CERT_FILE")
    con_token.oauth_caduca_en = timezone.now() - timedelta(minutes=1)
    con_token.save()
    assert recoger_buzon(con_token.pk) == 0
    assert proveedor.pedidas == []
    con_token.refresh_from_db()
    assert "no contesta al renovar el token" in con_token.ultimo_error
