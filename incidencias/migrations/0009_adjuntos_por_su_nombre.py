import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.functions.comparison
from django.db import migrations, models

import nucleo.busqueda


class Migration(migrations.Migration):
    dependencies = [
        ("incidencias", "0008_vistas_turnos_y_lotes"),
    ]

    operations = [
        migrations.AddField(
            model_name="adjunto",
            name="busqueda",
            field=models.GeneratedField(
                db_persist=True,
                expression=nucleo.busqueda.VectorEspanol(
                    nucleo.busqueda.EnPalabras(
                        django.db.models.functions.comparison.Coalesce(
                            models.F("nombre"), models.Value("")
                        )
                    ),
                    largo=100000,
                    peso="C",
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            model_name="adjunto",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["busqueda"], name="adjunto_busqueda"
            ),
        ),
    ]
