"""What is looked for by its key each time that a case is opened (nucleo/por_clave.py)."""

from clientes.models import Cliente, Contacto, Equipo
from nucleo.por_clave import PorClave

# Only the database reads them, and they are the longest of each row.
PARA_BUSCAR = ("texto_trigramas", "trigramas")

CLIENTE = PorClave(Cliente, lambda quien: Cliente.objects.visibles_para(quien).defer(*PARA_BUSCAR))
# Whose they are is looked at by whoever takes them, beside the customer.
CONTACTO = PorClave(
    Contacto, lambda _quien: Contacto.objects.filter(activo=True).defer(*PARA_BUSCAR)
)
EQUIPO = PorClave(
    Equipo,
    lambda quien: (
        Equipo.objects.visibles_para(quien)
        .select_related("sede", "cliente")
        .defer(*PARA_BUSCAR, *(f"cliente__{columna}" for columna in PARA_BUSCAR))
    ),
    con=("cliente",),
)
EQUIPO_DE_CUALQUIERA = PorClave(
    Equipo, lambda _quien: Equipo.objects.select_related("sede").defer(*PARA_BUSCAR)
)
