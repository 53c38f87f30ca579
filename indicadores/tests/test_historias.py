"""Whatever happens to the cases, every way of counting gives the same integers."""

from datetime import timedelta
from unittest import mock

from hypothesis import HealthCheck, given, settings
from hypothesis.extra.django import TestCase

from clientes.tests.fabricas import ContactoFactory, EquipoFactory
from cuentas.tests.fabricas import AgenteFactory, GrupoFactory
from incidencias.contingencias import olvidar_contingencias
from incidencias.relojes import olvidar_relojes
from incidencias.tests.fabricas import CategoriaFactory
from indicadores.models import DiaPendiente, Medicion
from indicadores.recalculo import lotes_de_dias, recalcular
from indicadores.tasks import recalcular_cambiados
from indicadores.tests.historias import Escena, vidas, vivir
from indicadores.verificacion import verificar
from nucleo.empresa import olvidar_empresa

pocas = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


class TestHistorias(TestCase):
    def setup_example(self):
        super().setup_example()
        olvidar_empresa()
        olvidar_relojes()
        olvidar_contingencias()

    def escena(self) -> Escena:
        contacto = ContactoFactory()
        return Escena(
            cliente=contacto.cliente,
            contacto=contacto,
            equipo=EquipoFactory(cliente=contacto.cliente, producto__familia="frigoríficos"),
            agentes=[AgenteFactory(), AgenteFactory()],
            grupos=[GrupoFactory(), GrupoFactory()],
            categorias=[CategoriaFactory(), CategoriaFactory(es_resoluble_en_remoto=False)],
        )

    @pocas
    @given(vidas)
    def test_pulling_changes_recomputing_everything_and_the_raw_events_agree(self, unas):
        # Without the overlap, each night only sees the events of its day.
        with mock.patch("nucleo.cursores.SOLAPE", timedelta(0)):
            vivir(self.escena(), unas, noche=recalcular_cambiados)
        assert not DiaPendiente.objects.exists()
        por_cambios = list(Medicion.objects.order_by("pk").values_list())
        assert sum(recalcular(*lote) for lote in lotes_de_dias()) == 0
        Medicion.objects.all().delete()
        for lote in lotes_de_dias():
            recalcular(*lote)
        assert list(Medicion.objects.order_by("pk").values_list()) == por_cambios
        assert [str(diferencia) for diferencia in verificar()] == []
