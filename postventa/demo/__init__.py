"""The demo: a company that sells and services heating, air conditioning and appliances.

Twelve months up to now, written by us and drawn with a fixed seed, saved through the same
composition as any import. `siembra.sembrar` is the door; `manage.py sembrar_demo` calls it.
"""
