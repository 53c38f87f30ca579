"""What every installation starts with. Idempotent: runs after every migrate."""

from __future__ import annotations

from sat.models import ClasePunto, Mandante, PlantillaChecklist, PuntoChecklist, TipoMandante

# A short list that fits any machine; an administrator adds those of each family.
PUNTOS_BASE = (
    ("El equipo funciona y se ha probado delante del cliente", ClasePunto.SI_NO),
    ("La instalación eléctrica y las conexiones son seguras", ClasePunto.SI_NO),
    ("El lugar queda limpio y recogido", ClasePunto.SI_NO),
    ("Se ha explicado al cliente qué se ha hecho", ClasePunto.SI_NO),
)


def crear_catalogos() -> None:
    """The two mandantes that always exist, and the general checklist."""
    Mandante.objects.get_or_create(
        tipo=TipoMandante.EMPRESA, defaults={"nombre": "Nuestra empresa"}
    )
    Mandante.objects.get_or_create(tipo=TipoMandante.CLIENTE, defaults={"nombre": "El cliente"})
    if PlantillaChecklist.objects.exists():
        return
    plantilla = PlantillaChecklist.objects.create(nombre="Lista general")
    PuntoChecklist.objects.bulk_create(
        PuntoChecklist(plantilla=plantilla, orden=orden, texto=texto, clase=clase)
        for orden, (texto, clase) in enumerate(PUNTOS_BASE, start=1)
    )
