"""Jobs by mail: each sender's own layout into its terms, one case for each reference."""

from datetime import datetime
from decimal import Decimal
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientes.tests.fabricas import ClienteFactory, ContactoFactory
from cuentas.models import Notificacion
from cuentas.tests.fabricas import AgenteFactory
from incidencias.encargos.lectura import _importe, leer_encargo
from incidencias.encargos.perfiles import PerfilMalEscrito, leer_perfil, perfiles
from incidencias.eventos import Codigo
from incidencias.models import (
    Canal,
    DireccionMensaje,
    Encargo,
    Estado,
    EstadoCorreo,
    Incidencia,
)
from incidencias.servicios import asignar_incidencia, fusionar_incidencia
from incidencias.servicios.encargos import encargo_de, recibir_encargo
from incidencias.tests.correos import llega
from incidencias.tests.fabricas import BuzonFactory, IncidenciaFactory
from nucleo.correo.lectura import leer
from nucleo.models import Comunicacion

MADRID = ZoneInfo("Europe/Madrid")

HOGAR_NORTE = """\
Estimado colaborador:

Le encargamos la reparación del siguiente siniestro.

Expediente: SN-2026/004512
Póliza: 88-1234567
Asegurado: GARCÍA LÓPEZ, MARÍA DEL CARMEN
Teléfonos de contacto: 91 654 32 10 / 612 34 56 78 (tardes)
Dirección del riesgo: C/ Mayor, 3, 2º B. 28901 Getafe (Madrid)
Electrodoméstico: Lavadora Blancasa LX-700
Descripción del daño: No desagua y salta el diferencial.
El asegurado dice que huele a quemado.

Importe máximo autorizado: 1.150,50 €
Contactar antes de: 24/11/2026 14:00 h

Este mensaje es confidencial. Descripción del daño: no la lea nadie más.
"""
CLIMARTE = """\
<html><body><p>Nueva orden de servicio</p><table>
<tr><td>Estado de la orden</td><td>Alta</td></tr>
<tr><td><b>N&ordm; de orden</b></td><td>CL0099812</td></tr>
<tr><td>Cliente</td><td>Jos&eacute; Ib&aacute;&ntilde;ez</td></tr>
<tr><td>M&oacute;vil</td><td>+34 655 11 22 33</td></tr>
<tr><td>E-mail</td><td>Jose.Ibanez@Casa.example</td></tr>
<tr><td>Domicilio</td><td>Avda. del Puerto 12, 46021 Valencia</td></tr>
<tr><td>Modelo</td><td>Split Frescor 12</td></tr>
<tr><td>N&ordm; de serie</td><td>FR12-000345</td></tr>
<tr><td>S&iacute;ntoma declarado</td><td>No enfr&iacute;a</td></tr>
<tr><td>Tarifa m&aacute;xima</td><td>90</td></tr>
<tr><td>Fecha compromiso</td><td>25/11/2026</td></tr>
</table><p>Condiciones de la red de servicio: 4.2</p></body></html>
"""
MUTUA_SUR = """\
Muy señores nuestros:

En relación con el expediente n.º MS 26 00871, les rogamos que atiendan a nuestra asegurada Dña. \
Rocío Vela Martín, con domicilio en calle Feria 20, 1.º izq. (41003 Sevilla) y teléfono \
666.55.44.33, para la reparación de su caldera Vulcano 24, que presenta lo siguiente: pierde \
presión cada noche.
Pueden actuar hasta un máximo de 300 euros sin consultarnos, siempre antes del 27/11/2026 a las \
18:30.

Atentamente, Mutua del Sur
"""


def correo(remite, asunto, texto, *, html=False):
    mensaje = EmailMessage()
    mensaje["From"], mensaje["Subject"], mensaje["To"] = remite, asunto, "sat@empresa.example"
    mensaje["Date"] = "Sun, 22 Nov 2026 10:00:00 +0100"
    if html:
        mensaje.set_content("", subtype="plain")
        mensaje.clear_content()
        mensaje.set_content(texto, subtype="html")
    else:
        mensaje.set_content(texto)
    return leer(mensaje.as_bytes())


