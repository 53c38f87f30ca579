"""Triage alive: categories inside others, teams that share out, an urgency, a merge, a site with
several machines down, junk.
"""

from __future__ import annotations

from clientes.models import Equipo, TipoCliente
from clientes.servicios import dar_de_alta_cliente
from cuentas.models import Usuario
from incidencias.models import (
    Categoria,
    CausaUrgencia,
    ClasePregunta,
    ClaseVinculo,
    Incidencia,
    IncidenciaQuerySet,
    ModoReparto,
    PreguntaTriaje,
)
from incidencias.servicios import (
    NuevaIncidencia,
    abrir_incidencia,
    abrir_varias,
    cambiar_reparto,
    fusionar_incidencia,
    marcar_spam,
    marcar_urgencia_vital,
    relacionar,
    responder_triaje,
    vetar,
)
from nucleo.eventos import SISTEMA
from postventa.demo import temas
from postventa.demo.mundo import Mundo

REPARTOS = (
    ("clientes", ModoReparto.CARGA),
    ("calor", ModoReparto.HABILIDADES),
    ("electro", ModoReparto.TURNO),
)
CAPACIDAD = 40
DENTRO = ("Sin calefacción", "Sin agua caliente", "Calienta poco")
RESPONDIDAS = 6
SPAM = "premios@sorteos-seguros.example"


def poner_triaje(mundo: Mundo) -> None:
    """After the cases: what is decided here is decided on those that are open today."""
    _ramificar(mundo)
    for clave, modo in REPARTOS:
        cambiar_reparto(mundo.casa.grupos[clave], modo)
    Usuario.objects.de_oficina().filter(grupos__isnull=False).distinct().order_by().update(
        capacidad=CAPACIDAD
    )
    agente = mundo.casa.personas["agente"]
    _responder(mundo, agente)
    _urgir(mundo, agente)
    _unir(agente)
    _abrir_un_sitio(mundo, agente)
    _apartar_basura(agente)


def _ramificar(mundo: Mundo) -> None:
    madre = Categoria.objects.get(nombre=temas.NO_CALIENTA)
    for orden, nombre in enumerate(DENTRO, 1):
        Categoria.objects.create(nombre=nombre, padre=madre, tipo=madre.tipo, orden=orden)
    fallo = PreguntaTriaje.objects.create(
        categoria=madre,
        texto="¿Muestra algún error en la pantalla?",
        clase=ClasePregunta.SI_NO,
        orden=1,
    )
    PreguntaTriaje.objects.create(
        categoria=madre,
        texto="¿Qué código?",
        clase=ClasePregunta.TEXTO,
        solo_si=fallo,
        solo_si_valor="si",
        orden=2,
    )
    PreguntaTriaje.objects.create(
        categoria=madre,
        texto="¿Qué presión marca?",
        clase=ClasePregunta.NUMERO,
        unidad="bar",
        minimo=0,
        maximo=10,
        en_portal=False,
        orden=3,
    )


def _abiertas() -> IncidenciaQuerySet:
    return Incidencia.objects.abiertas().filter(origen="").order_by("pk")


def _responder(mundo: Mundo, agente: Usuario) -> None:
    madre = Categoria.objects.get(nombre=temas.NO_CALIENTA)
    si_no, codigo, presion = PreguntaTriaje.objects.filter(categoria=madre).order_by("orden")
    for numero, caso in enumerate(_abiertas().filter(categoria=madre)[:RESPONDIDAS]):
        dichas = {si_no.pk: "no", presion.pk: f"0.{numero + 4}"}
        if numero % 2:
            dichas |= {si_no.pk: "si", codigo.pk: f"E0{numero}"}
        responder_triaje(caso.pk, por=agente, respuestas=dichas)


def _urgir(mundo: Mundo, agente: Usuario) -> None:
    sin_calor = _abiertas().filter(categoria__nombre=temas.NO_CALIENTA).last()
    if sin_calor is not None:
        marcar_urgencia_vital(
            sin_calor.pk,
            por=agente,
            causa=CausaUrgencia.objects.get(codigo="sin_calefaccion"),
            justificacion="Hay un bebé de dos meses en casa y no tienen otra calefacción.",
        )


def _unir(agente: Usuario) -> None:
    """The same told twice, merged; two of the same fault, related."""
    casos = list(_abiertas().exclude(equipo=None).select_related("cliente", "equipo")[:40])
    if len(casos) < 3:
        return
    una, otra, tercera = casos[0], casos[1], casos[2]
    repetida = abrir_incidencia(
        NuevaIncidencia(
            cliente=una.cliente,
            contacto=una.contacto,
            equipo=una.equipo,
            asunto=una.asunto,
            descripcion="Vuelvo a escribir porque no sé si les llegó mi mensaje.",
            tipo=una.tipo,
            canal="correo",
            categoria=una.categoria,
            avisar=False,
        ),
        por=SISTEMA,
    )
    fusionar_incidencia(repetida.pk, por=agente, en_incidencia=una)
    relacionar(otra.pk, por=agente, con=tercera, clase=ClaseVinculo.MISMA_CAUSA)


def _abrir_un_sitio(mundo: Mundo, agente: Usuario) -> None:
    """A company with several machines down after a power cut."""
    equipos = Equipo.objects.filter(
        cliente__tipo=TipoCliente.EMPRESA, sede__isnull=False, retirado_en=None
    ).order_by("sede", "pk")
    por_sede: dict[int, list[Equipo]] = {}
    for equipo in equipos.select_related("sede", "cliente", "producto")[:300]:
        por_sede.setdefault(equipo.sede_id or 0, []).append(equipo)
    varios = next((suyos for suyos in por_sede.values() if len(suyos) > 1), None)
    if varios is None:
        return
    datos = NuevaIncidencia(
        cliente=varios[0].cliente.titular,
        sede=varios[0].sede,
        asunto="No arrancan después del corte de luz",
        tipo="averia",
        canal="correo",
        responsable=agente,
        avisar=False,
    )
    abrir_varias(datos, varios[:3], por=agente)


def _apartar_basura(agente: Usuario) -> None:
    cliente = dar_de_alta_cliente(
        por=SISTEMA, nombre="Premios Seguros", correo=SPAM, telefono="", es_provisional=True
    )
    basura = abrir_incidencia(
        NuevaIncidencia(
            cliente=cliente,
            asunto="¡Ha ganado usted un premio!",
            tipo="consulta",
            canal="correo",
            avisar=False,
        ),
        por=SISTEMA,
    )
    marcar_spam(basura.pk, por=agente, vetar=True)
    vetar("@ofertas-del-dia.example", por=agente, motivo="Publicidad diaria")
