"""Jobs that insurers, brands and shops send by mail, read by profile. Pure.

perfiles: what each sender's mail looks like, one TOML each in `perfiles/` · lectura: a mail and the
profiles into the terms of a job, or None when it is not one. `servicios/encargos.py` writes.
"""