def de_hogar_norte(clase="Nuevo aviso", texto=HOGAR_NORTE, remite="avisos@hogarnorte.example"):
    return correo(remite, f"[HN] {clase} de siniestro SN-2026/004512", texto)


def de_climarte(texto=CLIMARTE):
    return correo("noreply@climarte.example", "Orden de servicio CL0099812", texto, html=True)


def de_mutua_sur(asunto="Encargo de reparación", texto=MUTUA_SUR):
    return correo("siniestros@mutuasur.example", asunto, texto)


def leido(uno):
    return leer_encargo(uno, perfiles().values(), zona=MADRID)


def test_a_list_of_labels_with_two_telephones_and_several_lines():
    encargo = leido(de_hogar_norte())
    assert (encargo.perfil, encargo.principal) == ("hogar_norte", "Hogar Norte Seguros")
    assert (encargo.referencia, encargo.clase) == ("SN-2026/004512", "nuevo")
    assert encargo.asegurado == "GARCÍA LÓPEZ, MARÍA DEL CARMEN"
    assert encargo.telefono == "+34612345678"  # the mobile before the land line
    assert encargo.direccion == "C/ Mayor, 3, 2º B. 28901 Getafe (Madrid)"
    assert encargo.aparato == "Lavadora Blancasa LX-700"
    assert encargo.averia == (
        "No desagua y salta el diferencial.\nEl asegurado dice que huele a quemado."
    )
    assert encargo.limite_eur == Decimal("1150.50")
    assert encargo.plazo_en == datetime(2026, 11, 24, 14, tzinfo=MADRID)
    assert encargo.otros == {"Póliza": "88-1234567"}


def test_a_table_in_html_with_its_kind_in_a_cell():
    encargo = leido(de_climarte())
    assert (encargo.referencia, encargo.clase, encargo.tipo) == ("CL0099812", "nuevo", "reparacion")
    assert (encargo.asegurado, encargo.telefono) == ("José Ibáñez", "+34655112233")
    assert encargo.correo == "jose.ibanez@casa.example"
    assert encargo.direccion == "Avda. del Puerto 12, 46021 Valencia"
    assert (encargo.aparato, encargo.averia) == ("Split Frescor 12", "No enfría")
    assert encargo.limite_eur == Decimal("90.00")
    assert encargo.plazo_en == datetime(2026, 11, 25, 23, 59, tzinfo=MADRID)
    assert encargo.otros == {"Número de serie": "FR12-000345"}
    cancelada = leido(de_climarte(CLIMARTE.replace("Alta", "Cancelada")))
    assert cancelada.clase == "cancelacion"


def test_a_letter_in_prose():
    encargo = leido(de_mutua_sur())
    assert (encargo.referencia, encargo.tipo) == ("MS 26 00871", "averia")
    assert "Rocío Vela Martín" in encargo.asegurado
    assert encargo.telefono == "+34666554433"
    assert encargo.direccion == "calle Feria 20, 1.º izq. (41003 Sevilla)"
    assert (encargo.aparato, encargo.averia) == ("caldera Vulcano 24", "pierde presión cada noche")
    assert encargo.limite_eur == Decimal("300.00")
    assert encargo.plazo_en == datetime(2026, 11, 27, 18, 30, tzinfo=MADRID)


@pytest.mark.parametrize(
    ("asunto", "clase"),
    [
        ("Encargo de reparación", "nuevo"),
        ("Ampliación del límite", "cambio"),
        ("Desistimiento del encargo", "nuevo"),
    ],
)
def test_the_kind_is_what_the_subject_says(asunto, clase):
    assert leido(de_mutua_sur(asunto)).clase in {clase, "cancelacion"}


