"""Every question to the law: the same case answers the same on its page and by API.

A case is what would be typed in the form, the same facts as JSON, what the page must say and what
the API must give. The dates are those of the law's own worked examples.
"""

from dataclasses import dataclass, field
from html import unescape
from typing import Any

import pytest
import time_machine
from django.http import QueryDict

from cuentas.tests.fabricas import (
    AgenteFactory,
    CentroFactory,
    GrupoFactory,
    UsuarioFactory,
)
from normativa.enlaces import enlace_de
from normativa.preguntas.catalogo import POR_CODIGO, PREGUNTAS, buscar_preguntas
from nucleo.tests.fabricas import CalendarioFactory, EmpresaFactory, FestivoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _hoy():
    """Some answers say whether a term has passed."""
    with time_machine.travel("2026-11-10 12:00", tick=False):
        yield


@dataclass(frozen=True)
class Caso:
    codigo: str
    web: dict[str, str]
    api: dict[str, Any]
    dice: tuple[str, ...] = ()
    da: dict[str, Any] = field(default_factory=dict)  # "efectivo.fecha": "2026-04-05"


CASOS = [
    Caso(
        "garantia",
        {"manifestacion": "2025-12-15", "fecha_factura": "2024-06-01"},
        {
            "manifestacion": "2025-12-15",
            "consumidor": True,
            "venta": {"fecha_factura": "2024-06-01"},
        },
        ("Cubierto", "lo paga el vendedor", "1 jun 2027", "TRLGDCU art. 120.1"),
        {"veredicto": "cubierto", "hasta": "2027-06-01", "frase": "Cubierto"},
    ),
    Caso(
        "garantia",
        {
            "manifestacion": "2026-11-02",
            "fecha_factura": "2022-03-15",
            "otra": "contrato",
            "otra_paga": "contrato",
            "otra_desde": "2026-01-01",
            "otra_hasta": "2026-12-31",
            "otra_piezas": "50",
        },
        {
            "manifestacion": "2026-11-02",
            "consumidor": True,
            "venta": {"fecha_factura": "2022-03-15"},
            "otras": [
                {
                    "tipo": "contrato",
                    "desde": "2026-01-01",
                    "hasta": "2026-12-31",
                    "paga": "contrato",
                    "piezas_pct": 50,
                }
            ],
        },
        ("Cubierto en parte", "el 50 %, el cliente el resto", "Todas las vías"),
        {"veredicto": "parcial", "conceptos.0.pct": 50, "conceptos.1.pct": 100},
    ),
    Caso(
        "suspension",
        {"fecha_factura": "2023-03-15", "entrada_1": "2024-05-10", "salida_1": "2024-05-31"},
        {
            "venta": {"fecha_factura": "2023-03-15"},
            "reparaciones": [{"entrada": "2024-05-10", "salida": "2024-05-31"}],
        },
        ("dura hasta el 5 de abril de 2026", "21 días", "5 de abril de 2025", "art. 122.1"),
        {
            "fin": "2026-04-05",
            "fin_presuncion": "2025-04-05",
            "dias": 21,
            "frase": "La garantía dura hasta el 5 de abril de 2026",
        },
    ),
    Caso(
        "suspension",
        {
            "fecha_factura": "2023-03-15",
            "entrada_1": "2026-03-10",
            "salida_1": "2026-04-09",
            "defecto_1": "Bomba ",
            "defecto": "bomba",
        },
        {
            "venta": {"fecha_factura": "2023-03-15"},
            "reparaciones": [
                {"entrada": "2026-03-10", "salida": "2026-04-09", "defecto": "Bomba "}
            ],
            "defecto": "bomba",
        },
        ("14 de abril de 2026", "El mismo defecto, hasta", "9 de abril de 2027"),
        {"fin": "2026-04-14", "fin_mismo_defecto": "2027-04-09"},
    ),
    Caso(
        "suspension",
        {"fecha_factura": "2025-03-15", "entrada_1": "2026-11-10"},
        {"venta": {"fecha_factura": "2025-03-15"}, "reparaciones": [{"entrada": "2026-11-10"}]},
        ("En suspenso",),
        {"fin": None, "suspendida": True},
    ),
    Caso(
        "remedios",
        {"fecha": "2026-11-02"},
        {"fecha": "2026-11-02"},
        ("Puede pedir la reparación o la sustitución", "art. 118.1", "2 de diciembre de 2026"),
        {"remedios": ["reparacion", "sustitucion"], "objetivo_interno": "2026-12-02"},
    ),
    Caso(
        "remedios",
        {
            "fecha": "2026-11-02",
            "gravedad": "leve",
            "intento_1": "2026-09-10",
            "precio_eur": "450",
            "valor_conforme_eur": "500",
            "valor_entregado_eur": "300",
        },
        {
            "fecha": "2026-11-02",
            "gravedad": "leve",
            "intentos": [{"fecha": "2026-09-10"}],
            "precio_eur": "450.00",
            "valor_conforme_eur": "500.00",
            "valor_entregado_eur": "300.00",
        },
        ("una rebaja del precio", "180,00", "art. 119 ter.2"),
        {"remedios": ["reparacion", "sustitucion", "reduccion_precio"], "reduccion_eur": "180.00"},
    ),
    Caso(
        "remedios",
        {"fecha": "2026-11-02", "territorio": "EX", "rechaza_garantia": "on"},
        {"fecha": "2026-11-02", "territorio": "EX", "rechaza_garantia": True},
        ("informe firmado", "Ley 6/2019 (Extremadura) art. 24"),
        {"bloqueos.0.norma": "Ley 6/2019 (Extremadura)"},
    ),
    Caso(
        "garantia-reparacion",
        {"entregado": "2026-11-30"},
        {"entregado": "2026-11-30"},
        ("hasta el 28 de febrero de 2027", "RD 58/1988 art. 6"),
        {"hasta": "2027-02-28", "cubierto": None},
    ),
    Caso(
        "garantia-reparacion",
        {"entregado": "2026-11-30", "sector": "automovil", "km_entrega": "50000"},
        {"entregado": "2026-11-30", "sector": "automovil", "km_entrega": 50000},
        ("28 de febrero de 2027 o los 52.000 km", "RD 1457/1986"),
        {"hasta": "2027-02-28", "hasta_km": 52000},
    ),
    Caso(
        "garantia-reparacion",
        {"entregado": "2026-09-15", "fallo": "2026-11-20", "mismo_fallo": "si"},
        {"entregado": "2026-09-15", "fallo": "2026-11-20", "mismo_fallo": True},
        ("se repara gratis",),
        {"cubierto": True},
    ),
    Caso(
        "reembolso",
        {"causa": "reduccion_precio", "aviso": "2026-11-02", "hay_bienes": "no"},
        {"causa": "reduccion_precio", "aviso": "2026-11-02", "hay_bienes": False},
        ("como muy tarde el 16 de noviembre de 2026", "art. 119 quater"),
        {"vence": "2026-11-16"},
    ),
    Caso(
        "reembolso",
        {"causa": "desistimiento", "aviso": "2026-12-01", "prueba_devolucion": "2026-12-18"},
        {"causa": "desistimiento", "aviso": "2026-12-01", "prueba_devolucion": "2026-12-18"},
        ("como muy tarde el 18 de diciembre de 2026", "art. 107.3"),
        {"vence": "2026-12-18"},
    ),
    Caso(
        "reembolso",
        {"causa": "desistimiento", "aviso": "2026-12-01"},
        {"causa": "desistimiento", "aviso": "2026-12-01"},
        ("Se puede retener", "Falta saber", "cuándo llegaron los bienes"),
        {"vence": None, "se_puede_retener": True, "faltan": ["devolucion"]},
    ),
    Caso(
        "desistimiento",
        {"posesion": "2026-11-20", "enviado": "2026-12-04", "leido": "2026-12-07"},
        {
            "modalidad": "distancia",
            "posesion": "2026-11-20",
            "enviado": "2026-12-04",
            "leido": "2026-12-07",
        },
        ("a tiempo: podía hasta el 4 de diciembre de 2026", "TRLGDCU art. 102"),
        {"ultimo_dia": "2026-12-04", "en_plazo": True},
    ),
    Caso(
        "desistimiento",
        {"modalidad": "visita_no_solicitada", "posesion": "2026-11-20"},
        {"modalidad": "visita_no_solicitada", "posesion": "2026-11-20"},
        ("hasta el 20 de diciembre de 2026",),
        {"ultimo_dia": "2026-12-20", "en_plazo": None},
    ),
    Caso(
        "desistimiento",
        {
            "objeto": "servicio",
            "celebrado": "2026-11-20",
            "enviado": "2026-11-25",
            "solicitud_expresa": "on",
            "precio_eur": "120",
            "parte_hecha": "3",
            "parte_total": "8",
        },
        {
            "modalidad": "distancia",
            "objeto": "servicio",
            "celebrado": "2026-11-20",
            "enviado": "2026-11-25",
            "solicitud_expresa": True,
            "precio_eur": "120",
            "parte_hecha": "3",
            "parte_total": "8",
        },
        ("45,00 €", "art. 108"),
        {"debe_eur": "45.00"},
    ),
    Caso(
        "contratacion",
        {"aceptacion": "enlace", "texto_boton": "Aceptar", "aceptado": "2026-11-23"},
        {"aceptacion": "enlace", "texto_boton": "Aceptar", "aceptado": "2026-11-23"},
        ("No le obliga", "TRLGDCU art. 98.2", "Lo que había que decirle antes"),
        {"vinculado": False},
    ),
    Caso(
        "contratacion",
        {
            "aceptacion": "domicilio",
            "vendido": "mantenimiento",
            "visita_urgente": "on",
            "aceptado": "2026-11-23",
        },
        {
            "aceptacion": "domicilio",
            "vendido": "mantenimiento",
            "visita_urgente": True,
            "aceptado": "2026-11-23",
        },
        ("Le obliga", "lunes, 7 de diciembre de 2026"),
        {"vinculado": True, "desistimiento_hasta": "2026-12-07"},
    ),
    Caso(
        "presupuesto",
        {"fecha_solicitud": "2026-11-23"},
        {"fecha_solicitud": "2026-11-23", "gama": "blanca"},
        ("No se puede empezar a reparar", "lunes, 30 de noviembre de 2026", "RD 58/1988 art. 3.7"),
        {"listo_hasta": "2026-11-30", "puede_empezar": False},
    ),
    Caso(
        "presupuesto",
        {"comunicado": "2026-11-30", "decision": "rechazado", "tarifa_hora_eur": "48"},
        {
            "comunicado": "2026-11-30",
            "gama": "blanca",
            "decision": "rechazado",
            "tarifa_hora_eur": "48",
        },
        ("24,00 €", "miércoles, 30 de diciembre de 2026"),
        {"coste_maximo_eur": "24.00", "valido_hasta": "2026-12-30"},
    ),
    Caso(
        "averia-oculta",
        {"fecha": "2026-11-23", "valor_nuevo_eur": "600", "coste_extra_eur": "40"},
        {"fecha": "2026-11-23", "valor_nuevo_eur": "600", "coste_extra_eur": "40"},
        ("presupuesto nuevo", "36,00 €", "el 6 % de lo que cuesta", "RD 58/1988 art. 3.10"),
        {"maximo_eur": "36.00", "puede_seguir": False, "nuevo_presupuesto": True},
    ),
    Caso(
        "averia-oculta",
        {"fecha": "2026-11-23", "sector": "automovil", "detectada_en": "2026-11-23T10:00"},
        {
            "fecha": "2026-11-23",
            "sector": "automovil",
            "detectada_en": "2026-11-23T10:00:00+01:00",
        },
        ("Avisar antes de", "25/11/2026 10:00"),
        {"avisar_hasta": "2026-11-25T10:00:00+01:00"},
    ),
    Caso(
        "desplazamiento",
        {
            "fecha": "2026-11-23",
            "minutos_reales": "10",
            "aparatos": "2",
            "visitas": "3",
            "tarifa_hora_eur": "48",
        },
        {
            "fecha": "2026-11-23",
            "gama": "blanca",
            "minutos_reales": 10,
            "aparatos": 2,
            "visitas": 3,
            "tarifa_hora_eur": "48",
        },
        ("30 minutos y 1 desplazamiento", "24,00 €", "RD 58/1988 art. 5.4"),
        {"minutos": 30, "desplazamientos": 1, "mano_obra_eur": "24.00"},
    ),
    Caso(
        "desplazamiento",
        {"fecha": "2026-11-23", "visitas_sin_usuario": "1", "aparatos": "1", "visitas": "1"},
        {"fecha": "2026-11-23", "visitas_sin_usuario": 1},
        ("ningún desplazamiento",),
        {"desplazamientos": 0},
    ),
    Caso(
        "almacenaje",
        {
            "entrada": "2026-10-20",
            "aviso": "2026-10-31",
            "recogida": "2026-12-05",
            "tarifa_expuesta": "si",
            "tarifa_dia_eur": "2.50",
            "territorio": "CT",
        },
        {
            "entrada": "2026-10-20",
            "aviso": "2026-10-31",
            "recogida": "2026-12-05",
            "tarifa_expuesta": True,
            "tarifa_dia_eur": "2.50",
            "territorio": "CT",
        },
        (
            "desde el 1 de diciembre de 2026",
            "5 días",
            "12,50 €",
            "20 de octubre de 2027",
            "30 de abril de 2027",
        ),
        {"dias": 5, "gratis_hasta": "2026-11-30", "conservar_hasta": "2027-04-30"},
    ),
    Caso(
        "almacenaje",
        {
            "sector": "automovil",
            "entrada": "2026-11-16",
            "aviso": "2026-11-23",
            "tarifa_expuesta": "si",
        },
        {
            "sector": "automovil",
            "entrada": "2026-11-16",
            "aviso": "2026-11-23",
            "tarifa_expuesta": True,
        },
        ("desde el 27 de noviembre de 2026",),
        {"cobrable_desde": "2026-11-27"},
    ),
    Caso(
        "recambios",
        {"fin_fabricacion": "2022-06-30", "solicitado": "2026-11-23"},
        {"fin_fabricacion": "2022-06-30", "solicitado": "2026-11-23"},
        ("hasta el 30 de junio de 2032", "8 de diciembre de 2026", "TRLGDCU art. 127 bis"),
        {"disponibles_hasta": "2032-06-30", "servir_hasta": "2026-12-08"},
    ),
    Caso(
        "repeticion",
        {"ejecutado": "2026-04-09", "coste_eur": "180"},
        {"ejecutado": "2026-04-09", "coste_eur": "180"},
        ("9 de abril de 2027", "180,00 €", "TRLGDCU art. 125.2"),
        {"reclamar_hasta": "2027-04-09", "importe_eur": "180.00"},
    ),
    Caso(
        "derecho-reparar",
        {"entregado": "2026-09-10", "reparado": "2027-05-03", "formulario": "2026-11-30"},
        {"entregado": "2026-09-10", "reparado": "2027-05-03", "formulario": "2026-11-30"},
        ("No es ley todavía", "10 de septiembre de 2030", "30 de diciembre de 2026"),
        {"en_vigor": False, "fin_ampliado": "2030-09-10", "formulario_hasta": "2026-12-30"},
    ),
    Caso(
        "reclamacion",
        {"presentada": "2027-01-04", "gran_empresa": "si", "facturacion": "on"},
        {"presentada": "2027-01-04", "gran_empresa": True, "facturacion": True},
        (
            "como muy tarde el 9 de enero de 2027",
            "viernes, 8 de enero de 2027",
            "martes, 12 de enero de 2027",
            "Ley 10/2025 art. 17.3",
        ),
        {"efectivo.fecha": "2027-01-09", "objetivo": "2027-01-08"},
    ),
    Caso(
        "reclamacion",
        {"presentada": "2026-11-23", "consumidor": "no"},
        {"presentada": "2026-11-23", "consumidor": False},
        ("La ley no pone plazo", "solo cuenta lo pactado"),
        {"efectivo": None, "frase": "La ley no pone plazo"},
    ),
    Caso(
        "completar",
        {"pedida": "2027-01-13", "avisada": "on"},
        {"pedida": "2027-01-13", "avisada": True},
        ("No se puede cerrar todavía", "27 de enero de 2027", "28 de enero", "art. 13.3"),
        {
            "se_puede_cerrar": False,
            "completar_hasta": "2027-01-27",
            "resuelta_desde": "2027-01-28",
            "responder_hasta": None,
        },
    ),
    Caso(
        "completar",
        {"pedida": "2027-01-13", "completada": "2027-01-20"},
        {"pedida": "2027-01-13", "completada": "2027-01-20"},
        ("No se puede cerrar todavía", "10 de febrero de 2027", "art. 17.1"),
        {"responder_hasta": "2027-02-10", "impedimentos.0.articulo": "13.1"},
    ),
    Caso(
        "completar",
        {"vence": "2026-06-01"},
        {"vence": "2026-06-01"},
        ("eso no permite cerrarla sin respuesta", "art. 13.2"),
        {"se_puede_cerrar": False, "impedimentos.0.articulo": "13.2"},
    ),
    Caso(
        "completar",
        {"respuesta": "denegada", "con_motivos": "on"},
        {"respondida": True, "denegada": True, "con_motivos": True},
        ("no se dice a qué entidad extrajudicial puede acudir", "Ley 7/2017 art. 40.3"),
        {"se_puede_cerrar": False, "impedimentos.0.norma": "Ley 7/2017"},
    ),
    Caso(
        "completar",
        {"respuesta": "estimada"},
        {"respondida": True},
        ("Se puede cerrar", "nada impide cerrarla"),
        {"se_puede_cerrar": True, "frase": "Se puede cerrar"},
    ),
    Caso(
        "adr",
        {"presentada": "2026-11-23", "expediente_completo": "2027-01-15"},
        {"presentada": "2026-11-23", "expediente_completo": "2027-01-15"},
        ("23 de diciembre de 2026", "23 de noviembre de 2027", "15 de abril de 2027", "art. 20"),
        {
            "informar_hasta": "2026-12-23",
            "admisible_hasta": "2027-11-23",
            "resultado_hasta": "2027-04-15",
        },
    ),
    Caso(
        "continuidad",
        {"comunicado_en": "2027-01-10T22:15"},
        {"comunicado_en": "2027-01-10T22:15:00"},
        ("antes de las 00:15 del 11 de enero de 2027", "art. 17.2"),
        {"vence_en": "2027-01-11T00:15:00+01:00"},
    ),
    Caso(
        "continuidad",
        {"comunicado_en": "2027-01-10T22:15", "servicio_continuo": "no"},
        {"comunicado_en": "2027-01-10T22:15:00", "servicio_continuo": False},
        ("La ley no pone horas", "Solo obliga a quien presta"),
        {"vence_en": None},
    ),
]
CON_NOMBRE = [pytest.param(caso, id=f"{caso.codigo}-{n}") for n, caso in enumerate(CASOS)]


