"""What a mail does once it is known what it is: a case, a message, something to decide, or nothing.

Each function is one effect, inside the transaction in which its mail is marked as interpreted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.models import Cliente, Contacto
from clientes.servicios import quitar_correo_que_falla
from incidencias.avisos import avisar_acuse
from incidencias.correo.destinos import Destino, motivo_de
from incidencias.correo.hilos import Hilo
from incidencias.correo.limites import HORA, Cuenta
from incidencias.correo.remitentes import admite_acuse, correo_de, idioma_de, remitente_de
from incidencias.correo.sin_asunto import primera_linea
from incidencias.eventos import Codigo
from incidencias.models import (
    Canal,
    CorreoEntrante,
    Estado,
    EstadoCorreo,
    Incidencia,
    Mensaje,
    PosibleRespuesta,
    ResultadoCorreo,
    ViaCorreo,
)
from incidencias.servicios.apertura import abrir_sin_vuelta
from incidencias.servicios.composicion import NuevaIncidencia
from incidencias.servicios.conversacion import anotar_nota, recibir_mensaje
from incidencias.servicios.correo.automaticos import anotar_automatico
from incidencias.servicios.correo.ficheros import (
    FicheroDeCorreo,
    como_adjuntos,
    nombrar_incrustados,
)
from incidencias.servicios.correo.rebotes import recibir_rebote
from incidencias.servicios.encargos import encargo_de, recibir_encargo
from incidencias.servicios.linea import anotar
from nucleo.correo.tipos import Clase, CorreoLeido, Defecto, Proteccion
from nucleo.eventos import SISTEMA

LARGO_ASUNTO = 200
LARGO_EXTRACTO = 500
SIN_CUENTA = Cuenta()
DESCRITO = ("remitente", "remitente_nombre", "asunto", "extracto", "html", "cita", "firma")
MARCADO = (
    *("estado", "resultado", "via", "incidencia", "interpretado_en", "arrendado_hasta"),
    *("ultimo_error", "decidido_por"),
)
# What comes from a program, or names nothing of ours, may be a job all the same.
PUEDEN_SER_ENCARGO = frozenset({Destino.CASO, Destino.REVISAR, Destino.POSIBLE})
CIFRADOS = frozenset({Proteccion.PGP_CIFRADO, Proteccion.SMIME_CIFRADO})
RECORTADO = frozenset(
    {
        Defecto.ADJUNTOS_RECORTADOS,
        Defecto.ANIDADO_EN_EXCESO,
        Defecto.DEMASIADAS_PARTES,
        Defecto.HTML_EXCESIVO,
        Defecto.TEXTO_RECORTADO,
    }
)
YA_NO_SE_ESCRIBE = frozenset({Estado.CERRADA, Estado.ANULADA})


@dataclass(frozen=True)
class Carta:
    """A mail in hand: its row (locked), what it says, its files, and what it is tied to."""

    correo: CorreoEntrante
    leido: CorreoLeido
    crudo: bytes = field(repr=False)
    ficheros: list[FicheroDeCorreo]
    hilo: Hilo | None = None
    cuenta: Cuenta = SIN_CUENTA
    repetido: CorreoEntrante | None = None

    @property
    def texto(self) -> str:
        return self.leido.texto.strip() or _("(sin texto)")

    @property
    def asunto(self) -> str:
        return asunto_de(self.leido) or _("(sin asunto)")

    def llegada(self, desde: datetime | None = None) -> datetime:
        """When it arrived; never before the case in which it is told."""
        return max(self.correo.recibido_en, desde) if desde else self.correo.recibido_en


def asunto_de(leido: CorreoLeido) -> str:
    """Its subject; without one, the first of its lines that says something."""
    return " ".join(leido.asunto.split())[:LARGO_ASUNTO] or primera_linea(leido.texto)


def describir(correo: CorreoEntrante, leido: CorreoLeido) -> None:
    """What the screens say of it. It is saved when its fate is written (`marcar`)."""
    correo.remitente = leido.remite.correo[:254].lower() if leido.remite else ""
    correo.remitente_nombre = leido.remite.nombre[:120] if leido.remite else ""
    correo.asunto = asunto_de(leido)
    correo.extracto = " ".join(leido.texto[: LARGO_EXTRACTO * 2].split())[:LARGO_EXTRACTO]
    correo.html, correo.cita, correo.firma = leido.html, leido.cita, leido.firma


def marcar(
    correo: CorreoEntrante,
    resultado: ResultadoCorreo,
    *,
    incidencia: Incidencia | None = None,
    via: ViaCorreo | str = "",
    por_revisar: bool = False,
) -> None:
    """Write what became of it; with `por_revisar` it waits for a person."""
    correo.estado = EstadoCorreo.EN_CUARENTENA if por_revisar else EstadoCorreo.INTERPRETADO
    correo.resultado, correo.via, correo.incidencia = resultado, via, incidencia
    correo.interpretado_en, correo.arrendado_hasta = timezone.now(), None
    correo.ultimo_error = ""
    correo.save(update_fields=[*DESCRITO, *MARCADO])


def aplicar(carta: Carta, destino: Destino) -> None:
    """Do what was decided; a job of an insurer or a brand goes to the case of its reference."""
    if destino not in PUEDEN_SER_ENCARGO or not _encargo(carta):
        EFECTOS[destino](carta)


def _encargo(carta: Carta) -> bool:
    """Whether it was a job that its mailbox reads, by who sends it and how it is written."""
    leido = encargo_de(carta.leido, carta.correo.buzon.perfil_encargos)
    if leido is None:
        return False
    caso = recibir_encargo(
        leido,
        texto=carta.texto,
        adjuntos=como_adjuntos(carta.ficheros),
        en=carta.llegada(),
        grupo=carta.correo.buzon.grupo,
    )
    if caso is None:
        return False
    marcar(carta.correo, ResultadoCorreo.CASO, incidencia=caso)
    return True


# --- A new case


def abrir_caso(carta: Carta, *, continuacion_de: Incidencia | None = None) -> Incidencia:
    """A case of its own, under the name of whoever it says to be from, and its receipt."""
    correo = carta.correo
    en = carta.llegada()
    if continuacion_de is not None and carta.hilo is not None and carta.hilo.es_suyo:
        cliente, contacto, otros = _los_de(continuacion_de, carta)
    else:
        remitente = remitente_de(carta.leido, en=en)
        cliente, contacto, otros = remitente.cliente, remitente.contacto, remitente.otros
    incidencia = abrir_sin_vuelta(
        NuevaIncidencia(
            cliente=cliente,
            contacto=contacto,
            asunto=carta.asunto,
            descripcion=carta.texto,
            tipo=correo.buzon.tipo,
            canal=Canal.CORREO,
            grupo=correo.buzon.grupo,
            idioma=idioma_de(carta.leido),
            adjuntos=como_adjuntos(carta.ficheros),
            avisar=False,
            correo=correo,
            continuacion_de=continuacion_de,
        ),
        por=SISTEMA,
        en=en,
    )
    nombrar_incrustados(carta.ficheros, incidencia, None)
    marcar(correo, ResultadoCorreo.CASO, incidencia=incidencia)
    _contar_lo_raro(carta, incidencia, otros, en=incidencia.ocurrida_en)
    _acusar(carta, incidencia)
    return incidencia


def _los_de(incidencia: Incidencia, carta: Carta) -> tuple[Cliente, Contacto | None, int]:
    """Those of the case that it goes on from."""
    suyo = Contacto.objects.de_correo(correo_de(carta.leido)).filter(cliente=incidencia.cliente_id)
    return incidencia.cliente, suyo.first() or incidencia.contacto, 0


def _contar_lo_raro(carta: Carta, incidencia: Incidencia, otros: int, *, en: datetime) -> None:
    """What whoever attends it must know, as notes that the customer does not see."""
    for frase in _rarezas(carta, otros):
        anotar_nota(incidencia.pk, por=SISTEMA, texto=frase, en=en)


def _rarezas(carta: Carta, otros: int) -> list[str]:
    correo, frases = carta.correo, []
    if correo.es_parcial:
        frases.append(
            _(
                "El correo ocupa %(megas)d MB y solo se ha guardado su principio. Entero sigue en "
                "el buzón «%(buzon)s», en «%(carpeta)s»."
            )
            % {
                "megas": round(correo.bytes / 1024**2),
                "buzon": correo.buzon,
                "carpeta": correo.buzon.carpeta_leidos or correo.buzon.carpeta,
            }
        )
    if Defecto.ILEGIBLE in carta.leido.defectos:
        frases.append(_("El correo no se puede leer bien: míralo en el original."))
    if carta.leido.proteccion in CIFRADOS:
        frases.append(_("El correo viene cifrado: lo que dice está en sus adjuntos."))
    if RECORTADO & set(carta.leido.defectos):
        frases.append(_("El correo trae más de lo que se ve aquí: míralo en el original."))
    if otros:
        frases.append(
            _("%(correo)s es también de otros clientes (%(otros)d): comprueba de cuál se trata.")
            % {"correo": correo.remitente, "otros": otros}
        )
    return frases


def _acusar(carta: Carta, incidencia: Incidencia) -> None:
    """The receipt; not to a machine, nor the umpteenth of the day to the same address."""
    if carta.leido.clase != Clase.PERSONA or not admite_acuse(correo_de(carta.leido)):
        return
    if carta.cuenta.admite_acuse:
        avisar_acuse(incidencia, contesta_a=carta.correo.mensaje_id)
    else:
        anotar_nota(
            incidencia.pk,
            por=SISTEMA,
            texto=_("Sin acuse de recibo: hoy ya han salido demasiados a %(correo)s.")
            % {"correo": carta.correo.remitente},
            en=incidencia.ocurrida_en,
        )


# --- A message of a case


def unir(carta: Carta) -> None:
    """One more message of its case; of a closed one, a new case that goes on from it."""
    _unir(carta, es_ajeno=False)


def unir_ajeno(carta: Carta) -> None:
    """By our address and from nobody of the case: the office reads it there, its customer not."""
    _unir(carta, es_ajeno=True)


def _unir(carta: Carta, *, es_ajeno: bool) -> None:
    hilo = carta.hilo
    if hilo is None:
        raise ValueError("a message without a case")
    actual = Incidencia.objects.select_for_update(of=("self",)).get(pk=hilo.incidencia.pk)
    if actual.estado in YA_NO_SE_ESCRIBE:
        abrir_caso(carta, continuacion_de=hilo.incidencia)
        return
    recibir_en(carta, actual, via=hilo.via, es_ajeno=es_ajeno)
    contacto = hilo.incidencia.contacto
    if hilo.via == ViaCorreo.TOKEN and contacto and contacto.correo_falla_en and not es_ajeno:
        quitar_correo_que_falla(carta.correo.remitente)


def recibir_en(
    carta: Carta, incidencia: Incidencia, *, via: ViaCorreo | str, es_ajeno: bool = False
) -> Mensaje:
    """Write it into the conversation of that case."""
    mensaje = recibir_mensaje(
        incidencia.pk,
        por=SISTEMA,  # a From is nobody's signature; who it says to be is in its mail
        texto=carta.texto,
        canal=Canal.CORREO,
        adjuntos=como_adjuntos(carta.ficheros),
        en=carta.llegada(incidencia.ocurrida_en),
        correo=carta.correo,
        es_ajeno=es_ajeno,
    )
    nombrar_incrustados(carta.ficheros, incidencia, mensaje)
    resultado = ResultadoCorreo.AJENO if es_ajeno else ResultadoCorreo.MENSAJE
    marcar(carta.correo, resultado, incidencia=incidencia, via=via)
    _contar_lo_raro(carta, incidencia, 0, en=mensaje.ocurrido_en)
    return mensaje


# --- What waits for a person, or ends here


def _posible(carta: Carta) -> None:
    hilo = carta.hilo
    if hilo is None:
        raise ValueError("a possible answer to no case")
    marcar(carta.correo, ResultadoCorreo.POSIBLE_RESPUESTA, via=hilo.via)
    PosibleRespuesta.objects.create(
        correo=carta.correo, incidencia=hilo.incidencia, motivo=motivo_de(hilo)
    )


def _revisar(carta: Carta) -> None:
    es_lista = carta.leido.clase == Clase.LISTA
    resultado = ResultadoCorreo.LISTA if es_lista else ResultadoCorreo.AUTOMATICO
    marcar(carta.correo, resultado, por_revisar=True)


def _nota(carta: Carta) -> None:
    if carta.hilo is None:
        raise ValueError("an automatic answer to no case")
    anotar_automatico(
        carta.hilo.incidencia.pk,
        correo=carta.correo,
        texto=carta.texto,
        en=carta.llegada(carta.hilo.incidencia.ocurrida_en),
    )
    marcar(
        carta.correo,
        ResultadoCorreo.AUTOMATICO,
        incidencia=carta.hilo.incidencia,
        via=carta.hilo.via,
    )


def _rebote(carta: Carta) -> None:
    """Proved by what it gives back of ours; if not, a person looks at it."""
    incidencia = recibir_rebote(carta.correo, carta.leido, carta.crudo)
    marcar(
        carta.correo,
        ResultadoCorreo.REBOTE,
        incidencia=incidencia,
        por_revisar=incidencia is None,
    )


def _bucle(carta: Carta) -> None:
    """Our own mail come back: nobody has to do anything with it."""
    marcar(carta.correo, ResultadoCorreo.BUCLE)


def _propio(carta: Carta) -> None:
    """Nobody is answered, so it cannot go round; but it may be a customer's: a person looks."""
    marcar(carta.correo, ResultadoCorreo.BUCLE, por_revisar=True)