@pytest.mark.parametrize(
    "uno",
    [
        de_hogar_norte(remite="avisos@hogarnorte.example.estafa.example"),
        de_hogar_norte(clase="Factura pagada"),
        correo("avisos@hogarnorte.example", "Felices fiestas", "Les deseamos lo mejor."),
        de_climarte("<p>Nueva orden de servicio</p><p>Sin más datos</p>"),
        de_mutua_sur(texto="Les encargamos una reparación; ya les llamaremos."),
        correo("cliente@casa.example", "[HN] Nuevo aviso SN-2026/004512", HOGAR_NORTE),
    ],
)
def test_what_is_no_job_of_theirs_or_names_no_reference_is_an_ordinary_mail(uno):
    assert leido(uno) is None


@given(st.text(max_size=300))
def test_no_text_breaks_the_reader(texto):
    limpio = texto.encode("utf-8", "ignore").decode().replace("\r", " ").replace("\x00", "")
    encargo = leido(de_hogar_norte(texto=HOGAR_NORTE.replace("No desagua", limpio)))
    assert encargo is None or encargo.referencia == "SN-2026/004512"


@pytest.mark.parametrize(
    ("texto", "importe"),
    [
        ("1.234,50 €", "1234.50"),
        ("1 234,5 euros", "1234.50"),
        ("hasta 300€ IVA incl.", "300.00"),
        ("150.25", "150.25"),
        ("1.500", "1500.00"),
        ("sin límite", None),
        ("99999999999", None),
        ("", None),
    ],
)
def test_amounts_as_people_write_them(texto, importe):
    assert _importe(texto) == (None if importe is None else Decimal(importe))


@pytest.mark.parametrize(
    "texto",
    [
        "no es toml [",
        'titulo = "x"',
        'titulo = "x"\nprincipal = "x"\nremitente = "("',
        'titulo = "x"\nprincipal = "x"\nremitente = "x"',
        'titulo = "x"\nprincipal = "x"\nremitente = "x"\n[campos.referencia]\n[campos.color]',
    ],
)
def test_a_profile_that_cannot_work_says_so(texto):
    with pytest.raises(PerfilMalEscrito, match="prueba"):
        leer_perfil("prueba", texto)


# --- The case

pytestmark = pytest.mark.django_db


def recibir(uno):
    return recibir_encargo(encargo_de(uno), texto=uno.texto)


def test_a_job_is_a_case_with_its_principal_and_its_terms_for_the_office_alone():
    caso = recibir(de_hogar_norte())
    encargo = caso.encargo
    assert (encargo.principal, encargo.referencia) == ("Hogar Norte Seguros", "SN-2026/004512")
    assert caso.asunto == "Lavadora Blancasa LX-700: No desagua y salta el diferencial."
    assert (caso.canal, caso.cliente.es_provisional) == (Canal.CORREO, True)
    nota = caso.mensajes.get()
    assert nota.direccion == DireccionMensaje.NOTA
    assert "1.150,50" in nota.texto
    assert "1.150,50" not in caso.descripcion  # what the customer reads in the portal
    assert caso.eventos.filter(codigo=Codigo.ENCARGO_RECIBIDO).exists()
    assert not Comunicacion.objects.exists()  # nobody is written to


def test_a_known_telephone_gives_the_job_its_customer():
    contacto = ContactoFactory(telefono="+34612345678")
    caso = recibir(de_hogar_norte())
    assert (caso.cliente, caso.contacto) == (contacto.cliente, contacto)


def test_a_telephone_of_two_customers_gives_neither():
    ClienteFactory(telefono="+34612345678")
    ClienteFactory(telefono="+34612345678")
    assert recibir(de_hogar_norte()).cliente.es_provisional


