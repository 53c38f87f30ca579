"""Rules of the code that watch over themselves (docs/decisions/011-architecture-tests.md).

Each looks at every app of ours and answers with the places that break it. The import layers are
import-linter's, the templates test_plantillas.py's.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection, models

from nucleo.eventos import EventoBase

RAIZ = settings.BASE_DIR
NUESTRAS = [a for a in apps.get_app_configs() if Path(a.path).parent == RAIZ]
MODELOS = [modelo for app in NUESTRAS for modelo in app.get_models()]
EVENTOS = [modelo for modelo in MODELOS if issubclass(modelo, EventoBase)]
CAJONES_DE_SASTRE = {"utils", "util", "helpers", "common", "misc", "utilidades"}


@cache
def codigo() -> list[tuple[Path, ast.Module]]:
    """Every source file of ours that is neither a test nor a migration."""
    rutas = [ruta for app in NUESTRAS for ruta in sorted(Path(app.path).rglob("*.py"))]
    propias = [r for r in rutas if not {"tests", "migrations"} & set(r.relative_to(RAIZ).parts)]
    return [(r.relative_to(RAIZ), ast.parse(r.read_text())) for r in propias]


def llamadas(arbol: ast.AST) -> Iterator[ast.Call]:
    return (nodo for nodo in ast.walk(arbol) if isinstance(nodo, ast.Call))


def nombre_de(llamada: ast.Call) -> str:
    """The last word of what is called: `update` in `x.objects.filter().update()`."""
    funcion = llamada.func
    return funcion.attr if isinstance(funcion, ast.Attribute) else getattr(funcion, "id", "")


ESCRIBEN_POR_NOMBRE = {"update", "update_or_create", "cambia"}  # cambia: of an Expediente


def asigna_estado(nodo: ast.AST) -> bool:
    """x.estado = …, .update(estado=…), .update(**{"estado": …}), .cambia(x, estado=…),
    setattr(x, "estado", …), .bulk_update(…, ["estado"]).
    """
    if isinstance(nodo, ast.Attribute):
        return nodo.attr == "estado" and isinstance(nodo.ctx, ast.Store)
    if not isinstance(nodo, ast.Call):
        return False
    textos = {n.value for a in nodo.args for n in ast.walk(a) if isinstance(n, ast.Constant)}
    return (nombre_de(nodo) in ESCRIBEN_POR_NOMBRE and "estado" in claves_de(nodo)) or (
        nombre_de(nodo) in {"setattr", "bulk_update"} and "estado" in textos
    )


def claves_de(llamada: ast.Call) -> set[str]:
    """The names of its arguments, also those of a dictionary unpacked there."""
    desplegadas = [n for c in llamada.keywords if c.arg is None for n in ast.walk(c.value)]
    literales = [n.keys for n in desplegadas if isinstance(n, ast.Dict)]
    return {c.arg for c in llamada.keywords if c.arg} | {
        clave.value for claves in literales for clave in claves if isinstance(clave, ast.Constant)
    }


def es_de_servicios(ruta: Path) -> bool:
    """servicios.py, or anything however deep under servicios/."""
    return "servicios" in (ruta.stem, *ruta.parts[:-1])


def test_only_servicios_assign_estado():
    culpables = [
        f"{ruta}:{nodo.lineno}"
        for ruta, arbol in codigo()
        if not es_de_servicios(ruta)
        for nodo in ast.walk(arbol)
        if asigna_estado(nodo)
    ]
    assert culpables == []


@pytest.mark.parametrize(
    "frase",
    [
        "x.estado = 1",
        "a, x.estado = 1, 2",
        "x.estado += 1",
        "X.objects.filter(pk=1).update(estado=1)",
        "X.objects.filter(pk=1).update(**{'estado': 1})",
        "X.objects.filter(pk=1).update(**(cambios | {'estado': 1}))",
        "X.objects.update_or_create(pk=1, estado=1)",
        "expediente.cambia(orden, estado=1)",
        "setattr(x, 'estado', 1)",
        "X.objects.bulk_update(xs, ['estado'])",
    ],
)
def test_the_rule_of_estado_sees_every_way_of_writing_it(frase):
    assert any(asigna_estado(nodo) for nodo in ast.walk(ast.parse(frase)))


@pytest.mark.parametrize(
    "frase",
    [
        "x.estado == 1",
        "X(estado=1)",
        "X.objects.filter(estado=1)",
        "X.objects.filter(**{'estado': 1})",
        "contexto.update(**{'titulo': x.estado})",
        "x.save(['estado'])",
    ],
)
def test_the_rule_of_estado_lets_reading_and_building_pass(frase):
    assert not any(asigna_estado(nodo) for nodo in ast.walk(ast.parse(frase)))


@pytest.mark.parametrize(
    ("ruta", "exenta"),
    [
        ("sat/servicios.py", True),
        ("sat/servicios/ordenes.py", True),
        ("sat/servicios/composicion/ordenes.py", True),
        ("sat/views/ordenes.py", False),
        ("sat/estados.py", False),
    ],
)
def test_servicios_is_a_folder_however_deep(ruta, exenta):
    assert es_de_servicios(Path(ruta)) is exenta


def test_the_database_knows_every_choice():
    sin_vigilar = [
        f"{modelo._meta.label}.{campo.name}"
        for modelo in MODELOS
        for campo in modelo._meta.local_fields
        if campo.choices
        and f"{modelo._meta.model_name}_{campo.name}_conocido"
        not in {restriccion.name for restriccion in modelo._meta.constraints}
    ]
    assert sin_vigilar == []


@pytest.mark.django_db
def test_every_event_table_only_admits_additions():
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgrelid::regclass::text from pg_trigger"
            " where tgname = 'solo_anadir' and tgenabled = 'O'"
        )
        vigiladas = {tabla for (tabla,) in cursor.fetchall()}
    assert len(EVENTOS) >= 3
    assert {modelo._meta.db_table for modelo in EVENTOS} - vigiladas == set()


def test_nothing_points_to_an_event():
    """Their key contains the aggregate's id, so that they can be partitioned by it later."""
    punteros = [
        f"{modelo._meta.label}.{campo.name}"
        for modelo in MODELOS
        for campo in modelo._meta.local_fields
        if isinstance(campo, models.ForeignKey) and campo.related_model in EVENTOS
    ]
    assert punteros == []


