"""Import of other systems' files by declarative profiles (`postventa/perfiles/*.toml`).

perfil: what a profile says · lectura: rows with their line number, values converted or rejected ·
directorio: people, teams, categories and products found or created once · historias: a log of
events becomes cases · reparaciones: a list of repairs becomes cases with their order ·
llamadas: the records of a telephone exchange become its calls · informe:
what was new, changed, the same, and the rejected rows.
"""