def test_a_change_of_the_same_reference_goes_to_the_same_case_and_tells_who_has_it():
    caso, ana = recibir(de_hogar_norte()), AgenteFactory()
    asignar_incidencia(caso.pk, por=ana, responsable=ana)
    otro = HOGAR_NORTE.replace("1.150,50", "2.000,00").replace("Póliza: 88-1234567\n", "")
    assert recibir(de_hogar_norte("Modificación", otro)) == caso
    encargo = Encargo.objects.get()
    assert (encargo.limite_eur, encargo.otros) == (Decimal("2000.00"), {"Póliza": "88-1234567"})
    assert caso.mensajes.count() == 2
    assert "ha cambiado" in Notificacion.objects.get(usuario=ana, clave__startswith="encargo").texto


def test_a_cancellation_cancels_nothing_by_itself_and_says_so():
    caso, ana = recibir(de_hogar_norte()), AgenteFactory()
    asignar_incidencia(caso.pk, por=ana, responsable=ana)
    assert recibir(de_hogar_norte("Anulación", "Queda anulado.")) == caso
    caso.refresh_from_db()
    encargo = Encargo.objects.get()
    assert encargo.cancelado_en is not None
    assert encargo.limite_eur == Decimal("1150.50")  # what it was stays
    assert caso.estado == Estado.NUEVA
    assert caso.eventos.filter(codigo=Codigo.ENCARGO_CANCELADO).exists()
    recibir(de_hogar_norte())  # sent again: it is on
    assert Encargo.objects.get().cancelado_en is None


def test_the_cancellation_of_a_job_that_never_came_is_an_ordinary_mail():
    assert recibir(de_hogar_norte("Anulación")) is None
    assert not Incidencia.objects.exists()


def test_a_change_after_a_merge_goes_where_the_case_went(agente):
    caso, otro = recibir(de_hogar_norte()), IncidenciaFactory()
    otro.cliente = caso.cliente
    otro.save()
    fusionar_incidencia(caso.pk, por=agente, en_incidencia=otro)
    assert recibir(de_hogar_norte("Modificación")) == otro
    assert Incidencia.objects.count() == 2


def test_the_same_reference_of_another_insurer_is_another_job():
    recibir(de_hogar_norte())
    recibir(de_climarte())
    assert Encargo.objects.count() == 2


def test_a_mailbox_reads_only_its_profiles():
    assert encargo_de(de_hogar_norte(), ["climarte", "no_existe"]) is None
    assert encargo_de(de_hogar_norte(), ["climarte", "hogar_norte"]).perfil == "hogar_norte"


# --- By the mailbox


def por_el_buzon(buzon, clase="Nuevo aviso", texto=HOGAR_NORTE):
    mensaje = EmailMessage()
    mensaje["From"], mensaje["To"] = "avisos@hogarnorte.example", buzon.correo
    mensaje["Subject"] = f"[HN] {clase} de siniestro SN-2026/004512"
    mensaje["Message-ID"] = f"<{len(clase)}@hogarnorte.example>"
    mensaje["Auto-Submitted"] = "auto-generated"
    mensaje.set_content(texto)
    return llega(buzon, mensaje.as_bytes())


def test_the_mailbox_of_an_insurer_opens_a_case_of_its_jobs_and_no_receipt_leaves():
    buzon = BuzonFactory(perfil_encargos=["hogar_norte"])
    correo = por_el_buzon(buzon)
    assert correo.incidencia.encargo.referencia == "SN-2026/004512"
    assert correo.estado == EstadoCorreo.INTERPRETADO
    assert por_el_buzon(buzon, "Modificación").incidencia == correo.incidencia
    assert Incidencia.objects.count() == 1
    assert not Comunicacion.objects.exists()


def test_another_mailbox_reads_no_jobs():
    correo = por_el_buzon(BuzonFactory())
    assert not Encargo.objects.exists()
    assert correo.interpretado_en is not None


def test_what_its_profile_cannot_read_is_an_ordinary_mail():
    correo = por_el_buzon(BuzonFactory(perfil_encargos=["hogar_norte"]), "Felices fiestas")
    assert not Encargo.objects.exists()
    assert correo.interpretado_en is not None
