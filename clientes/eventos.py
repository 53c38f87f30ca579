"""What can happen to a customer or a unit, and who acts: what the upper apps import."""

from enum import StrEnum

from clientes.models.autoria import Actor, EventoConContacto, autor_de, usuario_de

__all__ = [
    "Actor",
    "CodigoCliente",
    "CodigoContrato",
    "CodigoEquipo",
    "EventoConContacto",
    "autor_de",
    "usuario_de",
]


class CodigoCliente(StrEnum):
    """What happens to a customer. `datos`: ids of rows and names of fields, never their values."""

    ALTA = "alta"  # {provisional}
    CAMBIO = "cambio"  # {campos}
    CONTACTO = "contacto"  # {contacto}
    CONTACTO_CAMBIO = "contacto_cambio"  # {contacto, campos}
    CORREO_PROBADO = "correo_probado"  # {contacto}
    CORREO_FALLA = "correo_falla"  # {contacto}: what we send there comes back
    CORREO_FUNCIONA = "correo_funciona"  # {contacto}
    SEDE = "sede"  # {sede}
    SEDE_CAMBIO = "sede_cambio"  # {sede, campos}
    COMPRA = "compra"  # {compra}
    COMPRA_COMPROBADA = "compra_comprobada"  # {compra}: the evidence was seen here
    CONSENTIMIENTO = "consentimiento"  # {consentimiento, finalidad}
    CONSENTIMIENTO_RETIRADO = "consentimiento_retirado"  # {consentimiento, finalidad}
    FUSION = "fusion"  # {en, arrastrados}: it is the same as another, which survives
    ABSORCION = "absorcion"  # {cliente}: another turned out to be this one
    FUSION_DESHECHA = "fusion_deshecha"  # {de, restituidos}
    DISTINTO = "distinto"  # {cliente}: they look alike, and are not the same
    SEPARACION = "separacion"  # {cliente}: the other one is somebody else again
    COMPRA_CAMBIO = "compra_cambio"  # {compra, campos}
    IDENTIDAD = "identidad"  # {comprobacion, metodo, resultado}: whether they proved who they are


class CodigoEquipo(StrEnum):
    """What happens to a unit."""

    REGISTRADO = "registrado"  # {producto}
    CAMBIO = "cambio"  # {campos}
    COMPRA = "compra"  # {compra}
    COBERTURA = "cobertura"  # {cobertura, tipo, hasta}
    COBERTURA_ANULADA = "cobertura_anulada"  # {cobertura, tipo}; the reason is in its row
    ENTREGADO = "entregado"  # {suspension}: at our disposal for a remedy
    DEVUELTO = "devuelto"  # {suspension, dias}
    TRASPASADO = "traspasado"  # {traspaso, de, a, motivo, fecha, coberturas}: those left behind
    SUSTITUIDO = "sustituido"  # {sustituto, fecha, atras, and what it took: compras…}
    SUSTITUYE = "sustituye"  # {a, fecha}
    RETIRADO = "retirado"  # {motivo, fecha}
    EN_USO = "en_uso"  # {motivo}: it had been retired by mistake
    DOCUMENTO = "documento"  # {documento, clase}
    PARTE_ENTRA = "parte_entra"  # {parte}: that unit is now part of this one
    PARTE_SALE = "parte_sale"  # {parte}
    ETIQUETA = "etiqueta"  # {version}
    ETIQUETA_ANULADA = "etiqueta_anulada"  # {version}


class CodigoContrato(StrEnum):
    """What happens to a maintenance contract."""

    REDACTADO = "redactado"  # {}
    CAMBIO = "cambio"  # {campos}
    ENVIADO = "enviado"  # {}: to be signed by its link
    FIRMADO = "firmado"  # {periodo, canal}
    DESCARTADO = "descartado"  # {}
    AVISADO = "avisado"  # {periodo, clase, medio}
    NO_RENUEVA = "no_renueva"  # {parte}
    RENOVADO = "renovado"  # {periodo, numero, origen}
    CONSUMO = "consumo"  # {consumo, visitas, minutos}
    VENCIDO = "vencido"  # {causa}
    RESCINDIDO = "rescindido"  # {parte, ultimo_dia}
