"""One table for the texts of the interface says what those of each program said."""

from django.utils.translation import gettext, ngettext, override
from django.utils.translation.trans_real import TranslationCatalog, translation

from nucleo.idiomas import juntar_catalogos

TEXTOS = ["This field is required.", "Monday", "Guardar", "No lo dice nadie", ""]


def _lo_que_dice(idioma):
    with override(idioma):
        plurales = [ngettext("%d minute", "%d minutes", n) for n in (0, 1, 2, 1_000_000)]
        return [*map(gettext, TEXTOS), *plurales]


def test_each_text_is_said_as_before_and_what_nobody_says_is_itself():
    antes = {idioma: _lo_que_dice(idioma) for idioma in ("es", "es-es", "ca")}
    juntar_catalogos()
    assert {idioma: _lo_que_dice(idioma) for idioma in antes} == antes
    assert antes["es"][0].startswith("Este campo es ")
    catalogo = translation("es")._catalog
    claves = {clave for uno in catalogo._catalogs for clave in uno}
    assert len(claves) > 500
    for clave in claves:
        assert catalogo.get(clave) == TranslationCatalog.get(catalogo, clave)
