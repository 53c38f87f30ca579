"""The PDF of a parte de trabajo: PDF/A-2a and PDF/UA-1, the same bytes for the same data."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import font_source_sans_pro
import typst
from django.utils.translation import gettext as _
from PIL import Image

from clientes.models import QuienPaga
from nucleo.archivos import leer
from nucleo.empresa import empresa
from nucleo.formato import euros_es, numero_es, telefono_legible, tiempo_en_palabras
from nucleo.models import Archivo
from sat.formato import fecha_en_palabras, local
from sat.models import (
    Estado,
    FotoIntervencion,
    Intervencion,
    ModoFirma,
    MotivoSinFirma,
    OrdenTrabajo,
    RepuestoUsado,
    RespuestaChecklist,
    ResultadoVisita,
    Tipo,
)

PLANTILLA = Path(__file__).with_name("parte.typ")
FUENTES = [str(Path(font_source_sans_pro.__file__).parent / "files")]
NORMAS: list[Any] = ["a-2a", "ua-1"]  # its literals are not worth repeating here
FOTOS_MAXIMAS = 6
FOTO_LADO_PX = 700
CON_GARANTIA = frozenset({Tipo.REPARACION, Tipo.INSTALACION})


@dataclass(frozen=True)
class Conformidad:
    """How the customer agreed, as the document shows it."""

    modo: str = ModoFirma.SIN_FIRMA
    firmante: str = ""
    imagen: Archivo | None = None
    motivo_sin_firma: str = ""


def componer_pdf(
    intervencion: Intervencion, *, numero: int, emitido_en: datetime, conformidad: Conformidad
) -> bytes:
    """Render the report of a session, already finished and saved.

    The timestamp is the report's and no system font is looked at: a machine cannot change a byte.
    """
    datos = datos_del_parte(
        intervencion, numero=numero, emitido_en=emitido_en, conformidad=conformidad
    )
    return compilar(datos, emitido_en)


def compilar(datos: dict[str, Any], emitido_en: datetime) -> bytes:
    return typst.compile(
        str(PLANTILLA),
        root=str(PLANTILLA.parent),
        sys_inputs={"datos": json.dumps(datos)},
        font_paths=FUENTES,
        ignore_system_fonts=True,
        pdf_standards=NORMAS,
        timestamp=int(emitido_en.timestamp()),
    )


def datos_del_parte(
    intervencion: Intervencion, *, numero: int, emitido_en: datetime, conformidad: Conformidad
) -> dict[str, Any]:
    """Everything the template paints, as plain values in words."""
    orden = intervencion.orden
    termina = intervencion.terminada_en or emitido_en
    codigo = f"{orden.codigo}/{numero}"
    cuando = _("%(dia)s, %(hora)s") % {
        "dia": fecha_en_palabras(emitido_en),
        "hora": f"{local(emitido_en):%H:%M}",
    }
    return {
        "titulo": _("Parte de trabajo %(codigo)s") % {"codigo": codigo},
        "codigo": codigo,
        "orden": orden.codigo,
        "caso": orden.incidencia.codigo if orden.incidencia else "",
        "fecha": cuando,
        "empresa": _empresa(),
        "cliente": _cliente(orden),
        "equipo": _equipo(orden),
        "tipo": orden.get_tipo_display(),
        "lugar": orden.get_lugar_display().lower(),
        "mandante": str(orden.mandante),
        "referencia": orden.mandante_referencia,
        "paga": _("lo paga %(quien)s") % {"quien": orden.get_paga_display().lower()},
        "sintoma": orden.sintoma,
        "diagnostico": orden.diagnostico,
        "trabajo": intervencion.trabajo,
        "tecnico": str(intervencion.tecnico),
        "empieza": f"{local(intervencion.iniciada_en):%H:%M}",
        "termina": f"{local(termina):%H:%M}",
        "duracion": tiempo_en_palabras(int((termina - intervencion.iniciada_en).total_seconds())),
        "resultado": intervencion.get_resultado_display(),
        "terminada": orden.estado == Estado.TERMINADA,
        "que_sigue": _que_sigue(orden, intervencion),
        "checklist": _checklist(intervencion),
        **_repuestos(orden, intervencion),
        "fotos": _fotos(intervencion),
        "firma": _firma(conformidad),
        "garantia": _garantia(orden),
    }


def _empresa() -> dict[str, Any]:
    ficha = empresa()
    lugar = " ".join(p for p in (ficha.codigo_postal, ficha.municipio) if p)
    telefono = telefono_legible(ficha.telefono)
    lineas = [ficha.razon_social, ficha.direccion, lugar, telefono, ficha.correo]
    contacto = _(" o ").join(p for p in (telefono, ficha.correo) if p)
    return {
        "nombre": ficha.nombre,
        "nif": ficha.nif,
        "lineas": [linea for linea in lineas if linea],
        "contacto": contacto or ficha.nombre,
    }


def _cliente(orden: OrdenTrabajo) -> dict[str, Any]:
    cliente, contacto, sede = orden.cliente, orden.contacto, orden.sede
    lineas = [contacto.nombre] if contacto and contacto.nombre != cliente.nombre else []
    if sede:
        lineas += [sede.direccion, " ".join(p for p in (sede.codigo_postal, sede.municipio) if p)]
    telefono = contacto.telefono if contacto and contacto.telefono else cliente.telefono
    lineas.append(telefono_legible(telefono))
    return {"nombre": cliente.nombre, "lineas": [linea for linea in lineas if linea]}


def _equipo(orden: OrdenTrabajo) -> dict[str, str] | None:
    equipo = orden.equipo
    if equipo is None:
        return None
    producto = equipo.producto
    return {
        "nombre": producto.nombre,
        "modelo": " ".join(p for p in (producto.marca, producto.modelo) if p),
        "serie": equipo.numero_serie,
    }


def _que_sigue(orden: OrdenTrabajo, intervencion: Intervencion) -> str:
    return {
        ResultadoVisita.RESUELTA: _("No hace falta otra visita."),
        ResultadoVisita.NO_REPARABLE: _("Arriba se explica por qué."),
        ResultadoVisita.FALTA_REPUESTO: _("Le llamaremos cuando llegue el repuesto."),
        ResultadoVisita.VOLVER: _("Acordaremos con usted otra visita."),
        ResultadoVisita.AUSENTE: _("Pasamos a la hora acordada. Acordaremos otra visita."),
    }[ResultadoVisita(intervencion.resultado)]


def _checklist(intervencion: Intervencion) -> list[dict[str, Any]]:
    respuestas = RespuestaChecklist.objects.filter(intervencion=intervencion)
    return [
        {
            "texto": respuesta.texto,
            "valor": valor_en_palabras(respuesta),
            "mal": respuesta.valor_si is False or respuesta.esta_fuera_de_limites,
        }
        for respuesta in respuestas.select_related("punto")
    ]


def valor_en_palabras(respuesta: RespuestaChecklist) -> str:
    if respuesta.valor_si is not None:
        return _("Sí") if respuesta.valor_si else _("No")
    if respuesta.valor_numero is not None:
        return f"{cifra(respuesta.valor_numero)} {respuesta.unidad}".strip()
    return respuesta.valor_texto


def cifra(valor: Decimal) -> str:
    """Without the zeros that say nothing: 2 and not 2,00; 1,5 and not 1,50."""
    decimales = max(0, -int(valor.normalize().as_tuple().exponent))
    return numero_es(valor, decimales)


def _repuestos(orden: OrdenTrabajo, intervencion: Intervencion) -> dict[str, Any]:
    """The parts; their prices, only for the customer who pays them."""
    usados = list(
        RepuestoUsado.objects.filter(intervencion=intervencion).select_related("repuesto")
    )
    total = sum((usado.importe_eur for usado in usados), Decimal(0))
    return {
        "con_precios": orden.paga == QuienPaga.CLIENTE,
        "total_repuestos": euros_es(total),
        "repuestos": [
            {
                "referencia": usado.repuesto.referencia if usado.repuesto else "–",
                "descripcion": usado.descripcion,
                "cantidad": cifra(usado.cantidad),
                "precio": euros_es(usado.precio_eur),
                "importe": euros_es(usado.importe_eur),
            }
            for usado in usados
        ],
    }


def _fotos(intervencion: Intervencion) -> list[dict[str, Any]]:
    fotos = FotoIntervencion.objects.filter(intervencion=intervencion).select_related("archivo")
    return [
        {"datos": _miniatura(foto.archivo), "pie": foto.pie or foto.get_momento_display()}
        for foto in fotos[:FOTOS_MAXIMAS]
    ]


def _miniatura(archivo: Archivo) -> list[int]:
    """A small JPEG, on white: the archive must not weigh what a telephone's camera gives."""
    imagen = Image.open(io.BytesIO(leer(archivo))).convert("RGB")
    imagen.thumbnail((FOTO_LADO_PX, FOTO_LADO_PX))
    return _bytes_de(imagen, "JPEG")


