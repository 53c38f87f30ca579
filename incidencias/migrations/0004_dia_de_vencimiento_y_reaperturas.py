import datetime

import django.db.models.fields.json
from django.conf import settings
from django.db import migrations, models

import nucleo.tiempo


class Migration(migrations.Migration):
    dependencies = [
        ("clientes", "0004_correo_de_contacto_en_minusculas"),
        ("cuentas", "0001_inicial"),
        ("incidencias", "0003_pausas"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="promesa",
            name="dia_vencimiento",
            field=nucleo.tiempo.DiaLocalField(
                default=datetime.date(2000, 1, 1), desde="vence_en", verbose_name="día en que vence"
            ),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name="eventoincidencia",
            index=models.Index(
                django.db.models.fields.json.KeyTextTransform("dia_resolucion", "datos"),
                condition=models.Q(("codigo", "reabierta")),
                name="eventoincidencia_deshecha",
            ),
        ),
        migrations.AddIndex(
            model_name="promesa",
            index=models.Index(fields=["dia_vencimiento"], name="promesa_dia_vencimiento"),
        ),
    ]
