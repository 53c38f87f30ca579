"""Spanish after-sales law as pure functions: facts and figures in; dates, verdicts, reasons out.

One module per subject, with its facts (`Hechos…`), its result (`Resultado…`) and its decision
(`decidir_…`); `catalogo` lists them by code. Nothing here knows Django, the database or the clock:
today is an argument. Which rule is where, the certainty codes and how a figure is changed are in
docs/normativa.md.

Figures are in `parametros.toml` with their dates, territory, norm and certainty; shared types and
the reasons (`Motivo`) in `tipos`.
"""
