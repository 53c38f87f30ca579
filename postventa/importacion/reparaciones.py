"""A list with one row a repair becomes cases with their work order, ended as the file says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from clientes.models import Cliente, Equipo, Producto
from incidencias.models import Canal, Tipo
from incidencias.relojes import reloj_para
from incidencias.servicios.bloqueo import bloquear
from incidencias.servicios.composicion import (
    Expediente,
    NuevaIncidencia,
    componer_apertura,
    componer_cierre,
    componer_correccion,
    componer_resolucion,
)
from incidencias.servicios.guardado import guardar_expediente, guardar_expedientes
from nucleo.codigos import reservar_codigos
from nucleo.eventos import SISTEMA
from postventa.importacion.directorio import Directorio
from postventa.importacion.huellas import Previa, datos_de_huella, previas
from postventa.importacion.informe import Informe
from postventa.importacion.lectura import Fila, FilaMala
from postventa.importacion.perfil import Perfil
from sat.models import Lugar, Mandante, OrdenTrabajo, Resultado, TipoMandante
from sat.servicios import composicion as ordenes
from sat.servicios.guardado import guardar as guardar_orden
from sat.servicios.guardado import guardar_ordenes

LARGO_ASUNTO = 200
SOLUCIONES = {
    Resultado.REPARADO: "Reparado.",
    Resultado.REPARABLE: "Se puede reparar, pero no se reparó.",
    Resultado.NO_REPARABLE: "No se pudo reparar.",
    Resultado.DESCONOCIDO: "No consta cómo acabó.",
}


def importar_reparaciones(filas: Iterable[Fila | FilaMala], perfil: Perfil) -> Informe:
    """Import every repair of the file in one transaction, row by row."""
    informe = Informe()
    buenas = _buenas(filas, informe)
    directorio = Directorio(perfil.origen)
    with transaction.atomic():
        conocidas = previas(perfil.origen)
        nuevas = [f for f in buenas if f.valores["referencia"] not in conocidas]
        _guardar_nuevas(nuevas, perfil, directorio)
        informe.nuevas = len(nuevas)
        for fila in buenas:
            previa = conocidas.get(fila.valores["referencia"])
            if previa is not None:
                _actualizar(fila, previa, directorio, informe)
    return informe


def _buenas(filas: Iterable[Fila | FilaMala], informe: Informe) -> list[Fila]:
    """The rows without errors and without a reference said twice."""
    buenas: dict[str, Fila] = {}
    for fila in filas:
        if isinstance(fila, FilaMala):
            informe.rechazos.append(fila)
        elif fila.valores["referencia"] in buenas:
            referencia = fila.valores["referencia"]
            primera = buenas[referencia].linea
            motivo = f"La referencia ya está en la línea {primera}."
            informe.rechazos.append(FilaMala(fila.linea, "referencia", motivo, referencia))
        else:
            buenas[fila.valores["referencia"]] = fila
    return list(buenas.values())


def _guardar_nuevas(filas: Sequence[Fila], perfil: Perfil, directorio: Directorio) -> None:
    momentos = [fila.valores["ocurrida_en"] for fila in filas]
    codigos = zip(
        filas,
        reservar_codigos("INC", momentos),
        reservar_codigos("OT", momentos),
        strict=True,
    )
    mandante = Mandante.objects.get(tipo=TipoMandante.EMPRESA)
    ahora = timezone.now()
    equipos = directorio.equipos(_equipo_de(fila.valores, directorio) for fila in filas)
    casos, numeros = [], []
    for fila, codigo, numero in codigos:
        equipo = equipos[fila.valores["referencia"]]
        casos.append(_componer_caso(fila.valores, equipo, codigo, perfil, directorio, ahora))
        numeros.append(numero)
    guardar_expedientes(casos)
    guardar_ordenes(
        [
            _componer_orden(fila.valores, caso, numero, perfil, mandante, ahora)
            for fila, caso, numero in zip(filas, casos, numeros, strict=True)
        ]
    )


def _equipo_de(valores: dict[str, Any], directorio: Directorio) -> tuple[str, Cliente, Producto]:
    """A café repairs machines of people it does not note down: the café stands for them."""
    producto = directorio.producto(valores["marca"], valores["categoria"])
    return valores["referencia"], directorio.cliente(valores["grupo"]), producto


def _componer_caso(
    valores: dict[str, Any],
    equipo: Equipo,
    codigo: str,
    perfil: Perfil,
    directorio: Directorio,
    ahora: datetime,
) -> Expediente:
    en, resultado = valores["ocurrida_en"], valores["resultado"]
    grupo = directorio.grupo(valores["grupo"])
    cliente = directorio.cliente(valores["grupo"])
    datos = NuevaIncidencia(
        cliente=cliente,
        asunto=asunto_de(valores),
        descripcion=valores["problema"],
        tipo=Tipo.REPARACION,
        canal=Canal.PRESENCIAL,
        equipo=equipo,
        categoria=directorio.categoria(valores["categoria"]),
        grupo=grupo,
        origen=perfil.origen,
        referencia_externa=valores["referencia"],
    )
    expediente = componer_apertura(
        datos,
        codigo=codigo,
        reloj=reloj_para(grupo.pk if grupo else None, cliente.segmento, en),
        por=SISTEMA,
        en=en,
        registrada_en=ahora,
    )
    expediente.eventos[0][0].datos |= datos_de_huella(valores, [])
    # The source knows the day, not the hours: what it took is not measured.
    componer_resolucion(
        expediente,
        solucion=SOLUCIONES[resultado],
        causa=valores["impedimento"],
        por=SISTEMA,
        en=en,
        se_mide=False,
    )
    componer_cierre(expediente, por=SISTEMA, en=en)
    return expediente


def asunto_de(valores: dict[str, Any]) -> str:
    """The machine and the first words of the problem."""
    aparato = " ".join(p for p in (valores["categoria"], valores["marca"]) if p)
    problema = " ".join(valores["problema"].split())
    texto = f"{aparato}: {problema}" if problema else aparato
    return texto if len(texto) <= LARGO_ASUNTO else texto[: LARGO_ASUNTO - 1] + "…"


def _componer_orden(
    valores: dict[str, Any],
    caso: Expediente,
    codigo: str,
    perfil: Perfil,
    mandante: Mandante,
    ahora: datetime,
) -> ordenes.ExpedienteOrden:
    incidencia, en = caso.incidencia, valores["ocurrida_en"]
    expediente = ordenes.componer_apertura(
        ordenes.NuevaOrden(
            cliente=incidencia.cliente,
            mandante=mandante,
            lugar=Lugar.TALLER,
            incidencia=incidencia,
            equipo=incidencia.equipo,
            sintoma=valores["problema"],
            origen=perfil.origen,
            referencia_externa=valores["referencia"],
        ),
        codigo=codigo,
        por=SISTEMA,
        en=en,
        registrada_en=ahora,
    )
    ordenes.componer_recepcion(expediente, por=SISTEMA, en=en)
    ordenes.componer_diagnostico(expediente, diagnostico=valores["impedimento"], por=SISTEMA, en=en)
    ordenes.componer_termino(expediente, resultado=valores["resultado"], por=SISTEMA, en=en)
    ordenes.componer_entrega(expediente, por=SISTEMA, en=en)
    return expediente


def _actualizar(fila: Fila, previa: Previa, directorio: Directorio, informe: Informe) -> None:
    """Nothing if the row says the same; otherwise what changed, on the case and on its order.

    How and when it ended is already told by events: a row that says otherwise is rejected.
    """
    valores, ahora = fila.valores, timezone.now()
    huellas = datos_de_huella(valores, [])
    if huellas["huella"] == previa.huella:
        informe.iguales += 1
        return
    expediente = bloquear(previa.incidencia_id)
    orden = OrdenTrabajo.objects.select_for_update().get(incidencia=previa.incidencia_id)
    if not _cuenta_lo_mismo(valores, expediente, orden, directorio):
        motivo = "Cambia el resultado, el grupo o el día: lo ya registrado no se reescribe."
        informe.rechazos.append(FilaMala(fila.linea, "", motivo, valores["referencia"]))
        return
    equipos = directorio.equipos([_equipo_de(valores, directorio)])
    componer_correccion(
        expediente,
        por=SISTEMA,
        en=ahora,
        datos=huellas,
        asunto=asunto_de(valores),
        descripcion=valores["problema"],
        causa=valores["impedimento"],
        categoria=directorio.categoria(valores["categoria"]),
        equipo=equipos[valores["referencia"]],
    )
    guardar_expediente(expediente)
    de_la_orden = ordenes.ExpedienteOrden(orden)
    ordenes.componer_correccion(
        de_la_orden,
        por=SISTEMA,
        en=ahora,
        sintoma=valores["problema"],
        diagnostico=valores["impedimento"],
    )
    guardar_orden(de_la_orden)
    informe.cambiadas += 1


def _cuenta_lo_mismo(
    valores: dict[str, Any], expediente: Expediente, orden: OrdenTrabajo, directorio: Directorio
) -> bool:
    incidencia = expediente.incidencia
    return (
        orden.resultado == valores["resultado"]
        and incidencia.ocurrida_en == valores["ocurrida_en"]
        and incidencia.cliente_id == directorio.cliente(valores["grupo"]).pk
    )
