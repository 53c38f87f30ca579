"""Spanish after-sales law as pure functions: facts and figures in; dates, verdicts, reasons out.

One module per subject. Nothing here knows Django, the database or the clock: today is an argument.

| rule | module | question |
|---|---|---|
| §0 | `computo` | how a term is counted |
| R1 | `garantia` | when the legal guarantee begins and ends, and its presumption |
| R2 | `suspension` | how much the repairs lengthen it |
| R3 | `mismo_defecto` | until when the repaired defect stays covered |
| R4 | `manifestacion` | is this fault in time, who proves, until when can it be claimed in court |
| R13 | `reclamacion` | by when a complaint has to be answered |
| – | `renovacion` | by when a consumer is warned that a contract is renewed by silence |
| – | `cobertura` | all of them together: `decidir_cobertura(hechos) -> Decision` |

Figures are in `parametros.toml` with their dates, territory, norm and certainty; shared types and
the reasons (`Motivo`) in `tipos`.
"""
