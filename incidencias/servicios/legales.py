"""The limits that the law sets to a case (Ley 10/2025 art. 17, TRLGDCU art. 21.3)."""

from __future__ import annotations

from incidencias.models import PlazoLegal
from incidencias.servicios.composicion import Expediente
from normativa.parametros import parametros_vigentes
from normativa.reglas.reclamacion import ClaseLegal, calcular_plazos_reclamacion
from nucleo.calendario import ultimo_habil
from nucleo.empresa import empresa
from nucleo.tiempo import fin_de


def componer_plazos_legales(expediente: Expediente) -> None:
    """Write each limit that the law sets to answer this case; they never pause."""
    expediente.plazos_legales += _plazos_de(expediente)


def recomponer_plazos_legales(expediente: Expediente) -> None:
    """After a change of legal class: answered limits stay, the others are those of now."""
    previos = list(PlazoLegal.objects.filter(incidencia=expediente.incidencia))
    cumplidos = {plazo.regla for plazo in previos if plazo.cumplido_en is not None}
    expediente.plazos_sobrantes += [plazo for plazo in previos if plazo.regla not in cumplidos]
    expediente.plazos_legales += [
        plazo for plazo in _plazos_de(expediente) if plazo.regla not in cumplidos
    ]


def _plazos_de(expediente: Expediente) -> list[PlazoLegal]:
    incidencia, compania = expediente.incidencia, empresa()
    festivos = expediente.reloj.horario.festivos
    calculados = calcular_plazos_reclamacion(
        incidencia.dia_llegada,
        clase=ClaseLegal(incidencia.clase_legal),
        consumidor=incidencia.cliente.es_consumidor,
        gran_empresa=compania.es_gran_empresa,
        territorio=compania.comunidad,
        festivos=festivos,
        parametros=parametros_vigentes(),
    )
    return [
        PlazoLegal(
            incidencia=incidencia,
            regla=limite.codigo,
            norma=limite.motivos[0].norma,
            articulo=limite.motivos[0].articulo,
            fecha_limite=limite.fecha,
            fecha_objetivo=ultimo_habil(limite.fecha, festivos),
            vence_en=fin_de(limite.fecha),
            objetivo_en=fin_de(ultimo_habil(limite.fecha, festivos)),
        )
        for limite in calculados.limites
        if not limite.informativo
    ]