def _firma(conformidad: Conformidad) -> dict[str, Any]:
    motivo = conformidad.motivo_sin_firma
    return {
        "modo": str(conformidad.modo),
        "firmante": conformidad.firmante,
        "datos": _trazo(conformidad.imagen) if conformidad.imagen else [],
        "motivo": str(MotivoSinFirma(motivo).label) if motivo else "",
    }


def _trazo(archivo: Archivo) -> list[int]:
    """The signature on white, cut to its strokes: PDF/A-2 prints alike everywhere."""
    imagen = Image.open(io.BytesIO(leer(archivo))).convert("RGBA")
    blanco = Image.new("RGBA", imagen.size, "white")
    plana = Image.alpha_composite(blanco, imagen).convert("L")
    caja = plana.point(lambda claro: 255 if claro < 200 else 0).getbbox()
    return _bytes_de(plana.crop(caja) if caja else plana, "PNG")


def _bytes_de(imagen: Image.Image, formato: str) -> list[int]:
    salida = io.BytesIO()
    imagen.save(salida, formato, quality=80, optimize=True)
    return list(salida.getvalue())


def _garantia(orden: OrdenTrabajo) -> str:
    """RD 58/1988 art. 6.1: at least three months, total, from the delivery."""
    if orden.estado != Estado.TERMINADA or orden.tipo not in CON_GARANTIA:
        return ""
    if orden.resultado == "no_reparable":
        return ""
    return _(
        "Este trabajo tiene una garantía total de tres meses desde la entrega, en piezas, mano de "
        "obra y desplazamiento (RD 58/1988, art. 6)."
    )