@pytest.fixture
def agente(client):
    usuario = AgenteFactory()
    client.force_login(usuario)
    return usuario


def preguntar(client, codigo, datos):
    return client.get(f"/normativa/{codigo}/", datos)


def pedir(client, codigo, datos):
    return client.post(f"/api/v1/normativa/{codigo}/", datos, content_type="application/json")


def en(datos, camino):
    """`en(datos, "plazos.0.fin")`: what is at the end of that path."""
    for paso in camino.split("."):
        datos = datos[int(paso)] if isinstance(datos, list) else datos[paso]
    return datos


def legible(respuesta):
    return unescape(respuesta.text).replace("\xa0", " ").casefold()


def test_every_question_has_a_case():
    assert {caso.codigo for caso in CASOS} == set(POR_CODIGO)


@pytest.mark.parametrize("caso", CON_NOMBRE)
def test_the_page_answers(client, agente, caso):
    respuesta = preguntar(client, caso.codigo, caso.web)
    assert respuesta.status_code == 200
    for texto in caso.dice:
        assert texto.casefold() in legible(respuesta)


@pytest.mark.parametrize("caso", CON_NOMBRE)
def test_the_api_answers_the_same(client, agente, caso):
    respuesta = pedir(client, caso.codigo, caso.api)
    assert respuesta.status_code == 200, respuesta.json()
    datos = respuesta.json()
    assert {camino: en(datos, camino) for camino in caso.da} == caso.da
    assert datos["frase"].casefold() in legible(preguntar(client, caso.codigo, caso.web))
    assert all(motivo["texto"] for motivo in datos["motivos"])


