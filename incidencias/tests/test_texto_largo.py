"""What people write is shown escaped, with its links, exactly as `urlize` would."""

import pytest
from django.utils.html import urlize
from hypothesis import given
from hypothesis import strategies as st

from incidencias.templatetags.incidencias import LARGO_A_LA_VISTA, con_enlaces, texto_largo

TROZOS = ("http://", "HTTPS://", "www.", "a@b.es", ".com", ".ORG/x", "<b>", "&", "'", '"', "ñ", " ")


@given(st.lists(st.sampled_from(TROZOS) | st.text(max_size=8), max_size=12).map("".join))
def test_it_says_what_urlize_says(texto):
    assert con_enlaces(texto) == urlize(texto, nofollow=True, autoescape=True)


@pytest.mark.parametrize("texto", ["mira www.x.es", "mira https://x.es/a", "a@b.es", "Taller.com"])
def test_an_address_is_a_link(texto):
    assert "<a href=" in con_enlaces(texto)


def test_a_very_long_one_is_shown_by_its_beginning_with_a_way_to_the_rest():
    html = texto_largo("<b>uno</b> " * LARGO_A_LA_VISTA)
    assert "Ver el resto" in html
    assert "<b>" not in html
    assert "<details" not in texto_largo("corto")
