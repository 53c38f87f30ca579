"""The addresses of static files, told once: a page names thirty and they do not change."""

from functools import cache

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ConMemoria(CompressedManifestStaticFilesStorage):
    """With the hash of its content in each name, an address is of that process for good."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._dicha = cache(super().url)

    def url(self, name: str | None, force: bool = False) -> str:
        return self._dicha(name, force)
