"""The cache in Redis, without building a client at every call."""

from functools import cached_property
from typing import Any

from django.core.cache.backends.redis import RedisCache as DeDjango
from django.core.cache.backends.redis import RedisCacheClient


class Cliente(RedisCacheClient):
    """For one server. Building a client takes longer than asking it for a key, and threads may
    share it: each command takes a connection of the pool, which knows if the process is another.
    """

    @cached_property
    def _unico(self) -> Any:
        return super().get_client()

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        return self._unico


class RedisCache(DeDjango):
    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = Cliente