@pytest.mark.parametrize("pregunta", PREGUNTAS, ids=list(POR_CODIGO))
def test_every_example_answers(client, agente, pregunta):
    assert pregunta.ejemplos
    for ejemplo in pregunta.ejemplos:
        form = pregunta.formulario(QueryDict(ejemplo.enlace.strip("?").partition("#")[0]))
        assert form.is_valid(), (str(ejemplo.titulo), form.errors)
        # An example may be of what the law does not allow: it says so.
        assert preguntar(client, pregunta.codigo, ejemplo.datos).status_code in {200, 422}


@pytest.mark.parametrize("pregunta", PREGUNTAS, ids=list(POR_CODIGO))
def test_every_example_of_the_schema_answers_as_on_its_page(client, agente, pregunta):
    cuerpos = list(pregunta.cuerpos_de_ejemplo())
    assert len(cuerpos) == len(pregunta.ejemplos)
    for (_titulo, cuerpo), ejemplo in zip(cuerpos, pregunta.ejemplos, strict=True):
        en_la_web = legible(preguntar(client, pregunta.codigo, ejemplo.datos))
        respuesta = pedir(client, pregunta.codigo, cuerpo)
        assert respuesta.status_code in {200, 409}, respuesta.json()
        clave = "frase" if respuesta.status_code == 200 else "detail"
        assert respuesta.json()[clave].casefold() in en_la_web


