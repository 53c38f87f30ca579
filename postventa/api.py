"""The root of the API: each app brings its routes (design §8)."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.permissions import AllowAny

urlpatterns = [
    path("", include("normativa.api.urls")),
    path("", include("encuestas.api.urls")),
    path("esquema/", SpectacularAPIView.as_view(permission_classes=[AllowAny]), name="esquema"),
    path(
        "docs/",
        SpectacularSwaggerView.as_view(url_name="esquema", permission_classes=[AllowAny]),
        name="docs",
    ),
]
