"""Saved views: kept, shared, changed, opened by default; what is gone is said, never a 500."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from cuentas.models import CodigoRol
from cuentas.tests.fabricas import AgenteFactory, GrupoFactory, UsuarioFactory
from incidencias.bandejas import (
    Bandeja,
    Cola,
    _bandejas,
    _colas,
    olvidar_cuentas,
    registrar_bandeja,
    registrar_cola,
)
from incidencias.models import Alcance, Canal, VistaGuardada
from incidencias.servicios.vistas import TOPE_DE_VISTAS, guardar_vista
from incidencias.tests.fabricas import CategoriaFactory, IncidenciaFactory, VistaGuardadaFactory
from nucleo.errores import ErrorDeNegocio
from nucleo.paciencia import TardaDemasiado

pytestmark = pytest.mark.django_db
URL = "/incidencias/"
NUEVA = "/incidencias/vistas/nueva/"


def codigos(respuesta):
    return [incidencia.codigo for incidencia in respuesta.context["pagina"]]


def menu(respuesta):
    return {v.titulo: v.cuenta for _seccion, suyas in respuesta.context["vistas"] for v in suyas}


def guardar(oficina, consulta, **datos):
    datos = {"nombre": "Por correo", "alcance": "propia", "posicion": 10, **datos}
    return oficina.post(f"{NUEVA}?{consulta}", datos)


def test_the_filters_on_the_screen_become_a_view_with_its_live_count(oficina, agente):
    por_correo = IncidenciaFactory(canal=Canal.CORREO)
    IncidenciaFactory(canal=Canal.TELEFONO)
    respuesta = guardar(oficina, "vista=abiertas&canal=correo&orden=prioridad&cursor=x&huella=y")
    vista = VistaGuardada.objects.get()
    assert respuesta.url == f"/incidencias/?vista=v{vista.pk}"
    assert vista.consulta == {
        "vista": ["abiertas"],
        "canal": ["correo"],
        "orden": ["prioridad"],
    }
    pagina = oficina.get(respuesta.url)
    assert codigos(pagina) == [por_correo.codigo]
    assert menu(pagina)["Por correo"] == "1"
    assert pagina.context["orden"].clave == "prioridad"
    IncidenciaFactory(canal=Canal.CORREO)
    olvidar_cuentas(agente)
    assert menu(oficina.get(URL))["Por correo"] == "2"


def test_its_pages_keep_its_name(oficina, agente):
    IncidenciaFactory.create_batch(26, canal=Canal.CORREO)
    vista = VistaGuardadaFactory(usuario=agente, consulta={"canal": ["correo"]})
    pagina = oficina.get(vista.get_absolute_url()).context["pagina"]
    assert f"vista={vista.clave}" in pagina.siguiente
    assert "canal" not in pagina.siguiente
    assert len(codigos(oficina.get(URL + pagina.siguiente))) == 1


def test_changed_on_the_screen_it_offers_to_save_the_changes(oficina, agente):
    vista = VistaGuardadaFactory(usuario=agente, consulta={"canal": ["correo"]}, nombre="Mía")
    direccion = f"{URL}?vista=todas&guardada={vista.pk}&canal=chat"
    assert "Guardar los cambios" in oficina.get(direccion).text
    url = reverse("incidencias:vista", args=[vista.pk]) + direccion.removeprefix(URL)
    oficina.post(url, {"nombre": "Mía", "alcance": "propia", "posicion": 10})
    vista.refresh_from_db()
    assert vista.consulta == {"vista": ["todas"], "canal": ["chat"]}


def test_renaming_it_leaves_its_filters(oficina, agente):
    vista = VistaGuardadaFactory(usuario=agente, consulta={"canal": ["correo"]})
    url = reverse("incidencias:vista", args=[vista.pk])
    oficina.post(url, {"nombre": "Otra", "alcance": "propia", "posicion": 3})
    vista.refresh_from_db()
    assert (vista.nombre, vista.posicion) == ("Otra", 3)
    assert vista.consulta == {"canal": ["correo"]}


# --- Whose it is


def test_each_sees_theirs_those_of_their_teams_and_those_of_everybody(oficina, agente):
    mio, ajeno = GrupoFactory(), GrupoFactory()
    agente.grupos.add(mio)
    VistaGuardadaFactory(usuario=agente, nombre="Propia")
    VistaGuardadaFactory(nombre="Ajena")
    VistaGuardadaFactory(nombre="Del grupo", alcance=Alcance.GRUPO, grupo=mio)
    VistaGuardadaFactory(nombre="De otro grupo", alcance=Alcance.GRUPO, grupo=ajeno)
    VistaGuardadaFactory(nombre="De todos", alcance=Alcance.TODOS)
    nombres = set(menu(oficina.get(URL)))
    assert {"Propia", "Del grupo", "De todos"} <= nombres
    assert not {"Ajena", "De otro grupo"} & nombres


def test_an_agent_shares_with_their_teams_only(agente):
    mio, ajeno = GrupoFactory(), GrupoFactory()
    agente.grupos.add(mio)
    guardar_vista(por=agente, nombre="A", consulta={}, alcance=Alcance.GRUPO, grupo=mio)
    with pytest.raises(ErrorDeNegocio, match="en los que estás"):
        guardar_vista(por=agente, nombre="B", consulta={}, alcance=Alcance.GRUPO, grupo=ajeno)
    with pytest.raises(ErrorDeNegocio, match="coordinación"):
        guardar_vista(por=agente, nombre="C", consulta={}, alcance=Alcance.TODOS)
    coordina = UsuarioFactory(roles=[CodigoRol.COORDINADOR])
    guardar_vista(por=coordina, nombre="D", consulta={}, alcance=Alcance.TODOS)
    assert set(VistaGuardada.objects.values_list("nombre", flat=True)) == {"A", "D"}


def test_nobody_changes_nor_deletes_another_persons(oficina):
    ajena = VistaGuardadaFactory(alcance=Alcance.TODOS)
    privada = VistaGuardadaFactory()
    for vista in (ajena, privada):
        assert oficina.get(reverse("incidencias:vista", args=[vista.pk])).status_code == 404
        assert oficina.post(reverse("incidencias:borrar_vista", args=[vista.pk])).status_code == 404
    assert VistaGuardada.objects.count() == 2


def test_a_repeated_name_an_empty_one_or_too_many_are_said_and_keep_what_was_typed(oficina, agente):
    guardar(oficina, "canal=correo")
    respuesta = guardar(oficina, "canal=chat")
    assert respuesta.status_code == 422
    assert "Ya tienes una vista con ese nombre." in respuesta.text
    assert 'value="Por correo"' in respuesta.text
    assert guardar(oficina, "canal=chat", nombre=" ").status_code == 422
    assert guardar(oficina, "canal=chat", nombre="x" * 61).status_code == 422
    for numero in range(TOPE_DE_VISTAS - 1):
        VistaGuardadaFactory(usuario=agente, nombre=f"n{numero}")
    assert "borra alguna" in guardar(oficina, "canal=chat", nombre="Una más").text
    assert VistaGuardada.objects.filter(usuario=agente).count() == TOPE_DE_VISTAS


# --- What no longer exists


def test_a_filter_that_no_longer_exists_is_told(oficina, agente):
    incidencia = IncidenciaFactory(canal=Canal.CORREO)
    vista = VistaGuardadaFactory(
        usuario=agente, consulta={"vista": ["abiertas"], "fase_lunar": ["llena"]}
    )
    respuesta = oficina.get(vista.get_absolute_url())
    assert respuesta.status_code == 422
    assert "«fase_lunar», que ya no existe" in respuesta.text
    assert incidencia.codigo not in respuesta.text


def test_a_category_that_was_deleted_is_told(oficina, agente):
    categoria = CategoriaFactory()
    vista = VistaGuardadaFactory(usuario=agente, consulta={"categoria": [str(categoria.pk)]})
    assert oficina.get(vista.get_absolute_url()).status_code == 200
    categoria.delete()
    olvidar_cuentas(agente)
    respuesta = oficina.get(vista.get_absolute_url())
    assert respuesta.status_code == 422
    assert "aviso" in respuesta.text


@pytest.mark.parametrize(
    "consulta",
    [
        {"desde": ["ayer"]},
        {"cliente": ["x"]},
        {"vista": ["la-de-antes"]},
        {"canal": "correo"},
        ["canal"],
        {"hace": ["mil"]},
        {"prioridad": [None]},
    ],
)
def test_whatever_is_kept_in_the_row_never_breaks_the_bandeja(oficina, agente, consulta):
    vista = VistaGuardadaFactory(usuario=agente, consulta=consulta)
    assert oficina.get(URL).status_code == 200
    assert oficina.get(vista.get_absolute_url()).status_code in (200, 422)


def test_a_view_that_is_gone_says_so(oficina):
    respuesta = oficina.get(URL, {"vista": "v99999999"})
    assert respuesta.status_code == 422
    assert "Esa vista ya no existe" in respuesta.text


def test_filters_that_make_no_sense_are_not_saved(oficina):
    assert guardar(oficina, "canal=humo").status_code == 404
    assert not VistaGuardada.objects.exists()


# --- The first one of the day


def test_the_bandeja_opens_with_the_view_that_one_chose_until_it_is_deleted(oficina, agente):
    vista = VistaGuardadaFactory(usuario=agente, nombre="La de la mañana")
    oficina.post(reverse("incidencias:abrir_con"), {"vista": vista.clave})
    assert oficina.get(URL).context["pedida"].titulo == "La de la mañana"
    oficina.post(reverse("incidencias:borrar_vista", args=[vista.pk]))
    assert oficina.get(URL).context["pedida"].clave == "abiertas"
    oficina.post(reverse("incidencias:abrir_con"), {"vista": "mias"})
    assert oficina.get(URL).context["pedida"].clave == "mias"
    ajena = VistaGuardadaFactory()
    respuesta = oficina.post(reverse("incidencias:abrir_con"), {"vista": ajena.clave})
    assert respuesta.status_code == 404


# --- What others add


def test_another_module_adds_a_view_and_a_queue_of_its_own(oficina, agente):
    IncidenciaFactory(canal=Canal.CHAT)
    registrar_bandeja(
        Bandeja(
            "de_chat",
            "Del chat",
            "message-circle",
            lambda casos, usuario: casos.filter(canal=Canal.CHAT),
            _bandejas["abiertas"].ordenes,
            "Nada",
        )
    )
    registrar_cola(
        Cola("llamar", "Devolver llamada", "phone", "incidencias:nueva", lambda usuario: 3)
    )
    try:
        pagina = oficina.get(URL, {"vista": "de_chat"})
        assert len(codigos(pagina)) == 1
        assert (menu(pagina)["Del chat"], menu(pagina)["Devolver llamada"]) == ("1", "3")
    finally:
        del _bandejas["de_chat"], _colas["llamar"]


def test_the_menu_costs_the_same_with_one_view_as_with_twenty(oficina, agente, consultas):
    VistaGuardadaFactory(usuario=agente)
    con_una = consultas(oficina.get, URL)
    for _ in range(19):
        VistaGuardadaFactory(usuario=agente, consulta={"vista": ["abiertas"], "canal": ["chat"]})
    olvidar_cuentas(agente)
    assert consultas(oficina.get, URL) == con_una


def test_a_team_may_lend_its_view_to_agents_of_other_roles():
    grupo = GrupoFactory()
    otra = AgenteFactory()
    otra.grupos.add(grupo)
    vista = VistaGuardadaFactory(alcance=Alcance.GRUPO, grupo=grupo)
    assert list(VistaGuardada.objects.visibles_para(otra)) == [vista]


# --- Views that look for words


def con_palabra(agente, nombre, palabra):
    return VistaGuardadaFactory(
        usuario=agente, nombre=nombre, consulta={"vista": ["abiertas"], "q": [palabra]}
    )


def entrada_del_menu(respuesta, titulo):
    vistas = [una for _seccion, suyas in respuesta.context["vistas"] for una in suyas]
    return next(una for una in vistas if una.titulo == titulo)


def test_one_that_looks_for_words_is_counted_up_to_a_few(oficina, agente, monkeypatch):
    monkeypatch.setattr("incidencias.vistas.TOPE_DE_PALABRAS", 2)
    monkeypatch.setattr("incidencias.views.bandeja.TOPE_DE_PALABRAS", 2)
    con_palabra(agente, "Caldera", "caldera")
    IncidenciaFactory.create_batch(2, asunto="La caldera gotea")
    IncidenciaFactory(asunto="El horno no calienta")
    assert menu(oficina.get(URL))["Caldera"] == "2"
    IncidenciaFactory(asunto="Otra caldera")
    olvidar_cuentas(agente)
    assert menu(oficina.get(URL))["Caldera"] == "2"  # searching again waits for its turn
    with time_machine.travel(timezone.now() + timedelta(minutes=3)):
        olvidar_cuentas(agente)
        assert menu(oficina.get(URL))["Caldera"] == "2+"


def test_at_each_look_only_one_of_them_is_counted(oficina, agente, consultas):
    IncidenciaFactory(asunto="La caldera gotea")
    con_palabra(agente, "Una", "caldera")
    con_una = consultas(lambda: oficina.get(URL))
    for nombre in ("Dos", "Tres"):
        con_palabra(agente, nombre, "caldera")
    for contadas in (2, 3):
        olvidar_cuentas(agente)
        assert consultas(lambda: oficina.get(URL)) <= con_una
        olvidar_cuentas(agente)
        cuentas = menu(oficina.get(URL))
        assert sum(cuentas.get(uno) == "1" for uno in ("Una", "Dos", "Tres")) >= contadas


def test_one_whose_words_are_everywhere_says_why_it_is_not_counted(oficina, agente, monkeypatch):
    def no_acaba(*_args: object) -> None:
        raise TardaDemasiado

    monkeypatch.setattr("incidencias.vistas.casos_de", no_acaba)
    con_palabra(agente, "Agua", "agua")
    respuesta = oficina.get(URL)
    assert entrada_del_menu(respuesta, "Agua").cuenta == ""
    assert "demasiado comunes para contarlas" in respuesta.text
