"""Documents of the SAT: typst templates and the data they paint."""
