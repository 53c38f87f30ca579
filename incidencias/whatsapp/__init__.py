"""WhatsApp on the telephone of the company, without an API: links out, exported chats in.

lectura: the text of an export into messages · fechas: which of its numbers is the month ·
paquete: the .txt or the .zip, safely · huellas: which messages are already here · enlace: wa.me ·
plantillas: the texts that the buttons bring. Pure but for plantillas; the services write.
"""
