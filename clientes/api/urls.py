"""Routes of customers, units and purchases in the API."""

from rest_framework.routers import SimpleRouter

from clientes.api.viewsets import ClienteViewSet, CompraViewSet, ContratoViewSet, EquipoViewSet

router = SimpleRouter()
router.register("clientes", ClienteViewSet, basename="api-cliente")
router.register("equipos", EquipoViewSet, basename="api-equipo")
router.register("compras", CompraViewSet, basename="api-compra")
router.register("contratos", ContratoViewSet, basename="api-contrato")
urlpatterns = router.urls
