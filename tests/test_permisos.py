"""Each role × each page: what it may open, and what for it does not exist (404, never 403).

A new page without parameters has to be put in the table; a new page with parameters must not open
to the anonymous nor to a customer unless it says so here.
"""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from clientes.tests.fabricas import CompraFactory, ContactoFactory
from cuentas.models import CodigoRol
from cuentas.tests.fabricas import UsuarioFactory
from incidencias.tests.fabricas import IncidenciaFactory
from nucleo.enlaces import firmar
from portal.tests.fabricas import ContactoConAccesoFactory

pytestmark = pytest.mark.django_db

OFICINA = {"agente", "coordinador", "gestor", "calidad", "administrador"}
PERSONAL = OFICINA | {"tecnico", "externo"}
TODOS = PERSONAL | {"cliente"}
PAGINAS = {
    "/": TODOS,
    "/ajustes/asignacion/": {"gestor", "administrador"},
    "/ajustes/categorias/": {"gestor", "administrador"},
    "/ajustes/categorias/nueva/": {"gestor", "administrador"},
    "/ajustes/prioridades/": {"gestor", "administrador"},
    "/ajustes/remitentes-vetados/": {"coordinador", "gestor", "administrador"},
    "/ajustes/causas-de-urgencia/": {"gestor", "administrador"},
    "/ajustes/causas-de-urgencia/nueva/": {"gestor", "administrador"},
    "/ajustes/seguridad/": {"gestor", "administrador"},
    "/ajustes/seguridad/nuevo/": {"gestor", "administrador"},
    "/incidencias/ausentes/": {"coordinador", "gestor", "administrador"},
    "/ajustes/": PERSONAL,
    "/ajustes/automatismos/": {"gestor", "administrador"},
    "/ajustes/automatismos/nuevo/": {"gestor", "administrador"},
    "/ajustes/buzones/": {"administrador"},
    "/ajustes/buzones/nuevo/": {"administrador"},
    "/ajustes/catalogo/": {"gestor", "administrador"},
    "/ajustes/catalogo/nuevo/": {"gestor", "administrador"},
    "/ajustes/correo-demo/": set(),  # only in demo mode
    "/ajustes/correo/": {"coordinador", "gestor", "administrador"},
    "/ajustes/empresa/": {"administrador"},
    "/ajustes/estilo/": PERSONAL,
    "/ajustes/importar/": {"coordinador", "gestor", "administrador"},
    "/ajustes/normativa/": {"administrador"},
    "/ajustes/limites/": {"gestor", "administrador"},
    "/ajustes/personas/": {"coordinador", "gestor", "administrador"},
    "/ajustes/calendarios/": {"gestor", "administrador"},
    "/ajustes/calendarios/nuevo/": {"gestor", "administrador"},
    "/ajustes/esperas/": {"gestor", "administrador"},
    "/ajustes/esperas/nuevo/": {"gestor", "administrador"},
    "/ajustes/plazos/": {"gestor", "administrador"},
    "/ajustes/plazos/nueva/": {"gestor", "administrador"},
    "/contingencias/": OFICINA,
    "/contingencias/nueva/": {"coordinador", "gestor", "administrador"},
    "/ajustes/tarifas/": {"gestor", "administrador"},
    "/ajustes/tarifas/nueva/": {"gestor", "administrador"},
    "/ajustes/tokens/": PERSONAL,
    "/buscar/": PERSONAL,
    "/clientes/": OFICINA,
    "/clientes/duplicados/": OFICINA,
    "/clientes/nuevo/": OFICINA,
    "/conocimiento/": OFICINA,
    "/conocimiento/guiones/": OFICINA,
    "/conocimiento/guiones/nuevo/": OFICINA - {"agente"},
    "/conocimiento/macros/": OFICINA,
    "/conocimiento/macros/nueva/": OFICINA,
    "/conocimiento/plantillas/nueva/": OFICINA,
    "/contratos/": OFICINA,
    "/contratos/nuevo/": OFICINA - {"calidad"},
    "/encuestas/": OFICINA,
    "/entrar/": TODOS,
    "/equipos/": OFICINA,
    "/equipos/etiquetas/": OFICINA,
    "/incidencias/": OFICINA,
    "/incidencias/llamada/": OFICINA,
    "/incidencias/llamadas/": OFICINA,
    "/incidencias/llamadas/registro/": OFICINA,
    "/incidencias/chats/": OFICINA,
    "/incidencias/correo/": OFICINA,
    "/incidencias/nueva/": OFICINA,
    "/incidencias/nueva/buscar/": OFICINA,
    "/incidencias/nueva/carta/": OFICINA,
    "/incidencias/nueva/hoja/": OFICINA,
    "/incidencias/nueva/mostrador/": OFICINA,
    "/incidencias/nueva/sugerencia/": OFICINA,
    "/incidencias/nueva/cliente/": OFICINA,
    "/incidencias/nueva/guion/": OFICINA,
    "/incidencias/nueva/veredicto/": OFICINA,
    "/incidencias/vistas/nueva/": OFICINA,
    "/incidencias/triaje/": OFICINA,
    "/incidencias/ya-abiertas/": OFICINA,
    "/incidencias/peticiones/": OFICINA,
    "/incidencias/resenas/": OFICINA,
    "/incidencias/resenas/nueva/": OFICINA,
    "/incidencias/sugerencias/": OFICINA,
    "/indicadores/": {"coordinador", "gestor", "calidad", "administrador"},
    "/notificaciones/": PERSONAL,
    "/notificaciones/campana/": PERSONAL,
    "/normativa/": PERSONAL - {"externo"},
    "/normativa/reglas/": PERSONAL - {"externo"},
    "/persona/": TODOS,
    "/portal/": {"cliente"},
    "/portal/avisar/": {"cliente"},
    "/portal/avisar/otro/": {"cliente"},
    "/portal/avisar/preguntas/": {"cliente"},
    "/portal/equipos/nuevo/": {"cliente"},
    "/portal/equipos/nuevo/otro/": {"cliente"},
    "/portal/sugerencia/": {"cliente"},
    "/productos/": OFICINA,
    "/productos/nuevo/": OFICINA,
    "/sat/": PERSONAL,
    "/sat/agenda/": {"coordinador", "gestor", "administrador", "agente", "externo"},
    "/sat/mi-dia/": {"tecnico", "administrador", "externo"},
    "/seguimiento/": TODOS,
    "/sugerencias/": TODOS,
    "/tarifas/": TODOS,
}
# What anybody may open, by the beginning of its address.
PUBLICAS = (
    "/",
    "/persona/",
    "/seguimiento/",
    "/sugerencias/",
    "/tarifas/",
    "/q/",
    "/e/",
    "/f/",
    "/sat/mi-dia/manifest",
)
DEL_CLIENTE = (*PUBLICAS[1:], "/portal/", "/entrar/")
NO_ES_PAGINA = {  # they answer a POST, lead elsewhere, or are no page
    "/admin/login/",
    "/ajustes/prioridades/previa/",
    "/conocimiento/plantillas/previa/",
    "/contingencias/nueva/previa/",
    "/contingencias/nueva/sedes/",
    "/incidencias/asignar/",
    "/incidencias/identidad/codigo/",
    "/incidencias/identidad/comprobar/",
    "/incidencias/identidad/preguntas/",
    "/incidencias/llamada/apuntar/",
    "/incidencias/llamada/estado/",
    "/incidencias/llamada/sonando/",
    "/incidencias/lotes/nuevo/",  # without a decision there is nothing to ask
    "/incidencias/nueva/borrador/",
    "/incidencias/nueva/fotos/",
    "/mi-disponibilidad/",
    "/notificaciones/leidas/",
    "/incidencias/siguiente/",
    "/incidencias/vistas/abrir-con/",
    "/persona/llamadme/",
    "/sat/agenda/colocar/",
    "/sat/mi-dia/manifest.webmanifest",
}


