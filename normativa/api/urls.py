from django.urls import path

from normativa.api import views

urlpatterns = [
    path("normativa/", views.ReglasView.as_view(), name="api-normativa"),
    path("normativa/garantia/", views.GarantiaView.as_view(), name="api-normativa-garantia"),
    path(
        "normativa/reclamacion/", views.ReclamacionView.as_view(), name="api-normativa-reclamacion"
    ),
]
