"""What a rule may look at beside the case: each field judges it, and its rehearsal agrees."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clientes.tests.fabricas import (
    BorradorFactory,
    ContratoFactory,
    EquipoContratadoFactory,
    EquipoFactory,
    SedeFactory,
)
from cuentas.models import Notificacion
from cuentas.tests.fabricas import AdministradorFactory, GestorFactory
from incidencias.automatismos.condiciones import en_palabras
from incidencias.automatismos.ensayo import ensayar
from incidencias.automatismos.motor import dar_una_vuelta
from incidencias.encargos.perfiles import perfiles
from incidencias.models import (
    CasoContingencia,
    ClasePregunta,
    Incidencia,
    RespuestaTriaje,
)
from incidencias.tests.fabricas import AdjuntoFactory, EncargoFactory, PreguntaTriajeFactory
from incidencias.tests.fabricas_plazos import ContingenciaFactory
from incidencias.tests.test_automatismos import abrir, automatismo
from incidencias.tests.test_automatismos_en_pantalla import NUEVO, pagina
from nucleo.errores import ErrorDeNegocio
from nucleo.tiempo import dia_local

pytestmark = pytest.mark.django_db
ASEGURADORA = "Hogar Norte Seguros"


def poner(caso, **campos):
    Incidencia.objects.filter(pk=caso.pk).update(**campos)


def en_sede(caso, **donde):
    poner(caso, sede=SedeFactory(cliente=caso.cliente, **donde))


def responder(caso, valor, pregunta=None):
    suya = pregunta or PreguntaTriajeFactory()
    RespuestaTriaje.objects.create(
        incidencia=caso, pregunta=suya, enunciado=suya.texto, valor=valor
    )


def responder_dos_veces(caso):
    for codigo in ("E-09", "F-09"):
        responder(caso, codigo, PreguntaTriajeFactory(clase=ClasePregunta.TEXTO))


def contratar(caso, fabrica=ContratoFactory, hasta=0, **campos):
    hoy = dia_local(timezone.now())
    fin = hoy + timedelta(days=hasta)
    return fabrica(
        cliente=caso.cliente, fecha_inicio=hoy - timedelta(days=90), fecha_fin=fin, **campos
    )


def contratar_su_equipo(caso, **campos):
    equipo = EquipoFactory(cliente=caso.cliente)
    EquipoContratadoFactory(contrato=contratar(caso, **campos), equipo=equipo)
    poner(caso, equipo=equipo)


def en_contingencia(caso, retirada_en=None, **campos):
    CasoContingencia.objects.create(
        contingencia=ContingenciaFactory(**campos),
        incidencia=caso,
        enlazada_en=timezone.now(),
        retirada_en=retirada_en,
    )


def vencer(horas):
    return lambda caso: poner(caso, proximo_limite_en=timezone.now() + timedelta(hours=horas))


def si_no(campo):
    return (campo, "si", []), (campo, "no", [])


def elige(campo, valor):
    return (campo, "es", [valor]), (campo, "no_es", [valor])


def contiene(campo, valor):
    return (campo, "contiene", valor), (campo, "no_contiene", valor)


SU_EQUIPO = si_no("contrato_equipo")
SU_CLIENTE = si_no("contrato")
CONTINGENCIA = si_no("contingencia")
VENCE = ("limite", "vence_antes", "4")
HACE_DOS_DIAS = {"desde_en": timezone.now() - timedelta(days=2), "hasta_en": timezone.now()}
# (how the case is made, what it then meets, what it then does not meet). The case beside it, with
# nothing, is the other way round.
LOS_QUE_SI = {
    "provincia": (lambda caso: en_sede(caso, provincia="41"), *elige("provincia", "41")),
    "provincia_dicha": (
        lambda caso: en_sede(caso, provincia="41"),
        ("provincia", "dicho", []),
        ("provincia", "vacio", []),
    ),
    "municipio": (lambda caso: en_sede(caso, municipio="Écija"), *contiene("municipio", "écija")),
    "codigo_de_error": (responder_dos_veces, *contiene("respuesta_escrita", "-09")),
    "contrato": (contratar, *SU_CLIENTE),
    "contrato_equipo": (contratar_su_equipo, *SU_EQUIPO),
    "principal": (
        lambda caso: EncargoFactory(incidencia=caso, principal=ASEGURADORA),
        *elige("principal", ASEGURADORA),
    ),
    "principal_dicho": (
        lambda caso: EncargoFactory(incidencia=caso),
        ("principal", "dicho", []),
        ("principal", "vacio", []),
    ),
    "referencia": (lambda caso: EncargoFactory(incidencia=caso), *si_no("referencia_encargo")),
    "contingencia": (en_contingencia, *CONTINGENCIA),
    "es_hija": (lambda caso: poner(caso, padre=madre()), *si_no("es_hija")),
    "tiene_hijas": (lambda caso: poner(madre(), padre=caso), *si_no("tiene_hijas")),
    "archivos": (
        lambda caso: AdjuntoFactory.create_batch(2, incidencia=caso),
        *si_no("archivos"),
    ),
    "vencido": (vencer(-1), ("limite", "vencido", []), ("limite", "no_vencido", [])),
}
LOS_QUE_NO = {
    "contrato de ayer": (lambda caso: contratar(caso, hasta=-1), SU_CLIENTE[0]),
    "contrato sin firmar": (lambda caso: contratar(caso, BorradorFactory), SU_CLIENTE[0]),
    "equipo de contrato pasado": (lambda caso: contratar_su_equipo(caso, hasta=-1), SU_EQUIPO[0]),
    "contrato de otro equipo": (
        lambda caso: EquipoContratadoFactory(contrato=contratar(caso)),
        SU_EQUIPO[0],
    ),
    "contingencia terminada": (
        lambda caso: en_contingencia(caso, **HACE_DOS_DIAS),
        CONTINGENCIA[0],
    ),
    "retirada de ella": (
        lambda caso: en_contingencia(caso, retirada_en=timezone.now()),
        CONTINGENCIA[0],
    ),
    "vence más tarde": (vencer(5), VENCE),
    "ya venció": (vencer(-1), VENCE),
}


def madre():
    """Another case, which no rule looks at."""
    return abrir(origen="zammad", referencia_externa="77")


def regla(campo, operador, valor):
    una = {"campo": campo, "operador": operador, "valor": valor}
    return automatismo(condiciones=[una], acciones=[("nota", {"texto": "Mirada"})])


def tocadas(*reglas):
    """What each touches at its turn: what its rehearsal said before, each case once."""
    ensayos = [ensayar(una, Incidencia.objects.all()) for una in reglas]
    dar_una_vuelta()
    apuntadas = [[fila.incidencia for fila in una.ejecuciones.all()] for una in reglas]
    assert [(uno.tocaria, set(uno.ejemplos)) for uno in ensayos] == [
        (len(casos), set(casos)) for casos in apuntadas
    ]
    return apuntadas


@pytest.mark.parametrize(("hacer", "si", "no"), LOS_QUE_SI.values(), ids=LOS_QUE_SI)
def test_each_field_judges_the_case_that_has_it_and_the_one_that_does_not(hacer, si, no):
    afirma, niega = regla(*si), regla(*no)
    suya, otra = abrir(), abrir()
    hacer(suya)
    assert tocadas(afirma, niega) == [[suya], [otra]]


@pytest.mark.parametrize(("hacer", "si"), LOS_QUE_NO.values(), ids=LOS_QUE_NO)
def test_what_is_nearly_it_does_not_meet_it(hacer, si):
    una = regla(*si)
    hacer(abrir())
    assert tocadas(una) == [[]]


def test_what_is_about_to_expire_meets_it():
    una = regla(*VENCE)
    caso = abrir()
    vencer(3)(caso)
    assert tocadas(una) == [[caso]]


def test_an_answer_is_compared_with_its_question_and_said_as_it_was_asked():
    pregunta = PreguntaTriajeFactory(texto="¿Huele a gas?", categoria__nombre="Calderas")
    si, no = elige("respuesta", f"{pregunta.pk}:si")
    reglas = [regla(*si), regla(*no), regla("respuesta", "vacio", [])]
    suya, al_reves, a_otra, sin_nada = (abrir() for _ in range(4))
    responder(suya, "si", pregunta)
    responder(al_reves, "no", pregunta)
    responder(a_otra, "si")
    lo_dicho = en_palabras(reglas[0].condiciones[0])
    assert lo_dicho == "lo respondido en el triaje es Calderas · ¿Huele a gas? sí"
    cumplen = [set(casos) for casos in tocadas(*reglas)]
    assert cumplen == [{suya}, {al_reves, a_otra, sin_nada}, {sin_nada}]


def test_a_rule_on_a_question_no_longer_asked_stops_and_says_so():
    jefe = AdministradorFactory()
    pregunta = PreguntaTriajeFactory()
    una = regla("respuesta", "es", [f"{pregunta.pk}:si"])
    pregunta.activa = False
    pregunta.save()
    responder(abrir(), "si", pregunta)
    assert dar_una_vuelta() == 0
    assert not una.ejecuciones.exists()
    assert "Elige lo respondido en el triaje" in Notificacion.objects.get(usuario=jefe).texto


@pytest.mark.parametrize(
    ("campo", "operador", "valor", "frase"),
    [
        ("provincia", "es", ["99"], "Elige la provincia"),
        ("provincia", "contiene", "Sev", "Di cómo se compara la provincia"),
        ("municipio", "contiene", " ", "Di con qué se compara el municipio"),
        ("respuesta", "es", ["0:si"], "Elige lo respondido"),
        ("respuesta_escrita", "contiene", "", "Di con qué se compara lo escrito"),
        ("principal", "es", ["Nadie"], "Elige quién lo encarga"),
        ("contrato", "quizá", [], "Di cómo se compara"),
        ("limite", "vence_antes", "pronto", "Escribe un número para el próximo plazo"),
        ("limite", "hace_mas", "3", "Di cómo se compara el próximo plazo"),
        ("archivos", "al_menos", "3", "Di cómo se compara"),
    ],
)
def test_what_is_not_known_is_refused_with_a_sentence(campo, operador, valor, frase):
    with pytest.raises(ErrorDeNegocio, match=frase):
        regla(campo, operador, valor)


@pytest.mark.parametrize(
    ("campo", "operador", "valor", "frase", "control"),
    [
        ("provincia", "es", "41", "la provincia de la sede es Sevilla", '"41" selected'),
        ("principal", "es", ASEGURADORA, f"quién lo encarga es {ASEGURADORA}", "select"),
        ("municipio", "contiene", "Écija", "el municipio de la sede contiene Écija", "Écija"),
        ("limite", "vence_antes", "4", "el próximo plazo vence antes de (horas) 4", 'value="4"'),
        ("limite", "vencido", "", "el próximo plazo ya ha vencido", "c0-valor"),
        ("contrato_equipo", "no", "", "el equipo está en un contrato en vigor: no", "c0-operador"),
        ("es_hija", "si", "", "está dentro de otra: sí", "c0-operador"),
    ],
)
def test_it_is_written_on_screen_and_read_in_words(client, campo, operador, valor, frase, control):
    client.force_login(GestorFactory())
    datos = {"c": [f"0:{campo}"], "c0-operador": operador, "c0-valor": valor}
    una = client.post(NUEVO, pagina(**datos)).url
    texto = client.get(una).content.decode()
    assert control in texto
    assert f'<option value="{operador}" selected>' in texto
    assert frase in client.get("/ajustes/automatismos/").content.decode()


def test_who_sends_jobs_is_chosen_among_those_that_we_can_read():
    with pytest.raises(ErrorDeNegocio):
        regla("principal", "es", ["Seguros Ejemplo"])
    assert all(regla("principal", "es", [uno.principal]) for uno in perfiles().values())
