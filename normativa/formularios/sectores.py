"""What is repaired, in words: it decides which decree governs the repair."""

from django.utils.translation import gettext_lazy as _

from normativa.reglas.sector import Gama, Sector

SECTORES = [
    (Sector.APARATO, _("Un aparato de casa que gasta energía")),
    (Sector.AUTOMOVIL, _("Un coche o una moto")),
    (Sector.VEHICULO_INDUSTRIAL, _("Un vehículo industrial")),
    (Sector.OTRO, _("Otra cosa: un reloj, una bicicleta, un mueble")),
]
GAMAS = [
    (Gama.BLANCA, _("Línea blanca: lavadora, nevera, caldera…")),
    (Gama.MARRON, _("Línea marrón o electrónica: televisor, ordenador…")),
    (Gama.PEQUENA, _("Pequeño aparato: plancha, cafetera…")),
    (Gama.OTRA, _("Otro")),
]
