"""What is looked for by its key each time that a case is opened (nucleo/por_clave.py)."""

from clientes.models import Cliente, Contacto, Equipo
from nucleo.por_clave import PorClave

CLIENTE = PorClave(Cliente, lambda quien: Cliente.objects.visibles_para(quien))
# Whose they are is looked at by whoever takes them, beside the customer.
CONTACTO = PorClave(Contacto, lambda _quien: Contacto.objects.filter(activo=True))
EQUIPO = PorClave(
    Equipo,
    lambda quien: Equipo.objects.visibles_para(quien).select_related("sede", "cliente"),
    con=("cliente",),
)
EQUIPO_DE_CUALQUIERA = PorClave(Equipo, lambda _quien: Equipo.objects.select_related("sede"))
