"""Hooks of drf-spectacular: the problem documents, declared on every operation."""

from typing import Any

from nucleo.api import TIPO_PROBLEMA

PROBLEMAS = {
    "400": "Los datos no son válidos.",
    "401": "Falta el token o no vale.",
    "403": "No puede hacer esto.",
    "404": "No existe, o no es suyo.",
    "405": "Ese método no se admite aquí.",
    "406": "No sabemos responder en ese formato.",
    "429": "Demasiadas peticiones seguidas.",
}
PROBLEMAS_AL_ESCRIBIR = {
    "409": "Una regla lo impide, o hay otra petición en curso.",
    "413": "La petición es demasiado grande.",
    "415": "El cuerpo no es JSON.",
    "422": "La clave de idempotencia ya se usó con otra petición.",
}
ESQUEMA_PROBLEMA = {
    "type": "object",
    "description": "Documento de problema (RFC 9457).",
    "required": ["type", "title", "status", "codigo", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "codigo": {"type": "string", "description": "Palabra estable para programas."},
        "detail": {"type": "string", "description": "Frase para personas."},
        "errores": {
            "type": "object",
            "description": "Lo que hay que corregir, campo a campo.",
            "additionalProperties": True,
        },
    },
}
METODOS = {"get", "post", "put", "patch", "delete"}


def declarar_problemas(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Post-processing hook: add the schema `Problema` and the answers that use it."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problema"] = ESQUEMA_PROBLEMA
    for ruta in result["paths"].values():
        for metodo, operacion in ruta.items():
            if metodo in METODOS:
                _completar(metodo, operacion["responses"])
    return result


def _completar(metodo: str, respuestas: dict[str, Any]) -> None:
    problemas = PROBLEMAS if metodo == "get" else {**PROBLEMAS, **PROBLEMAS_AL_ESCRIBIR}
    for estado, descripcion in problemas.items():
        respuestas.setdefault(estado, _respuesta(descripcion))


def _respuesta(descripcion: str) -> dict[str, Any]:
    referencia = {"$ref": "#/components/schemas/Problema"}
    return {"description": descripcion, "content": {TIPO_PROBLEMA: {"schema": referencia}}}
