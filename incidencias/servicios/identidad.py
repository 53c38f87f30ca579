"""Proving with whom we speak, by questions or by a code; the result is kept as an event."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clientes.eventos import CodigoCliente, autor_de
from clientes.models import Cliente, Contacto, EventoCliente
from clientes.servicios.comun import bloquear_cliente
from cuentas.models import Usuario
from incidencias.correo.asuntos import asunto_de
from incidencias.eventos import Codigo
from incidencias.identidad import (
    CADUCA,
    CIFRAS,
    ENLACE,
    FALLOS_AL_DIA,
    HACEN_FALTA,
    INTENTOS,
    PREGUNTAS,
    VALE,
    destinos_de,
)
from incidencias.models import (
    ComprobacionIdentidad,
    Incidencia,
    MetodoIdentidad,
    ResultadoIdentidad,
)
from incidencias.servicios.linea import anotar
from nucleo.comunicaciones import encolar
from nucleo.enlaces import codigo_de
from nucleo.errores import ErrorDeNegocio
from nucleo.models.comunicaciones import Carril
from nucleo.tiempo import comienzo_de, hoy


@transaction.atomic
def comprobar_con_preguntas(
    cliente_pk: int,
    respuestas: Mapping[str, str],
    *,
    por: Usuario,
    contacto: Contacto | None = None,
) -> ComprobacionIdentidad:
    """Compare what the caller answers with what we know; which were right is kept, not what.

    Two right and none wrong prove it. Raises ErrorDeNegocio with fewer than two answers, or after
    too many failures today: then, only by a code.
    """
    cliente = bloquear_cliente(cliente_pk)
    _exigir_contacto(cliente, contacto)
    dichas = {c: r.strip() for c, r in respuestas.items() if c in PREGUNTAS and r.strip()}
    if len(dichas) < HACEN_FALTA:
        raise ErrorDeNegocio(_("Hacen falta dos respuestas por lo menos."), codigo="faltan")
    if _fallos_de_hoy(cliente) >= FALLOS_AL_DIA:
        raise ErrorDeNegocio(
            _("Hoy ya ha fallado varias veces: compruébalo con un código."), codigo="demasiadas"
        )
    aciertos = {c: PREGUNTAS[c].aciertan(cliente, contacto, r[:100]) for c, r in dichas.items()}
    resultado = (
        ResultadoIdentidad.CORRECTA if all(aciertos.values()) else ResultadoIdentidad.FALLIDA
    )
    comprobacion = ComprobacionIdentidad.objects.create(
        cliente=cliente,
        contacto=contacto,
        usuario=por,
        metodo=MetodoIdentidad.PREGUNTAS,
        resultado=resultado,
        preguntas=aciertos,
        intentos=1,
        resuelta_en=timezone.now(),
    )
    _suceso(comprobacion, por)
    return comprobacion


@transaction.atomic
def enviar_codigo_de_identidad(
    cliente_pk: int, canal: str, *, por: Usuario, contacto: Contacto | None = None
) -> ComprobacionIdentidad:
    """Send a code to the mail or the telephone that we had of them, never to one that is dictated.

    Nobody here sees it, and it is written nowhere: whoever has it reads it aloud.
    """
    cliente = bloquear_cliente(cliente_pk)
    _exigir_contacto(cliente, contacto)
    destino = destinos_de(cliente, contacto).get(canal)
    if not destino:
        raise ErrorDeNegocio(_("No tenemos dónde mandarle un código así."), campo="canal")
    comprobacion = ComprobacionIdentidad.objects.create(
        cliente=cliente,
        contacto=contacto,
        usuario=por,
        metodo=MetodoIdentidad.CODIGO,
        canal=canal,
        caduca_en=timezone.now() + CADUCA,
    )
    idioma = (contacto or cliente).idioma
    encolar(
        clave=f"identidad:{comprobacion.uid}",
        plantilla="identidad",
        para=destino,
        asunto=asunto_de("identidad", idioma, cliente.trato),
        datos={
            "nombre": cliente.nombre_para(contacto),
            "trato": cliente.trato,
            "minutos": int(CADUCA.total_seconds() // 60),
        },
        carril=Carril.URGENTE,
        canal=canal,
        idioma=idioma,
        enlaces={
            "codigo": {
                "tipo": ENLACE,
                "id": str(comprobacion.uid),
                "version": 1,
                "cifras": CIFRAS,
            }
        },
        referencia=f"identidad:{comprobacion.uid}",
    )
    return comprobacion


@transaction.atomic
def comprobar_codigo(uid: UUID, codigo: str, *, por: Usuario) -> ComprobacionIdentidad:
    """Compare the code that the caller reads aloud. A few tries, and only for some minutes.

    The tries are counted under the lock of its row: two at once are two.
    """
    pendientes = ComprobacionIdentidad.objects.select_for_update(of=("self",))
    comprobacion = pendientes.get(uid=uid, metodo=MetodoIdentidad.CODIGO)
    if comprobacion.resultado != ResultadoIdentidad.PENDIENTE:
        return comprobacion
    ahora = timezone.now()
    comprobacion.intentos += 1
    caducada = comprobacion.caduca_en is None or comprobacion.caduca_en < ahora
    if not caducada and _coincide(comprobacion, codigo):
        comprobacion.resultado = ResultadoIdentidad.CORRECTA
    elif caducada or comprobacion.intentos >= INTENTOS:
        comprobacion.resultado = ResultadoIdentidad.FALLIDA
    if comprobacion.resultado != ResultadoIdentidad.PENDIENTE:
        comprobacion.resuelta_en = ahora
        _suceso(comprobacion, por)
    comprobacion.save(update_fields=["intentos", "resultado", "resuelta_en"])
    return comprobacion


def apuntar_identidad(incidencia: Incidencia, uid: UUID, *, por: Usuario) -> bool:
    """Write on a case, inside the caller's transaction, that whoever told it had proved who they
    are; whether they had: lately, before this same person, and as this very customer.
    """
    comprobacion = ComprobacionIdentidad.objects.filter(
        uid=uid,
        usuario=por,
        cliente=incidencia.cliente,
        resultado=ResultadoIdentidad.CORRECTA,
        resuelta_en__gte=timezone.now() - VALE,
    ).first()
    if comprobacion is None:
        return False
    datos: dict[str, Any] = {"comprobacion": comprobacion.pk, "metodo": comprobacion.metodo}
    anotar(incidencia, Codigo.IDENTIDAD, por=por, **datos)
    return True


def _coincide(comprobacion: ComprobacionIdentidad, codigo: str) -> bool:
    dicho = "".join(codigo.split())[:20]
    bueno = codigo_de(ENLACE, comprobacion.uid, 1, CIFRAS)
    return hmac.compare_digest(dicho.encode(), bueno.encode())


def _fallos_de_hoy(cliente: Cliente) -> int:
    return ComprobacionIdentidad.objects.filter(
        cliente=cliente,
        metodo=MetodoIdentidad.PREGUNTAS,
        resultado=ResultadoIdentidad.FALLIDA,
        hecha_en__gte=comienzo_de(hoy()),
    ).count()


def _exigir_contacto(cliente: Cliente, contacto: Contacto | None) -> None:
    if contacto is not None and not cliente.es_suyo(contacto):
        raise ErrorDeNegocio(_("Esa persona no es de ese cliente."), campo="contacto")


def _suceso(comprobacion: ComprobacionIdentidad, por: Usuario) -> None:
    EventoCliente(
        cliente_id=comprobacion.cliente_id,
        codigo=CodigoCliente.IDENTIDAD,
        ocurrido_en=comprobacion.resuelta_en or timezone.now(),
        datos={
            "comprobacion": comprobacion.pk,
            "metodo": comprobacion.metodo,
            "resultado": comprobacion.resultado,
        },
        **autor_de(por),
    ).save(force_insert=True)
