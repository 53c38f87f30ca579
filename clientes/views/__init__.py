"""The screens of customers and units."""
