"""What the house does by itself with cases: when – if – then.

condiciones: the *if*, each a field with its operators, compiled to a query · sucesos: the *when* ·
motor: finds what has to be done and does it · ensayo: what it would have done last month.
The *then* are the actions of `incidencias/actuaciones.py`, which macros share.
"""