def test_what_an_event_points_to_cannot_be_deleted_under_it():
    sueltos = [
        f"{modelo._meta.label}.{campo.name}"
        for modelo in EVENTOS
        for campo in modelo._meta.local_fields
        if isinstance(campo, models.ForeignKey)
        and campo.remote_field.on_delete is not models.PROTECT
    ]
    assert sueltos == []


def es_de_vistas(ruta: Path) -> bool:
    """views.py, viewsets.py, views_*.py, or anything under a folder of theirs."""
    return any(
        parte.partition("_")[0] in {"views", "viewsets"} for parte in (*ruta.parts[:-1], ruta.stem)
    )


@pytest.mark.parametrize(
    ("ruta", "vista"),
    [
        ("portal/views.py", True),
        ("nucleo/views_salud.py", True),
        ("sat/views/ordenes.py", True),
        ("sat/api/viewsets.py", True),
        ("sat/servicios/ordenes.py", False),
    ],
)
def test_the_rule_of_views_knows_where_they_are(ruta, vista):
    assert es_de_vistas(Path(ruta)) is vista


def test_views_start_from_what_the_user_may_see():
    enteras = [
        f"{ruta}:{llamada.lineno}"
        for ruta, arbol in codigo()
        if es_de_vistas(ruta)
        for llamada in llamadas(arbol)
        if ast.unparse(llamada.func).endswith(".objects.all")
    ]
    assert enteras == []


def test_no_business_effect_hangs_on_a_signal():
    """Calls are explicit; upward effects are pulled. `post_migrate` only fills catalogues."""
    receptores = [
        f"{ruta}:{nodo.lineno} {alias.name}"
        for ruta, arbol in codigo()
        for nodo in ast.walk(arbol)
        if isinstance(nodo, ast.ImportFrom) and nodo.module in {MODULO_SENALES, "django.dispatch"}
        for alias in nodo.names
        if alias.name != "post_migrate"
    ]
    assert receptores == []


MODULO_SENALES = "django.db.models.signals"


def test_no_drawer_for_odds_and_ends():
    assert [str(ruta) for ruta, _ in codigo() if ruta.stem in CAJONES_DE_SASTRE] == []


def test_no_translated_text_is_built_before_translating():
    """`_(f"…")` asks the catalogue for a text that it cannot have."""
    traductores = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}
    culpables = [
        f"{ruta}:{llamada.lineno}"
        for ruta, arbol in codigo()
        for llamada in llamadas(arbol)
        if nombre_de(llamada) in traductores
        and any(isinstance(argumento, ast.JoinedStr | ast.BinOp) for argumento in llamada.args)
    ]
    assert culpables == []


def test_the_example_of_the_environment_names_every_variable():
    leidas = re.findall(
        r'\benv(?:\.\w+)?\(\s*"(\w+)"', (RAIZ / "postventa/settings.py").read_text()
    )
    ejemplo = re.findall(r"^#? ?(\w+)=", (RAIZ / ".env.ejemplo").read_text(), re.MULTILINE)
    assert len(leidas) > 10
    assert set(leidas) - set(ejemplo) == set()


def test_nothing_cites_a_document_that_is_not_in_the_repository():
    """Who reads a comment can open what it names."""
    ausentes = re.compile(r"\bdesign §|\b(?:legal|ui|performance|tried|style|peers|design)\.md\b")
    extensiones = {".py", ".html", ".md", ".css", ".js", ".toml"}
    culpables = [
        f"{ruta.relative_to(RAIZ)}:{numero}"
        for carpeta in [*NUESTRAS, "docs", "templates", "static", "tests"]
        for ruta in Path(getattr(carpeta, "path", RAIZ / str(carpeta))).rglob("*")
        if ruta.suffix in extensiones and ruta.name != "test_arquitectura.py"
        for numero, linea in enumerate(ruta.read_text(encoding="utf-8").splitlines(), 1)
        if ausentes.search(linea)
    ]
    assert culpables == []