def _rutas(resolutor, principio="/"):
    for patron in resolutor.url_patterns:
        ruta = principio + str(patron.pattern)
        if isinstance(patron, URLResolver):
            if not ruta.startswith(("/admin/", "/api/", "/cuentas/")):
                yield from _rutas(patron, ruta)
        elif isinstance(patron, URLPattern) and "^" not in ruta:
            yield ruta


RUTAS = sorted(set(_rutas(get_resolver())))
SIN_DATOS = [ruta for ruta in RUTAS if "<" not in ruta and ruta not in NO_ES_PAGINA]
DE_PRUEBA = {
    "int": "987654321",
    "str": "inexistente",
    "slug": "inexistente",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "codigo_incidencia": "INC-26-999999",
}


def _con_datos(ruta):
    """The address with parameters of nothing that exists."""
    trozos = []
    for trozo in ruta.split("<"):
        tipo, _separa, resto = trozo.partition(":")
        _nombre, cierra, cola = resto.partition(">")
        trozos.append(DE_PRUEBA[tipo] + cola if cierra else trozo)
    return "".join(trozos)


def test_every_page_without_parameters_is_in_the_table():
    assert set(PAGINAS) == {ruta for ruta in SIN_DATOS if not ruta.startswith("/cuentas/")}


@pytest.mark.parametrize("rol", CodigoRol.values)
def test_each_role_opens_its_pages_and_the_rest_do_not_exist(client, rol):
    client.force_login(UsuarioFactory(roles=[rol]))
    abiertas = {ruta for ruta in PAGINAS if client.get(ruta).status_code in (200, 302)}
    assert abiertas == {ruta for ruta, roles in PAGINAS.items() if rol in roles}


