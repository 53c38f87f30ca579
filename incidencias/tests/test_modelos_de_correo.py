"""What the rows of the received mail may say: the database guards it."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from incidencias.models import CorreoEntrante, EstadoCorreo, ResultadoCorreo
from incidencias.tests.fabricas import (
    BuzonFactory,
    CorreoEntranteFactory,
    PosibleRespuestaFactory,
)

pytestmark = pytest.mark.django_db


def test_the_same_mail_is_stored_once_in_a_mailbox():
    uno = CorreoEntranteFactory()
    with pytest.raises(IntegrityError, match="una_vez_por_buzon"):
        CorreoEntranteFactory(buzon=uno.buzon, mensaje_id=uno.mensaje_id, huella=uno.huella)


def test_another_mail_that_uses_the_same_message_id_is_another_mail():
    uno = CorreoEntranteFactory()
    CorreoEntranteFactory(buzon=uno.buzon, mensaje_id=uno.mensaje_id)
    assert CorreoEntrante.objects.count() == 2


def test_what_is_interpreted_says_what_became_of_it():
    with pytest.raises(IntegrityError, match="con_resultado"):
        CorreoEntranteFactory(estado=EstadoCorreo.INTERPRETADO, interpretado_en=timezone.now())


def test_what_became_a_case_says_which():
    with pytest.raises(IntegrityError, match="en_su_incidencia"):
        CorreoEntranteFactory(
            estado=EstadoCorreo.INTERPRETADO,
            resultado=ResultadoCorreo.CASO,
            interpretado_en=timezone.now(),
        )


def test_a_possible_answer_waits_without_a_date():
    with pytest.raises(IntegrityError, match="decidida_con_fecha"):
        PosibleRespuestaFactory(decidida_en=timezone.now())


def test_only_one_mailbox_is_the_default():
    BuzonFactory(es_por_defecto=True)
    with pytest.raises(IntegrityError, match="uno_por_defecto"):
        BuzonFactory(es_por_defecto=True)
