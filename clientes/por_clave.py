"""What is looked for by its key each time that a case is opened (nucleo/por_clave.py)."""

from clientes.models import Cliente, Contacto, Equipo
from nucleo.por_clave import PorClave

SIN_LEER = ("texto_trigramas", "trigramas")  # only searches look at them

CLIENTE = PorClave(Cliente, lambda quien: Cliente.objects.visibles_para(quien).defer(*SIN_LEER))
# Whose they are is looked at by whoever takes them, beside the customer.
CONTACTO = PorClave(Contacto, lambda _quien: Contacto.objects.filter(activo=True).defer(*SIN_LEER))
EQUIPO = PorClave(
    Equipo,
    lambda quien: Equipo.objects.visibles_para(quien).select_related("sede").defer(*SIN_LEER),
)
EQUIPO_DE_CUALQUIERA = PorClave(
    Equipo, lambda _quien: Equipo.objects.select_related("sede").defer(*SIN_LEER)
)