def test_who_has_no_role_opens_only_what_is_public(client):
    client.force_login(UsuarioFactory())
    abiertas = {ruta for ruta in PAGINAS if client.get(ruta).status_code == 200}
    assert abiertas == {"/", "/persona/", "/seguimiento/", "/sugerencias/", "/tarifas/"}


@pytest.mark.parametrize("ruta", [ruta for ruta in RUTAS if not ruta.startswith("/cuentas/")])
def test_the_anonymous_are_sent_to_sign_in_or_find_nothing(client, ruta):
    respuesta = client.get(_con_datos(ruta))
    if ruta == "/" or ruta.startswith(PUBLICAS[1:]):
        assert respuesta.status_code in (200, 404, 405)
    elif respuesta.status_code == 302:
        assert respuesta.url.startswith("/cuentas/login/")
    else:
        assert respuesta.status_code in (404, 405)


@pytest.mark.parametrize("ruta", [ruta for ruta in RUTAS if not ruta.startswith("/cuentas/")])
def test_a_customer_finds_no_page_of_staff(client, ruta):
    client.force_login(ContactoConAccesoFactory().usuario)
    respuesta = client.get(_con_datos(ruta))
    if ruta != "/" and not ruta.startswith(DEL_CLIENTE):
        assert respuesta.status_code in (404, 405)
    assert respuesta.status_code < 500


# --- Pages of something, opened by its owner and by others


@pytest.fixture
def suyo():
    """What a customer has: a unit and a case."""
    contacto = ContactoConAccesoFactory()
    compra = CompraFactory(equipo__cliente=contacto.cliente)
    incidencia = IncidenciaFactory(
        cliente=contacto.cliente, contacto=contacto, equipo=compra.equipo
    )
    return {"contacto": contacto, "equipo": compra.equipo, "incidencia": incidencia}


def _del_portal(suyo):
    codigo = suyo["incidencia"].codigo
    return [
        reverse("portal:incidencia", args=[codigo]),
        reverse("portal:acuse", args=[codigo]),
        reverse("portal:avisar_equipo", args=[suyo["equipo"].uid]),
    ]


def _de_oficina(suyo):
    return [
        suyo["incidencia"].get_absolute_url(),
        suyo["equipo"].get_absolute_url(),
        suyo["equipo"].cliente.get_absolute_url(),
        reverse("clientes:editar", args=[suyo["contacto"].cliente_id]),
        reverse("clientes:editar_equipo", args=[suyo["equipo"].pk]),
    ]


def _estados(client, rutas):
    return {client.get(ruta).status_code for ruta in rutas}


def test_its_customer_opens_it_and_another_customer_finds_nothing(client, suyo):
    client.force_login(suyo["contacto"].usuario)
    assert _estados(client, _del_portal(suyo)) == {200}
    assert _estados(client, _de_oficina(suyo)) == {404}
    client.force_login(ContactoConAccesoFactory().usuario)
    assert _estados(client, _del_portal(suyo) + _de_oficina(suyo)) == {404}


@pytest.mark.parametrize("rol", sorted(TODOS - {"cliente"}))
def test_staff_open_it_by_role_and_never_as_its_customer(client, suyo, rol):
    client.force_login(UsuarioFactory(roles=[rol]))
    assert _estados(client, _de_oficina(suyo)) == ({200} if rol in OFICINA else {404})
    assert _estados(client, _del_portal(suyo)) == {404}


def test_an_agent_who_is_also_a_customer_sees_in_the_portal_only_what_is_theirs(client, suyo):
    usuario = UsuarioFactory(roles=["agente", "cliente"])
    ContactoFactory(usuario=usuario)
    client.force_login(usuario)
    assert _estados(client, _de_oficina(suyo)) == {200}
    assert _estados(client, _del_portal(suyo)) == {404}


def test_a_contact_who_lost_access_finds_nothing(client, suyo):
    contacto = suyo["contacto"]
    client.force_login(contacto.usuario)
    contacto.activo = False
    contacto.save()
    assert _estados(client, _del_portal(suyo)) == {404}


def test_the_link_of_a_mail_opens_its_case_and_no_other(client, suyo):
    codigo, otra = suyo["incidencia"].codigo, IncidenciaFactory().codigo
    token = firmar("seguimiento", codigo, 1)
    abre = reverse("portal:seguimiento_enlace", args=[codigo, token])
    no_abre = reverse("portal:seguimiento_enlace", args=[otra, token])
    assert client.get(abre).status_code == 200
    assert client.get(no_abre).status_code == 404
