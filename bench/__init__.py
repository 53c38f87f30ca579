"""How quick Postventa is with years of cases in it: `make bench` (figures, not tests).

A machine is noisy, so every figure is divided by a floor measured in the same run on the same
database, call by call (docs: performance targets in the table itself). It works in a throw-away
database beside the one of `DATABASE_URL`, or on the embedded PostgreSQL, and leaves a table in
`bench/results.md`. What the environment can say:

* `BENCH_INCIDENCIAS`: how many cases to load (100000).
* `BENCH_CLIENTES`: among how many customers one is looked for (500000); they are added at the end.
* `BENCH_PETICIONES`: how many requests give each figure of a page (60).
* `BENCH_SEGUNDOS`: how long each figure of the intake is measured (4).
* `BENCH_CONSERVAR=1`: keep the database, and do not load it again if its size is the asked one.
* `BENCH_SOLO`: only the figures whose name contains this.
* `BENCH_RESULTADOS`: another file for the table.

`base` database and web server · `mundo` catalogues · `historia` composes the cases · `carga` loads
them by COPY · `paginas` measures screens and API · `clientela` the search of customers ·
`llegada` the intake · `tabla` prints · `multiplica` makes a million of what was composed · `sondeo`
what the polling of two hundred people costs · `correo` mails by the thousand, read · `buzon` made
into cases (`python -m bench.buzon`).
"""
