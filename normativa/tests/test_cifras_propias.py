"""The figures of an installation reach every rule that uses them, and show themselves."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from normativa.models import ParametroPropio
from normativa.reglas.adr import HechosADR
from normativa.reglas.almacenaje import HechosAlmacenaje
from normativa.reglas.averia_oculta import HechosAveriaOculta
from normativa.reglas.catalogo import REGLAS
from normativa.reglas.cobertura import Hechos, OtraCobertura, Pagador, TipoVia
from normativa.reglas.completar import HechosCompletar
from normativa.reglas.continuidad import HechosContinuidad
from normativa.reglas.contratacion import Aceptacion, HechosContratacion, Vendido
from normativa.reglas.derecho_reparar import HechosDerechoReparar
from normativa.reglas.desistimiento import HechosDesistimiento, Modalidad
from normativa.reglas.desplazamiento import HechosDesplazamiento, Recargo
from normativa.reglas.garantia import TipoBien, Venta
from normativa.reglas.garantia_reparacion import HechosGarantiaReparacion
from normativa.reglas.mismo_defecto import HechosSuspension
from normativa.reglas.parametros import Parametro, oficiales
from normativa.reglas.presupuesto import DecisionPresupuesto, HechosPresupuesto
from normativa.reglas.recambios import HechosRecambios, TipoPieza
from normativa.reglas.reclamacion import HechosReclamacion
from normativa.reglas.reembolso import CausaReembolso, HechosReembolso
from normativa.reglas.remedios import HechosRemedios, Intento
from normativa.reglas.repeticion import HechosRepeticion
from normativa.reglas.sector import Gama, Sector
from normativa.reglas.suspension import Reparacion
from normativa.reglas.territorio import COMUNIDADES, SOLO_ESTATALES
from normativa.reglas.tipos import Motivo, Unidad
from nucleo.models.empresa import Comunidad

HOY = date(2026, 11, 23)
MARCA = "Lo decidió la dirección"
VENTA = Venta(fecha_factura=date(2024, 6, 1))
FALLO = Hechos(date(2026, 5, 1), True, VENTA)
REPARADA = (Reparacion(date(2027, 5, 1), date(2027, 5, 11), "bomba"),)
DOS = (Intento(date(2026, 9, 1)), Intento(date(2026, 10, 1)))
OTRA = OtraCobertura(TipoVia.COMERCIAL, date(2024, 1, 1), date(2030, 1, 1), Pagador.FABRICANTE)
PRESUPUESTO = HechosPresupuesto(
    fecha_solicitud=HOY,
    comunicado=date(2026, 11, 30),
    tarifa_hora_eur=Decimal(48),
    importe_anunciado_eur=Decimal(18),
    minutos_reales=5,
    decision=DecisionPresupuesto.RECHAZADO,
)
OCULTA = HechosAveriaOculta(HOY, coste_extra_eur=Decimal(1))
VISITA = HechosDesplazamiento(HOY, minutos_reales=1)

# Facts that between them use every figure of their rule.
MUESTRAS: dict[str, list[Any]] = {
    "garantia": [
        FALLO,
        *(
            replace(FALLO, venta=replace(VENTA, tipo=tipo, meses_pactados=12, **mas))
            for tipo, mas in [
                (TipoBien.SEGUNDA_MANO, {}),
                (TipoBien.DIGITAL, {}),
                (TipoBien.DIGITAL_CONTINUO, {"fin_suministro": HOY, "parte_de_bien": True}),
            ]
        ),
        replace(FALLO, reparaciones=REPARADA, defecto="bomba", manifestacion=date(2028, 5, 1)),
        Hechos(date(2021, 5, 1), True, Venta(fecha_factura=date(2020, 6, 1))),
        replace(FALLO, consumidor=False),
        replace(FALLO, manifestacion=date(2028, 1, 1), territorio="EX"),
        replace(FALLO, manifestacion=date(2028, 1, 1), otras=(OTRA,)),
    ],
    "suspension": [HechosSuspension(VENTA, REPARADA, "bomba")],
    "remedios": [
        HechosRemedios(HOY, intentos=DOS, territorio="EX", rechaza_garantia=True),
        HechosRemedios(HOY, intentos=(*DOS, Intento(HOY)), territorio="EX"),
    ],
    "reembolso": [
        HechosReembolso(CausaReembolso.REDUCCION_PRECIO, HOY),
        HechosReembolso(CausaReembolso.DESISTIMIENTO, HOY, hay_bienes=False),
    ],
    "desistimiento": [
        HechosDesistimiento(Modalidad.DISTANCIA, posesion=HOY, enviado=HOY, informado=False),
        HechosDesistimiento(Modalidad.VISITA_NO_SOLICITADA, posesion=HOY),
    ],
    "garantia-reparacion": [
        HechosGarantiaReparacion(HOY, sector, territorio, km_entrega=10, en_garantia_legal=True)
        for sector, territorio in [*((s, "") for s in Sector), (Sector.OTRO, "CT")]
    ],
    "presupuesto": [
        *(
            replace(PRESUPUESTO, sector=sector, territorio=territorio)
            for sector in Sector
            for territorio in ("", "CT", "GA")
        ),
        *(replace(PRESUPUESTO, gama=gama, minutos_reales=None) for gama in Gama),
        replace(
            PRESUPUESTO,
            territorio="CT",
            decision=DecisionPresupuesto.PENDIENTE,
            renuncia_firmada=True,
        ),
    ],
    "averia-oculta": [
        *(
            replace(OCULTA, valor_nuevo_eur=Decimal(valor))
            for valor in ("60.20", "61", "301", "600")
        ),
        replace(OCULTA, valor_nuevo_eur=Decimal(60)),
        replace(OCULTA, valor_nuevo_eur=Decimal(60), territorio="CT"),
        replace(OCULTA, sector=Sector.AUTOMOVIL),
    ],
    "desplazamiento": [
        *(replace(VISITA, gama=gama) for gama in Gama),
        replace(VISITA, territorio="CT", recargos=(Recargo.URGENCIA,)),
    ],
    "almacenaje": [
        HechosAlmacenaje(HOY, HOY, sector=sector, territorio="CT")
        for sector in (Sector.APARATO, Sector.AUTOMOVIL)
    ],
    "recambios": [
        HechosRecambios(date(2023, 1, 1), solicitado=HOY, territorio="EX"),
        HechosRecambios(date(2023, 1, 1), solicitado=HOY, importado=True),
        HechosRecambios(date(2019, 1, 1)),
        HechosRecambios(date(2019, 1, 1), precio_aparato_eur=Decimal(60)),
        HechosRecambios(date(2019, 1, 1), precio_aparato_eur=Decimal(61)),
        HechosRecambios(date(2006, 1, 1), precio_aparato_eur=Decimal(60)),
        HechosRecambios(date(2006, 1, 1), pieza=TipoPieza.ESTETICA),
    ],
    "repeticion": [HechosRepeticion(HOY)],
    "derecho-reparar": [
        HechosDerechoReparar(date(2026, 9, 10), reparado=HOY, formulario=HOY),
    ],
    "contratacion": [
        HechosContratacion(
            Aceptacion.DOMICILIO,
            Vendido.BIEN,
            aceptado=HOY,
            entregado=HOY,
            visita_no_solicitada=visita,
            informado=not visita,
            desiste=HOY,
        )
        for visita in (True, False)
    ],
    "reclamacion": [
        HechosReclamacion(HOY, gran_empresa=True, facturacion=True, territorio="CB", compleja=c)
        for c in (True, False)
    ],
    "completar": [HechosCompletar(HOY, completada=HOY), HechosCompletar(HOY)],
    "adr": [HechosADR(HOY, expediente_completo=date(2027, 1, 15))],
    "continuidad": [HechosContinuidad(datetime(2027, 1, 10, 22, 15, tzinfo=UTC))],
}
CON_MUESTRAS = [regla for regla in REGLAS if regla.codigo in MUESTRAS]
CASOS = [(regla, codigo) for regla in CON_MUESTRAS for codigo in regla.parametros]


def propia(codigo: str, territorio: str) -> Parametro:
    """The figure of an installation: another value than any official one, for ever."""
    oficial = next(cifra for cifra in oficiales() if cifra.codigo == codigo)
    otro = {Unidad.SI_NO: 1 - int(oficial.valor)}.get(oficial.unidad, oficial.valor + 1)
    return replace(
        oficial, valor=otro, desde=date(1800, 1, 1), hasta=None, territorio=territorio,
        propio=True, nota=MARCA,
    )  # fmt: skip


def motivos_de(valor: Any) -> Iterator[Motivo]:
    """All the reasons in a result, at any depth."""
    if isinstance(valor, Motivo):
        yield valor
    elif isinstance(valor, tuple):
        for elemento in valor:
            yield from motivos_de(elemento)
    elif is_dataclass(valor):
        for campo in fields(valor):
            yield from motivos_de(getattr(valor, campo.name))


def test_every_rule_with_figures_has_its_samples():
    con_decision = {regla.codigo for regla in REGLAS if regla.decidir}
    assert con_decision == set(MUESTRAS)


@pytest.mark.parametrize(("regla", "codigo"), CASOS, ids=lambda x: getattr(x, "codigo", x))
def test_a_figure_of_the_installation_changes_the_answer_and_says_why(regla, codigo):
    territorios = {"", *(getattr(h, "territorio", "") for h in MUESTRAS[regla.codigo])}
    cifras = oficiales().con(propia(codigo, territorio) for territorio in territorios)
    cambiados = [
        (regla.aplicar(hechos, oficiales()), regla.aplicar(hechos, cifras))
        for hechos in MUESTRAS[regla.codigo]
    ]
    distintos = [despues for antes, despues in cambiados if antes != despues]
    assert distintos, "no sample uses it"
    for resultado in distintos:
        assert any(MARCA in str(motivo) for motivo in motivos_de(resultado))


@pytest.mark.parametrize("regla", CON_MUESTRAS, ids=lambda regla: regla.codigo)
def test_a_decision_only_looks_at_the_figures_that_it_is_given(regla, monkeypatch):
    modulo = regla.decidir.__module__
    cifras = oficiales()
    monkeypatch.setattr(f"{modulo}.oficiales", lambda: pytest.fail("not these"))
    monkeypatch.setattr("normativa.reglas.parametros.leer", lambda: pytest.fail("nor these"))
    for hechos in MUESTRAS[regla.codigo]:
        regla.aplicar(hechos, cifras)


@pytest.mark.parametrize("regla", CON_MUESTRAS, ids=lambda regla: regla.codigo)
def test_without_own_figures_no_reason_speaks_of_them(regla):
    for hechos in MUESTRAS[regla.codigo]:
        motivos = list(motivos_de(regla.aplicar(hechos, oficiales())))
        assert motivos
        assert not any("propia de esta instalación" in str(motivo) for motivo in motivos)


def test_the_communities_are_those_of_the_company():
    assert {codigo: str(nombre) for codigo, nombre in Comunidad.choices} == COMUNIDADES


def test_what_is_the_same_everywhere_has_no_figure_of_a_community():
    assert {cifra.codigo for cifra in oficiales()} >= SOLO_ESTATALES
    assert not [c for c in oficiales() if c.territorio and c.codigo in SOLO_ESTATALES]


def test_a_figure_that_is_the_same_everywhere_is_refused_for_one_community():
    fila = ParametroPropio(
        codigo="garantia_bien", territorio="CT", valor=Decimal(5), unidad="anios", desde=HOY
    )
    with pytest.raises(ValidationError, match="la misma en toda España"):
        fila.clean()
    fila.territorio = ""
    fila.clean()


@pytest.mark.parametrize(("valor", "se_admite"), [(0, True), (1, True), (2, False)])
def test_a_duty_is_either_there_or_not(valor, se_admite):
    fila = ParametroPropio(
        codigo="renuncia_manuscrita", territorio="MD", valor=Decimal(valor), unidad="si_no",
        desde=HOY,
    )  # fmt: skip
    if se_admite:
        fila.clean()
        return
    with pytest.raises(ValidationError, match="1 si es obligatorio"):
        fila.clean()


def test_a_figure_for_another_community_does_not_borrow_its_norm():
    fila = ParametroPropio(
        codigo="renuncia_manuscrita", territorio="MD", valor=1, unidad="si_no", desde=HOY
    )
    assert (fila.como_parametro().norma, fila.como_parametro().articulo) == ("", "")
    alli = ParametroPropio(
        codigo="renuncia_manuscrita", territorio="CT", valor=0, unidad="si_no", desde=HOY
    )
    assert alli.como_parametro().norma == "Ley 22/2010 (Cataluña)"
