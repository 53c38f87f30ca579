"""The company itself: data, branches, calendars, teams, people and what it promises."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from cuentas.models import Centro, Grupo, Habilidad, Rol, Usuario
from incidencias.models import (
    Categoria,
    MotivoEspera,
    ObjetivoPolitica,
    PoliticaSLA,
    Prioridad,
    Tipo,
    TipoObjetivo,
    VersionPolitica,
)
from nucleo.catalogos import CALENDARIO_GENERAL, DESDE_SIEMPRE, copiar_festivos
from nucleo.empresa import olvidar_empresa
from nucleo.models import Calendario, Empresa, IntervaloSemanal, VersionCalendario
from postventa.demo import temas

DOMINIO = "demo.postventa.example"
CONTRASENA = "demo"
SIN_CONTRASENA = "!"
# The accounts of the login page (cuentas/contexto.py), beside those of the SAT and the customer.
CON_CONTRASENA = frozenset({"agente", "coordinador", "gestor", "calidad", "admin", "cliente"})
HORA = 3600

MANIANA, TARDE, INTENSIVA, TODO = (540, 840), (960, 1140), (480, 900), (0, 1440)
CONTINUA = (480, 1080)
# Name, community, intervals of each working day, days of the week, summer intervals.
CALENDARIOS = (
    ("Valencia", "VC", (MANIANA, TARDE), range(5), ()),
    ("Barcelona", "CT", (MANIANA, TARDE), range(5), ()),
    ("Sevilla", "AN", (MANIANA, TARDE), range(5), (INTENSIVA,)),
    ("Técnicos", "MD", (CONTINUA,), range(5), ()),
    ("Urgencias 24 h", "MD", (TODO,), range(7), ()),
)
VERANO = (615, 915)
CENTROS = (
    ("Central de Madrid", "Calle del Henares, 14", "Madrid", "28028", "MD", CALENDARIO_GENERAL),
    ("Delegación de Levante", "Carrer de la Mar, 8", "Valencia", "46001", "VC", "Valencia"),
    ("Delegación de Cataluña", "Carrer de Balmes, 210", "Barcelona", "08013", "CT", "Barcelona"),
    ("Delegación Sur", "Calle Torneo, 33", "Sevilla", "41010", "AN", "Sevilla"),
)
# Key, name, centre, calendar, restricted.
GRUPOS = (
    ("clientes", "Atención al cliente", 0, CALENDARIO_GENERAL, False),
    ("calor", "Calefacción y agua caliente", 0, CALENDARIO_GENERAL, False),
    ("clima", "Climatización", 1, "Valencia", False),
    ("electro", "Electrodomésticos", 2, "Barcelona", False),
    ("sur", "Zona sur", 3, "Sevilla", False),
    ("reclamaciones", "Reclamaciones", 0, CALENDARIO_GENERAL, False),
    ("urgencias", "Urgencias 24 h", 0, "Urgencias 24 h", False),
    ("siniestros", "Siniestros y daños personales", 0, CALENDARIO_GENERAL, True),
)
# Beyond the basic ones: name, kind, solved remotely, team.
CATEGORIAS = (
    (temas.NO_CALIENTA, Tipo.AVERIA, False, "calor"),
    (temas.NO_ENFRIA, Tipo.AVERIA, False, "clima"),
    (temas.MAL_REPARADO, Tipo.REPARACION, False, "reclamaciones"),
    (temas.DEVOLUCION, Tipo.DEVOLUCION, True, "reclamaciones"),
    (temas.GARANTIA, Tipo.CONSULTA, True, "clientes"),
    (temas.ACCESORIO, Tipo.PETICION_ESPECIAL, True, "clientes"),
    (temas.OPINION, Tipo.SUGERENCIA, True, "clientes"),
)
HABILIDADES = (
    ("gas", "Gas y calefacción"),
    ("frio", "Frío y climatización"),
    ("electrodomesticos", "Electrodomésticos"),
    ("idioma-ca", "Atiende en catalán"),
    ("idioma-gl", "Atiende en gallego"),
    ("idioma-en", "Atiende en inglés"),
)
DIAS_DE_LA_NUEVA_POLITICA = 120  # since when first answers are promised, and given, sooner


@dataclass(frozen=True)
class Agente:
    """Somebody of the office: how quickly and how well they work."""

    usuario: Usuario
    tardanza: float  # times the usual first answer
    esmero: float  # 0..1: who asks twice, who closes in false


@dataclass
class Casa:
    """Everything that exists before the first customer."""

    grupos: dict[str, Grupo] = field(default_factory=dict)
    categorias: dict[str, Categoria] = field(default_factory=dict)
    motivos: dict[str, MotivoEspera] = field(default_factory=dict)
    habilidades: dict[str, Habilidad] = field(default_factory=dict)
    personas: dict[str, Usuario] = field(default_factory=dict)
    contrasena: str = SIN_CONTRASENA
    agentes: dict[str, list[Agente]] = field(default_factory=dict)  # by team
    cambios_de_politica: list[datetime] = field(default_factory=list)


# Key, name, roles, teams, delay, care.
PERSONAS = (
    ("agente", "Lucía Ferrer Domínguez", ("agente",), "clientes calor clima electro", 0.8, 0.92),
    ("rosa", "Rosa Iglesias Prieto", ("agente",), "clientes calor", 0.7, 0.95),
    ("ivan", "Iván Cortés Román", ("agente",), "clientes electro", 1.7, 0.55),
    ("nuria", "Núria Soler Vidal", ("agente",), "electro clientes", 1.0, 0.85),
    ("vicent", "Vicent Pastor Moya", ("agente",), "clima", 1.1, 0.8),
    ("macarena", "Macarena Benítez Reyes", ("agente",), "sur", 0.9, 0.88),
    ("oscar", "Óscar Nieto Crespo", ("agente",), "reclamaciones siniestros", 1.3, 0.75),
    ("guardia", "Tomás Bravo Lozano", ("agente",), "urgencias", 0.6, 0.8),
    ("coordinador", "Andrés Velasco Marín", ("coordinador", "agente"), "calor clima", 1.0, 0.85),
    ("gestor", "Beatriz Montero Salas", ("gestor",), "siniestros", 1.0, 0.9),
    ("calidad", "Elena Hidalgo Ruiz", ("calidad", "agente"), "reclamaciones", 0.9, 0.95),
    ("cliente", "Marta Olmedo Sanz", ("cliente",), "", 1.0, 0.9),
    ("admin", "Sergio Arias Campos", ("administrador",), "", 1.0, 0.8),
)


def levantar(ahora: datetime) -> Casa:
    """Write the company down; its people sign in with `CONTRASENA`."""
    casa = Casa()
    _empresa()
    calendarios = _calendarios()
    _grupos(casa, calendarios)
    _categorias(casa)
    _politicas(casa, ahora)
    casa.motivos = {motivo.codigo: motivo for motivo in MotivoEspera.objects.all()}
    casa.habilidades = {
        codigo: Habilidad.objects.get_or_create(codigo=codigo, defaults={"nombre": nombre})[0]
        for codigo, nombre in HABILIDADES
    }
    _personas(casa)
    return casa


def _empresa() -> None:
    Empresa.objects.update_or_create(
        pk=1,
        defaults={
            "nombre": "Casatérmica",
            "razon_social": "Casatérmica del Henares, S. L.",
            "nif": "B90010018",
            "direccion": "Calle del Henares, 14",
            "codigo_postal": "28028",
            "municipio": "Madrid",
            "comunidad": "MD",
            "telefono": "+34910550100",
            "correo": f"hola@{DOMINIO}",
            "web": f"https://{DOMINIO}",
            "palabra_equipo": "aparato",
        },
    )
    olvidar_empresa()


def _calendarios() -> dict[str, Calendario]:
    calendarios = {CALENDARIO_GENERAL: Calendario.objects.get(nombre=CALENDARIO_GENERAL)}
    for nombre, comunidad, tramos, dias, de_verano in CALENDARIOS:
        calendario = Calendario.objects.create(nombre=nombre, comunidad=comunidad)
        version = VersionCalendario.objects.create(
            calendario=calendario, vigente_desde=DESDE_SIEMPRE, con_festivos=tramos != (TODO,)
        )
        normales = [(tramo, (0, 0)) for tramo in tramos]
        estivales = [(tramo, VERANO) for tramo in de_verano]
        IntervaloSemanal.objects.bulk_create(
            IntervaloSemanal(
                version=version,
                dia_semana=dia,
                desde_min=desde,
                hasta_min=hasta,
                temporada_desde=temporada[0],
                temporada_hasta=temporada[1],
            )
            for dia in dias
            for (desde, hasta), temporada in [*normales, *estivales]
        )
        calendarios[nombre] = calendario
    copiar_festivos()
    return calendarios


def _grupos(casa: Casa, calendarios: dict[str, Calendario]) -> None:
    centros = [
        Centro.objects.create(
            nombre=nombre,
            direccion=direccion,
            municipio=municipio,
            codigo_postal=codigo_postal,
            comunidad=comunidad,
            telefono="+34910550100",
            calendario=calendarios[calendario],
        )
        for nombre, direccion, municipio, codigo_postal, comunidad, calendario in CENTROS
    ]
    for clave, nombre, centro, calendario, restringido in GRUPOS:
        casa.grupos[clave] = Grupo.objects.create(
            nombre=nombre,
            centro=centros[centro],
            calendario=calendarios[calendario],
            es_restringido=restringido,
        )


def _categorias(casa: Casa) -> None:
    for nombre, tipo, remoto, grupo in CATEGORIAS:
        Categoria.objects.create(
            nombre=nombre, tipo=tipo, es_resoluble_en_remoto=remoto, grupo=casa.grupos[grupo]
        )
    de_reclamaciones = [temas.FACTURA, temas.TRATO]
    Categoria.objects.filter(nombre__in=de_reclamaciones).update(grupo=casa.grupos["reclamaciones"])
    Categoria.objects.filter(grupo=None).update(grupo=casa.grupos["clientes"])
    casa.categorias = {c.nombre: c for c in Categoria.objects.select_related("grupo")}


def _politicas(casa: Casa, ahora: datetime) -> None:
    """A quicker version of the general policy some months ago; companies pay for a better one."""
    desde = (ahora - timedelta(days=DIAS_DE_LA_NUEVA_POLITICA)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    general = PoliticaSLA.objects.get(es_por_defecto=True)
    _version(general, desde, respuesta=(1, 2, 3, 6), resolucion=(16, 40, 60, 90))
    empresas = PoliticaSLA.objects.create(nombre="Empresas con contrato", segmento="empresas")
    siempre = VersionPolitica.objects.earliest("vigente_desde").vigente_desde
    _version(empresas, siempre, respuesta=(1, 1, 2, 4), resolucion=(12, 32, 48, 72))
    casa.cambios_de_politica = [desde]


def _version(
    politica: PoliticaSLA,
    desde: datetime,
    *,
    respuesta: tuple[int, ...],
    resolucion: tuple[int, ...],
) -> None:
    version = VersionPolitica.objects.create(politica=politica, vigente_desde=desde)
    ObjetivoPolitica.objects.bulk_create(
        ObjetivoPolitica(version=version, tipo=tipo, prioridad=prioridad, segundos=horas * HORA)
        for tipo, plazos in (
            (TipoObjetivo.PRIMERA_RESPUESTA, respuesta),
            (TipoObjetivo.RESOLUCION, resolucion),
        )
        for prioridad, horas in zip(Prioridad, plazos, strict=True)
    )


def _personas(casa: Casa) -> None:
    roles = {rol.codigo: rol for rol in Rol.objects.all()}
    casa.contrasena = make_password(CONTRASENA)  # once: hashing is slow on purpose
    for clave, nombre, codigos, grupos, tardanza, esmero in PERSONAS:
        secreta = casa.contrasena if clave in CON_CONTRASENA else SIN_CONTRASENA
        usuario = crear_usuario(clave, nombre, [roles[c] for c in codigos], contrasena=secreta)
        casa.personas[clave] = usuario
        suyos = [casa.grupos[g] for g in grupos.split()]
        usuario.grupos.set(suyos)
        for grupo in grupos.split():
            agente = Agente(usuario, tardanza, esmero)
            casa.agentes.setdefault(grupo, []).append(agente)
    casa.personas["nuria"].habilidades.add(casa.habilidades["idioma-ca"])
    casa.personas["agente"].habilidades.add(casa.habilidades["idioma-en"])
    admin = casa.personas["admin"]
    admin.is_staff = admin.is_superuser = True
    admin.save(update_fields=["is_staff", "is_superuser"])


def crear_usuario(
    clave: str, nombre: str, roles: list[Rol], *, contrasena: str = SIN_CONTRASENA
) -> Usuario:
    usuario = Usuario.objects.create(email=f"{clave}@{DOMINIO}", nombre=nombre, password=contrasena)
    usuario.roles.set(roles)
    return usuario
