"""What exists before the first case: people, products, customers. The same at each run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from clientes.cobertura import veredicto_de
from clientes.models import Cliente, Compra, Contacto, Equipo, Gama, Producto, Sede
from cuentas.models import CodigoRol, Grupo, Rol, Usuario
from encuestas.models import ReglaEncuesta, VersionCuestionario
from incidencias.models import Categoria, MotivoEspera
from incidencias.relojes import Reloj, reloj_para
from nucleo.models import Calendario
from sat.models import Mandante, Tecnico

DIAS = 730
GRUPOS, AGENTES, TECNICOS, PRODUCTOS = 6, 24, 10, 60
INCIDENCIAS_POR_CLIENTE = 4

NOMBRES = [
    "Marta",
    "Ángel",
    "Lucía",
    "Íñigo",
    "Nuria",
    "Jordi",
    "Begoña",
    "Xoán",
    "Amaia",
    "Pilar",
    "Óscar",
    "Rosa",
]
APELLIDOS = [
    "García",
    "Núñez",
    "Ibáñez",
    "Puig",
    "Etxeberria",
    "Castro",
    "López",
    "Muñoz",
    "Vidal",
    "Romero",
    "Sáez",
]
FAMILIAS = ("Calderas", "Lavadoras", "Frigoríficos", "Hornos", "Aire acondicionado", "Televisores")


def clientes_de(incidencias: int) -> int:
    return max(20, incidencias // INCIDENCIAS_POR_CLIENTE)


def crear_catalogos() -> None:
    """The few rows that every case points to."""
    calendario = Calendario.objects.earliest("pk")
    grupos = Grupo.objects.bulk_create(
        Grupo(nombre=f"Equipo {n}", calendario=calendario) for n in range(1, GRUPOS + 1)
    )
    agentes = _crear_usuarios("agente", AGENTES, CodigoRol.AGENTE)
    for n, agente in enumerate(agentes):
        agente.grupos.add(grupos[n % GRUPOS])
    _crear_usuarios("gestor", 1, CodigoRol.GESTOR)
    tecnicos = _crear_usuarios("tecnico", TECNICOS, CodigoRol.TECNICO)
    Tecnico.objects.bulk_create(Tecnico(usuario=usuario) for usuario in tecnicos)
    Producto.objects.bulk_create(
        Producto(
            nombre=f"{FAMILIAS[n % len(FAMILIAS)]} serie {n}",
            familia=FAMILIAS[n % len(FAMILIAS)],
            marca=f"Marca {n % 7}",
            modelo=f"M-{n}",
            gama=Gama.BLANCA,
        )
        for n in range(PRODUCTOS)
    )


def _crear_usuarios(nombre: str, cuantos: int, rol: str) -> list[Usuario]:
    usuarios = Usuario.objects.bulk_create(
        Usuario(
            email=f"{nombre}{n}@bench.example",
            nombre=f"{NOMBRES[n % len(NOMBRES)]} {APELLIDOS[n % len(APELLIDOS)]} {n}",
            password=make_password(None),
        )
        for n in range(1, cuantos + 1)
    )
    Rol.objects.get(codigo=rol).usuarios.add(*usuarios)
    return usuarios


@dataclass
class Mundo:
    """The catalogues in memory, and the size of what is generated. Each process has its own."""

    incidencias: int
    ahora: datetime
    grupos: list[Grupo]
    agentes: list[Usuario]
    tecnicos: list[Tecnico]
    productos: list[Producto]
    categorias: list[Categoria]
    motivos: list[MotivoEspera]
    mandantes: list[Mandante]
    regla: ReglaEncuesta
    version: VersionCuestionario
    reloj: Reloj
    veredicto: dict[str, Any]

    @classmethod
    def leer(cls, incidencias: int, ahora: datetime) -> Mundo:
        regla = ReglaEncuesta.objects.earliest("pk")
        mundo = cls(
            incidencias=incidencias,
            ahora=ahora,
            grupos=list(Grupo.objects.order_by("pk")),
            agentes=list(Usuario.objects.con_rol(CodigoRol.AGENTE).order_by("pk")),
            tecnicos=list(Tecnico.objects.select_related("usuario").order_by("pk")),
            productos=list(Producto.objects.order_by("pk")),
            categorias=list(Categoria.objects.order_by("pk")),
            motivos=list(MotivoEspera.objects.order_by("pk")),
            mandantes=list(Mandante.objects.order_by("pk")),
            regla=regla,
            version=VersionCuestionario.objects.filter(cuestionario=regla.cuestionario_id).latest(
                "vigente_desde"
            ),
            reloj=reloj_para(None, "", timezone.now()),
            veredicto={},
        )
        uno = Equipo.objects.con_cobertura().first()
        mundo.veredicto = veredicto_de(uno, manifestacion=ahora.date()) if uno else {}
        return mundo

    @property
    def clientes(self) -> int:
        return clientes_de(self.incidencias)

    def instante(self, n: int) -> datetime:
        """When case `n` of 1…incidencias arrived: two years, evenly, up to an hour ago."""
        fraccion = (n - 1) / self.incidencias
        return self.ahora - timedelta(hours=1) - timedelta(days=DIAS) * (1 - fraccion)

    # --- Customer number n: always the same one, its rows share the number as their id.

    def cliente(self, n: int) -> Cliente:
        azar = Random(n)
        nombre = f"{azar.choice(NOMBRES)} {azar.choice(APELLIDOS)} {azar.choice(APELLIDOS)} {n}"
        return Cliente(
            pk=n,
            nombre=nombre,
            nif=f"{n:08d}X",
            correo=f"cliente{n}@bench.example",
            telefono=f"+346{n:08d}",
            creado_en=datetime(2020, 1, 1, tzinfo=UTC),
        )

    def contacto(self, cliente: Cliente) -> Contacto:
        return Contacto(
            pk=cliente.pk,
            cliente=cliente,
            nombre=cliente.nombre,
            correo=cliente.correo,
            telefono=cliente.telefono,
            correo_probado_en=cliente.creado_en,
        )

    def sede(self, cliente: Cliente) -> Sede:
        return Sede(
            pk=cliente.pk,
            cliente=cliente,
            direccion=f"Calle del Pez, {cliente.pk}",
            municipio="Madrid",
            codigo_postal="28004",
            comunidad="MD",
        )

    def equipo(self, cliente: Cliente) -> Equipo:
        return Equipo(
            pk=cliente.pk,
            cliente=cliente,
            producto=self.productos[cliente.pk % len(self.productos)],
            sede_id=cliente.pk,
            numero_serie=f"SN{cliente.pk:09d}",
        )

    def compra(self, cliente: Cliente) -> Compra:
        dia = date(2021, 1, 1) + timedelta(days=cliente.pk % 1800)
        return Compra(
            pk=cliente.pk,
            cliente=cliente,
            equipo_id=cliente.pk,
            referencia=f"F{cliente.pk}",
            fecha_contrato=dia,
            fecha_factura=dia,
            fecha_albaran=dia,
            importe_eur=499,
        )