@pytest.mark.parametrize("pregunta", PREGUNTAS, ids=list(POR_CODIGO))
def test_the_page_asks_before_it_answers(client, agente, pregunta):
    respuesta = preguntar(client, pregunta.codigo, {})
    assert respuesta.status_code == 200
    assert "Aún no hay respuesta" in respuesta.text
    assert "Las normas y las cifras que usa" in respuesta.text


@pytest.mark.parametrize("pregunta", PREGUNTAS, ids=list(POR_CODIGO))
def test_rubbish_in_every_field_gets_sentences_and_is_kept(client, agente, pregunta):
    campos = pregunta.formulario().fields
    for basura in ("<b>x</b>", "1900-01-01", "3000-01-01", "-1", "9" * 300):
        respuesta = preguntar(client, pregunta.codigo, dict.fromkeys(campos, basura))
        assert respuesta.status_code == 422
        assert "Hay algo que corregir" in respuesta.text
        assert "<b>x</b>" not in respuesta.text


@pytest.mark.parametrize("pregunta", PREGUNTAS, ids=list(POR_CODIGO))
def test_a_body_that_is_no_object_of_facts_is_refused(client, agente, pregunta):
    for cuerpo in ("[]", "x", '"x"', "null", "3", '{"a": NaN', "[[]]"):
        respuesta = pedir(client, pregunta.codigo, cuerpo)
        assert respuesta.status_code == 400, cuerpo
        assert respuesta["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("pregunta", PREGUNTAS, ids=list(POR_CODIGO))
def test_it_is_only_for_staff(client, pregunta):
    web, api = f"/normativa/{pregunta.codigo}/", f"/api/v1/normativa/{pregunta.codigo}/"
    assert client.get(web).status_code == 302
    assert client.post(api).status_code == 401
    client.force_login(UsuarioFactory(roles=["cliente"]))
    assert client.get(web).status_code == 404
    assert client.post(api, {}, content_type="application/json").status_code == 404


def test_a_question_that_nobody_wrote_does_not_exist(client, agente):
    assert client.get("/normativa/inventada/").status_code == 404


@pytest.mark.parametrize(
    ("norma", "donde"),
    [
        ("TRLGDCU", "BOE-A-2007-20555"),
        ("TRLGDCU (texto anterior a 2022)", "BOE-A-2007-20555"),
        ("Ley 6/2019 (Extremadura)", "BOE-A-2019-3492"),
        ("Decreto 82/2022 (Andalucía)", ""),
        ("", ""),
    ],
)
def test_a_citation_leads_to_its_text(norma, donde):
    assert enlace_de(norma).rpartition("=")[2] == donde


# --- Facts that cannot be, or are missing


def test_second_hand_below_the_minimum_is_refused_with_its_article(client, agente):
    facts = {"fecha_factura": "2026-01-10", "tipo": "segunda_mano", "meses_pactados": "6"}
    respuesta = preguntar(client, "suspension", facts)
    assert respuesta.status_code == 422
    assert "el mínimo son 12 meses" in respuesta.text
    assert "TRLGDCU art. 120.1" in respuesta.text
    venta = {"fecha_factura": "2026-01-10", "tipo": "segunda_mano", "meses_pactados": 6}
    problema = pedir(client, "suspension", {"venta": venta})
    assert (problema.status_code, problema.json()["codigo"]) == (409, "regla_incumplida")
    assert "el mínimo son 12 meses" in problema.json()["detail"]


def test_a_fact_that_cannot_be_is_refused_at_its_field(client, agente):
    hechos = {"entregado": "2026-11-30", "fallo": "2026-11-01"}
    respuesta = preguntar(client, "garantia-reparacion", hechos)
    assert respuesta.status_code == 422
    assert "no puede ser anterior" in respuesta.context["form"].errors["fallo"][0]
    problema = pedir(client, "garantia-reparacion", hechos)
    assert problema.status_code == 409
    assert "no puede ser anterior" in problema.json()["errores"]["fallo"][0]


def test_what_is_missing_is_asked_for(client, agente):
    respuesta = preguntar(client, "suspension", {"tipo": "nuevo"})
    assert respuesta.status_code == 200
    assert "La fecha de compra o de entrega" in respuesta.text
    datos = pedir(client, "suspension", {"venta": {}}).json()
    assert (datos["faltan"], datos["fin"]) == (["fecha_entrega"], None)


def test_another_right_needs_its_dates_in_order(client, agente):
    hechos = {"manifestacion": "2026-11-02", "otra": "comercial"}
    errores = preguntar(client, "garantia", hechos).context["form"].errors
    assert {"otra_desde", "otra_hasta"} <= errores.keys()
    hechos |= {"otra_desde": "2026-11-02", "otra_hasta": "2026-11-01"}
    errores = preguntar(client, "garantia", hechos).context["form"].errors
    assert "antes de empezar" in errores["otra_hasta"][0]


def test_what_means_nothing_is_no_fact(client, agente):
    respuesta = preguntar(client, "garantia", {"manifestacion": "2026-11-02"})
    etiquetas = {etiqueta for etiqueta, _valor in respuesta.context["hechos"]}
    assert "¿Cuándo se notó el fallo?" in etiquetas
    assert "Piezas (%)" not in etiquetas
    respuesta = preguntar(client, "remedios", {"fecha": "2026-11-02", "intento_1": "2026-09-10"})
    assert [e for e, _valor in respuesta.context["hechos"]].count("Se intentó") == 1


# --- The list


def test_the_search_box_of_the_staff_finds_questions(client, agente):
    assert "/normativa/presupuesto/" in client.get("/buscar/", {"q": "presupuesto"}).text
    client.force_login(UsuarioFactory(roles=["externo"]))
    assert "/normativa/" not in client.get("/buscar/", {"q": "presupuesto"}).text


def test_an_empty_form_begins_with_what_we_are(client, agente):
    EmpresaFactory(comunidad="GA", es_gran_empresa=True)
    form = preguntar(client, "reclamacion", {}).context["form"]
    assert (form["territorio"].value(), form["gran_empresa"].value()) == ("GA", "si")
    form = preguntar(client, "reclamacion", {"presentada": "2026-11-23"}).context["form"]
    assert (form["territorio"].value(), form["gran_empresa"].value()) == (None, "no")


def test_the_list_groups_the_questions_and_finds_them_by_other_words(client, agente):
    respuesta = client.get("/normativa/")
    for pregunta in PREGUNTAS:
        assert f"/normativa/{pregunta.codigo}/" in respuesta.text
    respuesta = client.get("/normativa/", {"q": "RECLAMACIÓN plazo"})
    assert "/normativa/reclamacion/" in respuesta.text
    assert "/normativa/suspension/" not in respuesta.text
    assert "Ninguna pregunta dice eso" in client.get("/normativa/", {"q": "xyz<b>"}).text
    assert [p.codigo for p in buscar_preguntas("presuncion")] == ["garantia"]


def test_only_the_list_is_sent_while_typing(client, agente):
    respuesta = client.get("/normativa/", {"q": "queja"}, headers={"HX-Request": "true"})
    assert "<html" not in respuesta.text
    assert "/normativa/reclamacion/" in respuesta.text


# --- Whose working days


def dias_de(client):
    """Last of ten working days from Monday 2026-11-23, in Andalucía."""
    datos = {"presentada": "2026-11-23", "territorio": "AN"}
    limites = pedir(client, "reclamacion", datos).json()["limites"]
    return next(limite["fecha"] for limite in limites if limite["plazo"]["valor"] == "10.00")


def test_working_days_are_those_of_the_companys_community(client, agente):
    EmpresaFactory(comunidad="MD")  # its 2026-12-07 is a holiday, not in La Rioja
    assert dias_de(client) == "2026-12-09"


def test_a_community_whose_holidays_nobody_copied_has_them_all_the_same(client, agente):
    EmpresaFactory(comunidad="VC")
    assert dias_de(client) == "2026-12-07"


def test_the_only_establishment_gives_its_own_calendar(client, agente):
    EmpresaFactory(comunidad="MD")
    calendario = CalendarioFactory(comunidad="VC", municipio="Alcoi")
    CentroFactory(calendario=calendario)
    FestivoFactory(fecha="2026-11-25", comunidad="VC", municipio="Alcoi", calendario=None)
    FestivoFactory(fecha="2026-11-26", comunidad="VC", municipio="Elx", calendario=None)
    assert dias_de(client) == "2026-12-09"
    respuesta = preguntar(client, "reclamacion", {"presentada": "2026-11-23"})
    assert "Alcoi (Comunitat Valenciana)" in respuesta.text


def test_with_several_it_is_the_one_of_the_persons_team(client, agente):
    EmpresaFactory(comunidad="MD")
    suyo = CalendarioFactory(comunidad="VC")
    CentroFactory(calendario=CalendarioFactory(comunidad="AN"))
    agente.grupos.add(GrupoFactory(centro=CentroFactory(calendario=suyo)))
    assert dias_de(client) == "2026-12-07"
