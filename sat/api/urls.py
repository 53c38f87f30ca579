"""Routes of the orders in the API."""

from rest_framework.routers import SimpleRouter

from sat.api.viewsets import OrdenViewSet

router = SimpleRouter()
router.register("ordenes", OrdenViewSet, basename="api-orden")
urlpatterns = router.urls
