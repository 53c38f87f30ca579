"""Screens of the SAT: orders (office), agenda (coordination), phone (técnicos)."""
