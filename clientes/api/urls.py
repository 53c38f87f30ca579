"""Routes of customers, units and purchases in the API."""

from rest_framework.routers import SimpleRouter

from clientes.api.viewsets import (
    ClienteViewSet,
    CompraViewSet,
    ConsentimientoViewSet,
    ContactoViewSet,
    ContratoViewSet,
    EquipoViewSet,
    ProductoViewSet,
    SedeViewSet,
)

router = SimpleRouter()
router.register("clientes", ClienteViewSet, basename="api-cliente")
router.register("contactos", ContactoViewSet, basename="api-contacto")
router.register("sedes", SedeViewSet, basename="api-sede")
router.register("consentimientos", ConsentimientoViewSet, basename="api-consentimiento")
router.register("equipos", EquipoViewSet, basename="api-equipo")
router.register("productos", ProductoViewSet, basename="api-producto")
router.register("compras", CompraViewSet, basename="api-compra")
router.register("contratos", ContratoViewSet, basename="api-contrato")
urlpatterns = router.urls
