"""The screens of the cases, one module a screen."""
