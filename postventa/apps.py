from django.apps import AppConfig


class PostventaConfig(AppConfig):
    name = "postventa"
    verbose_name = "Postventa"
