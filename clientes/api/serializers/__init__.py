"""The shapes of this app in the API, one module a subject."""
