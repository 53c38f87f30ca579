"""The file of figures: complete, dated, without doubts about which one is in force."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from normativa.reglas.catalogo import REGLAS
from normativa.reglas.computo import vencer
from normativa.reglas.parametros import Parametro, SinParametro, leer, oficiales, parametro_desde
from normativa.reglas.tipos import Certeza, FaltanDatos, Motivo, Plazo, Unidad
from nucleo.festivos import COMUNIDADES


def test_every_figure_has_norm_certainty_and_a_known_territory():
    for cifra in oficiales():
        assert cifra.norma, cifra.codigo
        assert cifra.certeza in Certeza
        assert cifra.territorio in {"", *COMUNIDADES}
        assert cifra.hasta is None or cifra.desde <= cifra.hasta


def test_every_figure_belongs_to_a_rule_and_every_rule_finds_its_figures():
    de_reglas = {codigo for regla in REGLAS for codigo in regla.parametros}
    assert {cifra.codigo for cifra in oficiales()} == de_reglas


def test_the_figure_in_force_depends_on_the_date():
    assert oficiales().vigente("garantia_bien", date(2021, 12, 31)).valor == 2
    assert oficiales().vigente("garantia_bien", date(2022, 1, 1)).valor == 3
    with pytest.raises(SinParametro, match="garantia_bien vigente el 01/01/1990"):
        oficiales().vigente("garantia_bien", date(1990, 1, 1))


def test_a_territory_without_its_own_figure_uses_the_one_of_the_state():
    assert oficiales().vigente("garantia_bien", date(2026, 1, 1), "MD").territorio == ""
    assert oficiales().buscar("garantia_bien", date(2026, 1, 1), "MD") is None


def test_an_override_wins_from_its_date_only():
    oficial = oficiales().vigente("garantia_bien", date(2026, 1, 1))
    propio = replace(oficial, valor=5, desde=date(2026, 6, 1), propio=True, nota="Así vendemos.")
    cifras = oficiales().con([propio])
    assert cifras.vigente("garantia_bien", date(2026, 6, 1)).valor == 5
    assert cifras.vigente("garantia_bien", date(2026, 5, 31)).valor == 3
    assert oficiales().vigente("garantia_bien", date(2026, 6, 1)).valor == 3


FILA = {
    "codigo": "x",
    "valor": "60.10",
    "unidad": "euros",
    "desde": date(2022, 1, 1),
    "norma": "RD 58/1988",
    "articulo": "3",
    "certeza": "T",
}


def test_a_figure_is_read_with_its_types():
    cifra = parametro_desde(FILA)
    assert (cifra.valor, cifra.unidad, cifra.certeza) == (
        Decimal("60.10"), Unidad.EUROS, Certeza.TEXTO
    )  # fmt: skip
    assert cifra.plazo.frase() == "60,10 €"


@pytest.mark.parametrize("cambio", [{"unidad": "lustros"}, {"certeza": "Z"}, {"color": "azul"}])
def test_a_figure_that_does_not_fit_is_refused(cambio):
    with pytest.raises((ValueError, TypeError)):
        parametro_desde(FILA | cambio)


def test_two_figures_for_the_same_day_are_refused(tmp_path):
    fichero = tmp_path / "parametros.toml"
    fila = (
        '[[parametro]]\ncodigo="x"\nvalor=1\nunidad="dias"\ndesde={}\nnorma="N"\n'
        'articulo="1"\ncerteza="T"\n'
    )
    fichero.write_text(fila.format("2020-01-01") + fila.format("2021-01-01"))
    with pytest.raises(ValueError, match="Dos valores de x rigen el 01/01/2021"):
        leer(fichero)


@pytest.mark.parametrize(
    ("plazo", "frase"),
    [
        (Plazo(1, Unidad.ANIOS), "1 año"),
        (Plazo(15, Unidad.DIAS), "15 días naturales"),
        (Plazo(10, Unidad.DIAS_HABILES), "10 días hábiles"),
        (Plazo(1, Unidad.MESES), "1 mes"),
        (Plazo(95, Unidad.PORCENTAJE), "95 %"),
    ],
)
def test_a_term_is_written_with_its_unit(plazo, frase):
    assert plazo.frase() == frase


def test_a_reason_can_be_translated_with_its_data():
    cifra = oficiales().vigente("garantia_bien", date(2026, 1, 1))
    motivo = cifra.motivo("Dura %(plazo)s, hasta %(fin)s.", fin=date(2026, 3, 4))
    ingles = {"Dura %(plazo)s, hasta %(fin)s.": "Lasts %(plazo)s, to %(fin)s.",
              "%(n)s años": "%(n)s years"}  # fmt: skip
    assert motivo.frase(lambda texto: ingles.get(texto, texto)) == "Lasts 3 years, to 04/03/2026."


@pytest.mark.parametrize(
    ("valor", "escrito"),
    [
        (0, "0"),
        (2000, "2.000"),
        (Decimal("1234.50"), "1.234,50"),
        (datetime(2026, 11, 25, 9, 5, tzinfo=UTC), "25/11/2026 09:05"),
        ("", ""),
        (None, ""),
    ],
)
def test_the_data_of_a_reason_are_written_as_in_spain(valor, escrito):
    motivo = Motivo("«%(dato)s»", "", "", Certeza.INTERPRETACION, {"dato": valor})
    assert str(motivo) == f"«{escrito}»"


def test_a_figure_of_the_installation_says_why_in_its_reason():
    oficial = oficiales().vigente("garantia_bien", date(2026, 1, 1))
    propio = replace(oficial, valor=5, propio=True, nota="Así lo anunciamos.")
    assert str(propio.motivo("Dura %(plazo)s.")) == (
        "Dura 5 años. (Cifra propia de esta instalación: Así lo anunciamos.)"
    )
    assert str(oficial.motivo("Dura %(plazo)s.")) == "Dura 3 años."


def test_a_date_before_the_norms_we_know_asks_for_the_norm():
    with pytest.raises(FaltanDatos) as error:
        oficiales().vigente("garantia_bien", date(1990, 1, 1))
    assert error.value.codigos == ("norma",)
    assert str(error.value.motivo) == "No conocemos la norma que regía el 01/01/1990."


def test_the_applicable_figure_is_the_communitys_or_the_states_or_none():
    dia = date(2026, 1, 1)
    assert oficiales().aplicable("recuperacion", dia, "EX").valor == 3
    assert oficiales().aplicable("recuperacion", dia, "MD").valor == 1
    assert oficiales().aplicable("deposito_minimo", dia, "MD") is None


def test_what_is_not_a_term_has_no_last_day():
    with pytest.raises(ValueError, match="no es un plazo en días"):
        vencer(date(2026, 1, 1), Plazo(2, Unidad.HORAS))


def test_a_figure_knows_when_it_is_in_force():
    cifra = Parametro("x", 1, Unidad.DIAS, date(2020, 1, 1), "N", "1", Certeza.TEXTO,
                      hasta=date(2020, 12, 31))  # fmt: skip
    assert cifra.rige_en(date(2020, 1, 1))
    assert cifra.rige_en(date(2020, 12, 31))
    assert not cifra.rige_en(date(2021, 1, 1))
