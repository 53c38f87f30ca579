from django.apps import AppConfig


class PostventaConfig(AppConfig):
    name = "postventa"
    verbose_name = "Postventa"

    def ready(self) -> None:
        from postventa import checks  # noqa: F401 - registers them
