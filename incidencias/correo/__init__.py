"""Mail of the cases: how a mailbox is read, what a mail belongs to, and from where we answer.

`imap` the connection · `huella` when two mails are the same · `direcciones` signed reply addresses
· `hilos` which case a mail belongs to · `remitentes` who it says to be · `salida` how ours thread.
What is written, in `incidencias/servicios/correo/`.
"""
