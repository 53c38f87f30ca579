"""Mail that arrives: read (`recogida`), stored (`recepcion`), interpreted (`interpretacion`,
`aplicacion`), decided by people (`decisiones`); what comes back (`rebotes`).
"""
