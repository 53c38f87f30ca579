"""How what happens to the case itself reads in the timeline."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidencias.asignacion import por_que
from incidencias.linea import Suceso, registrar_frase
from incidencias.models import (
    Automatismo,
    Canal,
    Incidencia,
    MetodoIdentidad,
    MotivoLlamada,
    SentidoLlamada,
)
from nucleo.formato import euros_es
from nucleo.memoria import recordada

MENSAJE = "incidencias/entradas/mensaje.html"
AJUSTE = "incidencias/entradas/cobertura.html"
CAMPOS = {
    campo: Incidencia._meta.get_field(campo).verbose_name  # type: ignore[union-attr]
    for campo in ("tipo", "clase_legal", "impacto", "urgencia", "prioridad", "responsable")
} | {
    "fecha_fallo": gettext_lazy("el día del fallo"),
    "categoria": gettext_lazy("categoría"),
    "equipo": gettext_lazy("equipo"),
    "grupo": gettext_lazy("grupo"),
}


VIAS: dict[Any, Any] = {
    Canal.TELEFONO: gettext_lazy("por teléfono"),
    Canal.CORREO: gettext_lazy("por correo"),
    Canal.PORTAL: gettext_lazy("en el portal"),
    Canal.CHAT: gettext_lazy("en el chat"),
    Canal.WHATSAPP: gettext_lazy("por WhatsApp"),
    Canal.PRESENCIAL: gettext_lazy("en persona"),
    Canal.POSTAL: gettext_lazy("por carta"),
    Canal.REDES: gettext_lazy("en redes sociales"),
    Canal.API: gettext_lazy("por la API"),
}


def _via(suceso: Suceso) -> str:
    return str(VIAS.get(suceso.datos.get("canal"), _("por otro canal")))


def _abierta(suceso: Suceso) -> str:
    return _("abrió la incidencia %(via)s") % {"via": _via(suceso)}


def _entrante(suceso: Suceso) -> str:
    return _("escribió %(via)s") % {"via": _via(suceso)}


def _asignada(suceso: Suceso) -> str:
    persona, grupo = suceso.persona("a"), suceso.grupo()
    reparto = suceso.datos.get("reparto")
    if persona and reparto:
        return _("la dio a %(persona)s: %(por_que)s") % {
            "persona": persona,
            "por_que": por_que(reparto),
        }
    if persona and grupo:
        return _("la asignó a %(persona)s, de %(grupo)s") % {"persona": persona, "grupo": grupo}
    if persona:
        return _("la asignó a %(persona)s") % {"persona": persona}
    if grupo:
        return _("la pasó a %(grupo)s") % {"grupo": grupo}
    return _("la dejó sin responsable")


@recordada
def _nombres_de_automatismos() -> dict[int, str]:
    return dict(Automatismo.objects.values_list("pk", "nombre"))


def _automatismo(suceso: Suceso) -> str:
    nombre = _nombres_de_automatismos().get(suceso.datos.get("automatismo") or 0, "")
    return _("aplicó el automatismo «%(nombre)s»") % {"nombre": nombre}


def _relevo(suceso: Suceso) -> str:
    quien = suceso.persona("a") or suceso.grupo()
    return _("quiere pasársela a %(quien)s") % {"quien": quien}


def _peticion(suceso: Suceso) -> str:
    grupo = suceso.grupo()
    if not grupo:
        return _("pidió una autorización")
    return _("pidió algo a %(grupo)s") % {"grupo": grupo}


def _peticion_respondida(suceso: Suceso) -> str:
    concedida = suceso.datos.get("concedida")
    if concedida is None:
        return _("respondió a lo que se pedía")
    return _("lo autorizó") if concedida else _("no lo autorizó")


def _llamada(suceso: Suceso) -> str:
    datos = suceso.datos
    motivo = datos.get("motivo")
    asunto = MotivoLlamada(motivo).label if motivo in MotivoLlamada.values else ""
    if datos.get("sentido") == SentidoLlamada.SALIENTE:
        frase = _("llamó al cliente") if datos.get("contestada") else _("llamó y no contestaron")
    else:
        frase = (
            _("atendió una llamada") if datos.get("contestada") else _("tuvo una llamada perdida")
        )
    return f"{frase} · {asunto}" if asunto else frase


def _en_espera(suceso: Suceso) -> str:
    if suceso.datos.get("para_reloj"):
        return _("la puso en espera, con el reloj parado: %(motivo)s") % {"motivo": suceso.motivo()}
    return _("la puso en espera: %(motivo)s") % {"motivo": suceso.motivo()}


def _cerrada(suceso: Suceso) -> str:
    if suceso.datos.get("por_silencio"):
        return _("la cerró: el cliente no dijo nada en el plazo")
    return _("la cerró")


def _fusionada(suceso: Suceso) -> str:
    return _("la fusionó con %(codigo)s") % {"codigo": suceso.otra()}


def _reclasificada(suceso: Suceso) -> str:
    campos = [str(nombre) for clave, nombre in CAMPOS.items() if clave in suceso.datos]
    return _("cambió %(campos)s") % {"campos": ", ".join(campos) or _("la clasificación")}


def _promesa(suceso: Suceso, conocida: str, desconocida: str) -> str:
    promesa = suceso.promesa()
    return conocida % {"texto": promesa.texto} if promesa else desconocida


def _prometida(suceso: Suceso) -> str:
    return _promesa(suceso, _("prometió: «%(texto)s»"), _("hizo una promesa"))


def _promesa_cumplida(suceso: Suceso) -> str:
    return _promesa(suceso, _("cumplió: «%(texto)s»"), _("cumplió una promesa"))


def _promesa_rota(suceso: Suceso) -> str:
    return _promesa(
        suceso, _("avisa: no se cumplió «%(texto)s»"), _("avisa: no se cumplió una promesa")
    )


EN_PALABRAS = {
    "cubierto": gettext_lazy("cubierto"),
    "parcial": gettext_lazy("cubierto en parte"),
    "no": gettext_lazy("no cubierto"),
    "indeterminado": gettext_lazy("sin decidir"),
}


def _estado_de_cobertura(suceso: Suceso, clave: str) -> str:
    return str(EN_PALABRAS.get(suceso.datos.get(clave) or "", _("sin decidir")))


def _corregida(suceso: Suceso) -> str:
    return _("corrigió la cobertura: de «%(de)s» a «%(a)s»") % {
        "de": _estado_de_cobertura(suceso, "antes"),
        "a": _estado_de_cobertura(suceso, "despues"),
    }


def _revisada(suceso: Suceso) -> str:
    if not suceso.datos.get("despues"):
        return _("dejó la incidencia sin cobertura que decidir")
    return _("volvió a decidir la cobertura: %(a)s") % {
        "a": _estado_de_cobertura(suceso, "despues")
    }


def _cortesia(suceso: Suceso) -> str:
    coste = Decimal(suceso.datos.get("coste_eur") or 0)
    return _("dio una cortesía de %(coste)s") % {"coste": euros_es(coste)}


def _insistencia(suceso: Suceso) -> str:
    datos = suceso.datos
    return _("avisó a supervisión: va por el %(contactos)s.º contacto en %(dias)s días") % {
        "contactos": datos.get("contactos"),
        "dias": datos.get("dias"),
    }


def _identidad(suceso: Suceso) -> str:
    if suceso.datos.get("metodo") == MetodoIdentidad.CODIGO:
        return _("comprobó la identidad con un código")
    return _("comprobó la identidad con preguntas")


def registrar() -> None:
    """Tell how each code of the case itself reads."""
    registrar_frase(
        "abierta",
        "inbox",
        _abierta,
        True,
        tono="violeta",
        plantilla="incidencias/entradas/abierta.html",
    )
    registrar_frase("asignada", "user-round-check", _asignada)
    registrar_frase("tomada", "hand", gettext_lazy("la tomó"))
    registrar_frase("automatismo", "bot", _automatismo)
    registrar_frase("relevo_pedido", "arrow-right-left", _relevo)
    registrar_frase("relevo_rechazado", "x", gettext_lazy("no se la queda"))
    registrar_frase("relevo_retirado", "undo-2", gettext_lazy("retiró el relevo"))
    registrar_frase("peticion_interna", "message-circle-question-mark", _peticion, tono="ambar")
    registrar_frase("peticion_respondida", "message-circle-reply", _peticion_respondida)
    registrar_frase("peticion_retirada", "undo-2", gettext_lazy("retiró lo que había pedido"))
    registrar_frase(
        "supervisor_pedido", "phone-call", gettext_lazy("pidió que llame quien supervisa"), True
    )
    registrar_frase("saltada", "skip-forward", gettext_lazy("la saltó: no pudo con ella ahora"))
    registrar_frase("mensaje_entrante", "reply", _entrante, True, tono="acento", plantilla=MENSAJE)
    registrar_frase(
        "mensaje_saliente",
        "send",
        gettext_lazy("respondió al cliente"),
        True,
        tono="acento",
        plantilla=MENSAJE,
    )
    registrar_frase(
        "nota",
        "notebook-pen",
        gettext_lazy("dejó una nota interna"),
        tono="ambar",
        plantilla=MENSAJE,
    )
    registrar_frase(
        "llamada",
        "phone",
        _llamada,
        tono="acento",
        plantilla="incidencias/entradas/llamada.html",
    )
    registrar_frase("en_espera", "circle-pause", _en_espera)
    registrar_frase("reanudada", "circle-play", gettext_lazy("la reanudó"))
    registrar_frase(
        "resuelta",
        "circle-check",
        gettext_lazy("la dio por resuelta"),
        True,
        tono="verde",
        plantilla="incidencias/entradas/resuelta.html",
    )
    registrar_frase(
        "seguimiento",
        "message-circle-question-mark",
        gettext_lazy("preguntó al cliente si funciona"),
        True,
    )
    registrar_frase(
        "aviso_cierre",
        "bell",
        gettext_lazy("avisó al cliente de que se va a cerrar"),
        True,
    )
    registrar_frase("cerrada", "circle-check-big", _cerrada, True, tono="verde")
    registrar_frase("reabierta", "rotate-ccw", gettext_lazy("la reabrió"), True, tono="rojo")
    registrar_frase("anulada", "ban", gettext_lazy("la anuló"), True)
    registrar_frase("fusionada", "git-merge", _fusionada)
    registrar_frase("fusion_deshecha", "git-branch", gettext_lazy("deshizo la fusión"))
    registrar_frase("reclasificada", "tags", _reclasificada)
    registrar_frase("prometida", "handshake", _prometida, tono="violeta")
    registrar_frase("promesa_cumplida", "check-check", _promesa_cumplida, tono="verde")
    registrar_frase("promesa_rota", "handshake", _promesa_rota, tono="rojo")
    registrar_frase("promesa_anulada", "x", gettext_lazy("retiró una promesa"))
    registrar_frase(
        "enlaces_anulados", "unlink", gettext_lazy("anuló los enlaces de seguimiento enviados")
    )
    registrar_frase(
        "cobertura_corregida", "shield-alert", _corregida, tono="ambar", plantilla=AJUSTE
    )
    registrar_frase("cobertura_revisada", "shield-check", _revisada)
    registrar_frase("cortesia", "gift", _cortesia, tono="violeta", plantilla=AJUSTE)
    registrar_frase("cortesia_retirada", "x", gettext_lazy("retiró la cortesía"), plantilla=AJUSTE)
    registrar_frase("insistencia", "megaphone", _insistencia, tono="rojo")
    registrar_frase("identidad", "id-card", _identidad, tono="verde")
    registrar_frase("foto_recibida", "image", gettext_lazy("envió una foto"), True)
    registrar_frase(
        "importada_cambiada", "file-input", gettext_lazy("trajo cambios de una importación")
    )
