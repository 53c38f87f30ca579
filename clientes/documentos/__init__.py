"""Documents of customers and units: typst templates and the data they paint."""
