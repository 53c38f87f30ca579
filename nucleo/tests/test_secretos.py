"""What must be read again is ciphered; without the key it cannot be read."""

import pytest

from nucleo.secretos import SecretoIlegible, cifrar, descifrar


def test_a_secret_is_read_again_and_is_not_in_what_is_stored():
    guardado = cifrar("contraseña de averías")
    assert "contrase" not in guardado
    assert descifrar(guardado) == "contraseña de averías"


def test_the_same_secret_twice_is_not_stored_the_same():
    assert cifrar("abc") != cifrar("abc")


def test_nothing_is_stored_as_nothing():
    assert (cifrar(""), descifrar("")) == ("", "")


def test_with_another_key_it_cannot_be_read(settings):
    guardado = cifrar("abc")
    settings.SECRET_KEY = "otra"
    with pytest.raises(SecretoIlegible):
        descifrar(guardado)


def test_the_key_of_before_still_reads_what_it_ciphered(settings):
    guardado = cifrar("abc")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "otra"
    assert descifrar(guardado) == "abc"


def test_what_somebody_changed_is_not_read():
    with pytest.raises(SecretoIlegible):
        descifrar(cifrar("abc")[:-4] + "AAAA")
