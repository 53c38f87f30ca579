"""What this app brings to common screens: its entry in the rail and its search source."""

from django.utils.translation import gettext_lazy as _

from conocimiento.pestanas import registrar_pestana
from cuentas.models import ROLES_DE_OFICINA, CodigoRol
from incidencias.busqueda import para_el_buscador
from nucleo.registro import (
    Comando,
    registrar_ajustes,
    registrar_busqueda,
    registrar_comando,
    registrar_menu,
)

DE_TRIAJE = (
    (
        "categorias",
        _("Categorías"),
        "triaje:categorias",
        "tags",
        _("De qué tratan las incidencias, qué se pregunta y a qué grupo van."),
        21,
    ),
    (
        "prioridades",
        _("Prioridades"),
        "triaje:prioridades",
        "grid-3x3",
        _("Qué prioridad dan el impacto y la urgencia."),
        22,
    ),
    (
        "causas",
        _("Causas de urgencia vital"),
        "triaje:causas",
        "siren",
        _("Por qué una incidencia pasa delante de todas."),
        23,
    ),
    (
        "seguridad",
        _("Textos de seguridad"),
        "triaje:seguridad",
        "triangle-alert",
        _("Qué hacer ahora mismo si huele a gas, hay agua cerca de la luz…"),
        23,
    ),
    (
        "asignacion",
        _("Asignación"),
        "triaje:asignacion",
        "users-round",
        _("A quién va lo que llega a cada grupo."),
        24,
    ),
    (
        "remitentes_vetados",
        _("Remitentes vetados"),
        "triaje:vetados",
        "ban",
        _("De quién no queremos correo."),
        25,
    ),
)
CATALOGOS = (
    (
        "extensiones",
        _("Extensiones de teléfono"),
        "admin:incidencias_extension_changelist",
        "phone",
        _("De quién es cada extensión de la centralita: a quién le sale la llamada que suena."),
    ),
)

BANDEJA = "/incidencias/?vista="
COMANDOS = (
    Comando(
        *("siguiente", _("Siguiente incidencia"), "incidencias:siguiente", "zap"),
        permiso=ROLES_DE_OFICINA,
        palabras=("aviso", "urgente", "proxima"),
        tecla="s",
        por_post=True,
        orden=10,
    ),
    Comando(
        *("nueva", _("Nueva incidencia"), "incidencias:nueva", "plus"),
        permiso=ROLES_DE_OFICINA,
        palabras=("aviso", "abrir", "crear", "alta"),
        tecla="c",
        orden=20,
    ),
    *(
        Comando(
            *(f"vista_{clave}", titulo, f"{BANDEJA}{clave}", icono),
            permiso=ROLES_DE_OFICINA,
            palabras=("bandeja", "avisos", "ver"),
            orden=30 + lugar,
        )
        for lugar, (clave, titulo, icono) in enumerate(
            (
                ("mias", _("Ver las mías"), "user-round"),
                ("sin_asignar", _("Ver las que nadie lleva"), "user-round-x"),
                ("vencidas", _("Ver las vencidas"), "triangle-alert"),
                ("ha_respondido", _("Ver a quién hay que responder"), "reply"),
                ("legal", _("Ver las reclamaciones"), "scale"),
            )
        )
    ),
)


def registrar() -> None:
    """Called once from `IncidenciasConfig.ready`."""
    registrar_pestana("macros", _("Macros"), "macros:macros", 30)
    registrar_comando(
        Comando(
            *("macros", _("Macros"), "macros:macros", "zap"),
            permiso=ROLES_DE_OFICINA,
            palabras=("conocimiento", "varias"),
            orden=61,
        )
    )
    registrar_menu(
        "incidencias", _("Bandeja"), "incidencias:bandeja", "inbox", ROLES_DE_OFICINA, orden=10
    )
    registrar_menu(
        "resenas", _("Reseñas"), "incidencias:resenas", "star", ROLES_DE_OFICINA, orden=16
    )
    registrar_menu(
        "llamadas", _("Llamadas"), "incidencias:llamada", "phone", ROLES_DE_OFICINA, orden=11
    )
    registrar_busqueda(
        "incidencias", _("Incidencias"), para_el_buscador, ROLES_DE_OFICINA, orden=10
    )
    for comando in COMANDOS:
        registrar_comando(comando)
    registrar_ajustes(
        "plazos",
        _("Plazos"),
        "plazos:politicas",
        "timer",
        (CodigoRol.ADMINISTRADOR, CodigoRol.GESTOR),
        _("Cuánto tardamos como mucho en responder y en resolver, según la prioridad."),
        orden=20,
    )
    registrar_ajustes(
        "automatismos",
        _("Automatismos"),
        "automatismos:lista",
        "bot",
        (CodigoRol.ADMINISTRADOR, CodigoRol.GESTOR),
        _("Lo que la casa hace por sí sola: cuando pasa esto, si se cumple aquello, haz lo otro."),
        orden=55,
    )
    registrar_ajustes(
        "esperas",
        _("Motivos de espera"),
        "esperas:motivos",
        "circle-pause",
        (CodigoRol.ADMINISTRADOR, CodigoRol.GESTOR),
        _("Qué esperamos, si para el reloj, cuándo se recuerda y cuándo se cierra."),
        orden=22,
    )
    registrar_ajustes(
        "contingencias",
        _("Contingencias"),
        "contingencias:lista",
        "cloud-lightning",
        ROLES_DE_OFICINA,
        _("Averías que tocan a muchos a la vez: se enlazan, se avisan y paran los plazos."),
        orden=24,
    )
    registrar_ajustes(
        "limites",
        _("Límites de cortesía"),
        "limites:cortesia",
        "gift",
        (CodigoRol.ADMINISTRADOR, CodigoRol.GESTOR),
        _("Cuánto puede pagar cada rol por su cuenta; por encima se pide autorización."),
        orden=60,
    )
    registrar_ajustes(
        "buzones",
        _("Buzones"),
        "buzones:buzones",
        "mailbox",
        (CodigoRol.ADMINISTRADOR,),
        _("De dónde se recoge el correo de los clientes, y desde dónde se contesta."),
        orden=22,
    )
    for clave, titulo, ruta, icono, texto, orden in DE_TRIAJE:
        roles = [CodigoRol.ADMINISTRADOR, CodigoRol.GESTOR]
        if clave == "remitentes_vetados":
            roles.append(CodigoRol.COORDINADOR)
        registrar_ajustes(clave, titulo, ruta, icono, roles, texto, orden=orden)
    for clave, titulo, ruta, icono, texto in CATALOGOS:
        registrar_ajustes(clave, titulo, ruta, icono, (CodigoRol.ADMINISTRADOR,), texto, orden=30)
