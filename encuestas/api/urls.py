"""Routes of the surveys in the API."""

from rest_framework.routers import SimpleRouter

from encuestas.api.viewsets import InvitacionViewSet

router = SimpleRouter()
router.register("encuestas/invitaciones", InvitacionViewSet, basename="api-invitacion")
urlpatterns = router.urls
