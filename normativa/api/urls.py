from django.urls import path

from normativa.api import views
from normativa.preguntas.catalogo import PREGUNTAS

urlpatterns = [
    path("normativa/", views.ReglasView.as_view(), name="api-normativa"),
    *(
        path(
            f"normativa/{pregunta.codigo}/",
            views.PreguntaView.as_view(pregunta=pregunta),
            name=f"api-normativa-{pregunta.codigo}",
        )
        for pregunta in PREGUNTAS
    ),
]
