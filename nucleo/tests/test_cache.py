"""The cache in Redis: one client a process, and nothing else is different."""

from multiprocessing import get_context

from django.core.cache import cache, caches


def test_what_is_kept_is_found_and_forgotten():
    cache.set("cache:prueba", {"a": 1}, 30)
    assert cache.get("cache:prueba") == {"a": 1}
    cache.delete("cache:prueba")
    assert cache.get("cache:prueba") is None


def test_its_client_is_built_once():
    uno = caches["default"]._cache
    assert uno.get_client("a") is uno.get_client("b", write=True)


def test_a_forked_process_does_not_speak_through_our_connection():
    cache.set("cache:prueba", "nuestra", 30)
    hijo = get_context("fork").Process(target=cache.set, args=["cache:prueba", "suya", 30])
    hijo.start()
    hijo.join()
    assert cache.get("cache:prueba") == "suya"
    cache.delete("cache:prueba")
