"""How cases are found: the open ones, the late ones, those that somebody may see, and the columns
that each page reads of them.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from clientes.models import Cliente, Contacto, RolPortal
from incidencias.models.opciones import ABIERTAS, ClaseLegal, Estado
from nucleo.preparadas import Hueco

if TYPE_CHECKING:
    from cuentas.models import Usuario
    from incidencias.models.incidencia import Incidencia  # noqa: F401  (names the queryset's rows)

# Generated columns of a case and its relations: long, and only read by the database.
PARA_BUSCAR = (
    "busqueda",
    "cliente__texto_trigramas",
    "cliente__trigramas",
    "equipo__texto_trigramas",
    "equipo__trigramas",
)

# Of what hangs from a case, what its page says: a hundred columns less to read.
LO_QUE_ENSENA_LA_FICHA = (
    *("cliente__tipo", "cliente__nombre", "cliente__correo", "cliente__telefono"),
    *("cliente__trato", "cliente__segmento", "cliente__es_provisional"),
    "cliente__fusionado_en_id",
    *("contacto__nombre", "contacto__correo", "contacto__telefono", "contacto__es_mayor_65"),
    *("contacto__correo_falla_en", "contacto__correo_falla_motivo"),
    *("contacto__necesita_telefono", "contacto__necesita_escrito", "contacto__necesita_audio"),
    *("contacto__necesita_letra_grande", "contacto__cliente_id"),
    *("equipo__alias", "equipo__numero_serie", "equipo__producto__nombre"),
    *("equipo__producto__marca", "equipo__producto__modelo"),
    *("sede__nombre", "sede__direccion", "sede__municipio", "sede__notas_acceso"),
    *("categoria__nombre", "categoria__materia_legal", "categoria__padre_id"),
    *("grupo__nombre", "grupo__es_restringido"),
    *("responsable__nombre", "responsable__email"),
    *("motivo_espera__codigo", "motivo_espera__nombre", "motivo_espera__para_reloj"),
)


class IncidenciaQuerySet(models.QuerySet["Incidencia"]):
    def abiertas(self) -> IncidenciaQuerySet:
        return self.filter(estado__in=ABIERTAS)

    def sin_responsable(self) -> IncidenciaQuerySet:
        return self.filter(responsable=None)

    def vencidas(self) -> IncidenciaQuerySet:
        return self.abiertas().filter(proximo_limite_en__lt=timezone.now())

    def vencen_entre(self, desde: datetime, hasta: datetime) -> IncidenciaQuerySet:
        return self.abiertas().filter(proximo_limite_en__gte=desde, proximo_limite_en__lt=hasta)

    def con_respuesta_del_cliente(self) -> IncidenciaQuerySet:
        """The ball is ours: the last thing said was said by the customer."""
        return self.abiertas().filter(responde_el_cliente=True)

    def esperando_al_cliente(self) -> IncidenciaQuerySet:
        return self.filter(estado=Estado.EN_ESPERA, motivo_espera__espera_al_cliente=True)

    def reabiertas(self) -> IncidenciaQuerySet:
        return self.abiertas().filter(reaperturas__gt=0)

    def reclamaciones_abiertas(self) -> IncidenciaQuerySet:
        """Those whose answer has a date set by law."""
        return self.abiertas().filter(clase_legal=ClaseLegal.QUEJA_RECLAMACION)

    def resueltas_con_solucion(self) -> IncidenciaQuerySet:
        return self.filter(estado__in=[Estado.RESUELTA, Estado.CERRADA]).exclude(solucion="")

    def visibles_para(self, usuario: Usuario) -> IncidenciaQuerySet:
        """Agents: all but other people's restricted groups; customers: theirs or their company's.

        An external SAT sees cases only through its orders (`sat`), so none here.
        """
        if usuario.es_de_oficina:
            visibles, vedados = self.de_clientes_sin_bloquear(), usuario.grupos_vedados
            return visibles.exclude(grupo__in=vedados) if vedados else visibles
        return self.de_cliente(usuario)

    def de_clientes_sin_bloquear(self) -> IncidenciaQuerySet:
        """They are few: looked up once, they cost a page of a million cases nothing."""
        bloqueados = Cliente.objects.filter(bloqueado_en__isnull=False)
        return self.exclude(cliente__in=bloqueados.values("pk"))

    def visibles_en_hueco(self) -> IncidenciaQuerySet:
        """`visibles_para` of the office in a `Preparada`: `vedados=[*usuario.grupos_vedados]`."""
        vedados = Hueco("vedados", lista_de="bigint")
        return self.de_clientes_sin_bloquear().exclude(grupo__de_la_lista=vedados)

    def de_cliente(self, usuario: Usuario) -> IncidenciaQuerySet:
        """What this person sees as a customer, whatever else they are here: what they reported,
        their company's if their role says so, and what a household has without saying who.
        """
        if not usuario.is_authenticated:
            return self.none()
        mios = Contacto.objects.de_usuario(usuario)
        de_empresa = mios.filter(rol_portal=RolPortal.EMPRESA).sus_clientes()
        return self.filter(
            Q(contacto__in=mios.values("pk"))
            | Q(cliente__in=de_empresa)
            | Q(contacto=None, cliente__in=mios.sus_casas())
        )

    def para_listado(self) -> IncidenciaQuerySet:
        """Everything a list shows of its cases, in two queries.

        A sixth join would take PostgreSQL longer to plan than the fifty rows to read.
        """
        return (
            self.select_related("cliente", "equipo__producto", "responsable", "motivo_espera")
            .prefetch_related("categoria")
            .defer("descripcion", "solucion", "veredicto", "pausas", *PARA_BUSCAR)
        )

    def para_llamada(self) -> IncidenciaQuerySet:
        """What is said of each to a customer who calls about them, the latest touched first."""
        de_quien_llama = self.filter(estado__in=[*ABIERTAS, Estado.RESUELTA])
        return (
            de_quien_llama.select_related("equipo__producto", "responsable", "motivo_espera")
            .defer("descripcion", "solucion", "pausas", *PARA_BUSCAR[:1], *PARA_BUSCAR[3:])
            .order_by("-ultimo_mensaje_en", "-pk")
        )

    def para_bandeja(self) -> IncidenciaQuerySet:
        """`para_listado` with only the columns that a row of the Bandeja paints."""
        return self.para_listado().only(
            *("codigo", "asunto", "estado", "prioridad", "canal", "clase_legal", "reaperturas"),
            "es_urgencia_vital",
            *("proximo_limite_en", "ultimo_mensaje_en", "responde_el_cliente", "categoria"),
            *("cliente__nombre", "cliente__segmento"),
            *("equipo__alias", "equipo__numero_serie", "equipo__producto__nombre"),
            *("responsable__nombre", "responsable__email"),
            *("motivo_espera__nombre", "motivo_espera__para_reloj"),
        )

    def para_al_lado(self) -> IncidenciaQuerySet:
        """What the panels beside a case ask of it: less than its page, so sooner planned."""
        de_quien = tuple(
            c for c in LO_QUE_ENSENA_LA_FICHA if c.startswith(("cliente__", "grupo__"))
        )
        return self.select_related("cliente", "contacto", "equipo", "categoria", "grupo").only(
            *("codigo", "asunto", "estado", "tipo", "clase_legal", "idioma", "dia_llegada"),
            *("dia_resolucion", "reaperturas", "padre_id", "sede_id"),
            *(campo for campo in LO_QUE_ENSENA_LA_FICHA if campo.startswith(de_quien)),
            *("contacto__nombre", "contacto__correo", "contacto__telefono"),
            *("equipo__alias", "equipo__producto_id", "categoria__nombre", "categoria__padre_id"),
        )

    def para_ficha(self) -> IncidenciaQuerySet:
        """Everything that the page of a case says of it, in one query.

        The case it was merged into or goes on from is read when there is one: they are few.
        """
        propios = (campo.name for campo in self.model._meta.concrete_fields)
        return self.select_related(
            *("cliente", "contacto", "equipo__producto", "sede"),
            *("categoria", "responsable", "grupo", "motivo_espera"),
        ).only(*(campo for campo in propios if campo != "busqueda"), *LO_QUE_ENSENA_LA_FICHA)
