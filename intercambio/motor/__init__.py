"""How the rows of a file become customers, units and purchases.

`padron` knows what is already there, `fila` composes one row, `proceso` saves them by batches.
"""