def _exceso(carta: Carta) -> None:
    """Kept for a person, and told once an hour in the last case of that address."""
    marcar(carta.correo, ResultadoCorreo.BUCLE, por_revisar=True)
    ultima = (
        CorreoEntrante.objects.filter(remitente=carta.correo.remitente, incidencia__isnull=False)
        .select_related("incidencia")
        .order_by("-recibido_en", "-pk")
        .first()
    )
    if ultima is None or ultima.incidencia is None:
        return
    ahora = timezone.now()
    contado = ultima.incidencia.eventos.filter(
        codigo=Codigo.BUCLE_CORTADO, ocurrido_en__gt=ahora - HORA
    )
    if not contado.exists():
        anotar(
            ultima.incidencia,
            Codigo.BUCLE_CORTADO,
            por=SISTEMA,
            en=ahora,
            correo=carta.correo.pk,
            cuantos=carta.cuenta.en_una_hora,
        )


def _repetido(carta: Carta) -> None:
    incidencia = carta.repetido.incidencia if carta.repetido else None
    marcar(carta.correo, ResultadoCorreo.REPETIDO, incidencia=incidencia)


def _vetado(carta: Carta) -> None:
    marcar(carta.correo, ResultadoCorreo.VETADO)


EFECTOS: dict[Destino, Callable[[Carta], object]] = {
    Destino.CASO: abrir_caso,
    Destino.MENSAJE: unir,
    Destino.AJENO: unir_ajeno,
    Destino.POSIBLE: _posible,
    Destino.NOTA: _nota,
    Destino.REVISAR: _revisar,
    Destino.REBOTE: _rebote,
    Destino.BUCLE: _bucle,
    Destino.PROPIO: _propio,
    Destino.EXCESO: _exceso,
    Destino.REPETIDO: _repetido,
    Destino.VETADO: _vetado,
}
