"""Reading a mail: pure Python, no Django, no network, no file opened.

`lectura.leer(crudo)` is the door: any bytes in, a `CorreoLeido` out, bounded in time and memory.
"""
