"""What a process remembers for seconds: asked once, by its arguments, and then again."""

import pytest

from nucleo import memoria


@pytest.fixture
def preguntas(monkeypatch):
    monkeypatch.setattr(memoria, "SEGUNDOS", 5)
    return []


def test_the_same_question_is_asked_once(preguntas):
    @memoria.recordada
    def lista(de):
        preguntas.append(de)
        return [de]

    assert lista("a") is lista("a")
    assert lista(de="b") == ["b"]
    assert preguntas == ["a", "b"]


def test_seconds_later_it_is_asked_again(preguntas, monkeypatch):
    ahora = [100.0]
    monkeypatch.setattr(memoria, "monotonic", lambda: ahora[0])

    @memoria.recordada
    def lista():
        preguntas.append(ahora[0])

    lista()
    ahora[0] += 4
    lista()
    ahora[0] += 2
    lista()
    assert preguntas == [100.0, 106.0]
