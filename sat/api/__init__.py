"""API of the orders."""
