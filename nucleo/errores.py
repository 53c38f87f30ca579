"""The one exception with which a service says no to a person."""


class ErrorDeNegocio(Exception):
    """A business rule refused the request; the message is a sentence for the user, in Spanish.

    `campo` names the form field it belongs to, `codigo` is the stable word the API answers with.
    The web turns it into a form error (422), the API into a problem document (409).
    """

    def __init__(self, mensaje: str, *, campo: str | None = None, codigo: str = "regla") -> None:
        super().__init__(mensaje)
        self.mensaje, self.campo, self.codigo = mensaje, campo, codigo

    def __str__(self) -> str:
        return str(self.mensaje)
