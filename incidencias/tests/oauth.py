"""An OAuth 2 provider for tests: it renews tokens over TLS and says of each whose it is."""

from __future__ import annotations

import json
import ssl
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

from incidencias.tests.dovecot import Dovecot


class Proveedor:
    """`renovables` is what each refresh token gives; `vigentes`, whose each access token is."""

    def __init__(self, dovecot: Dovecot) -> None:
        self.renovables: dict[str, tuple[str, str]] = {}  # refresh → (user, access token)
        self.vigentes: dict[str, str] = {}
        self.pedidas: list[dict[str, str]] = []  # what was asked of /token
        self.comprobados: list[str] = []  # the tokens that Dovecot asked about
        contexto = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        contexto.load_cert_chain(
            Path(dovecot.carpeta, "certificado.pem"), Path(dovecot.carpeta, "clave.pem")
        )
        self._token = self._servir(0, self._renovar)
        self._token.socket = contexto.wrap_socket(self._token.socket, server_side=True)
        self._introspect = self._servir(dovecot.puerto_oauth, self._comprobar)
        for servidor in (self._token, self._introspect):
            Thread(target=servidor.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"https://localhost:{self._token.server_port}/token"

    def parar(self) -> None:
        for servidor in (self._token, self._introspect):
            servidor.shutdown()
            servidor.server_close()

    def caducar(self, token: str) -> None:
        del self.vigentes[token]

    def _renovar(self, campos: dict[str, str]) -> tuple[int, dict[str, object]]:
        self.pedidas.append(campos)
        suyo = self.renovables.get(campos.get("refresh_token", ""))
        if suyo is None or campos.get("grant_type") != "refresh_token":
            return 400, {"error": "invalid_grant"}
        usuario, acceso = suyo
        self.vigentes[acceso] = usuario
        return 200, {"access_token": acceso, "token_type": "Bearer", "expires_in": 3600}

    def _comprobar(self, campos: dict[str, str]) -> tuple[int, dict[str, object]]:
        token = campos.get("token", "")
        self.comprobados.append(token)
        usuario = self.vigentes.get(token)
        if usuario is None:
            return 200, {"active": False}
        return 200, {"active": True, "username": usuario}

    @staticmethod
    def _servir(puerto: int, contestar: object) -> ThreadingHTTPServer:
        class Peticion(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                largo = int(self.headers.get("Content-Length") or 0)
                campos = parse_qs(self.rfile.read(largo).decode())
                estado, dicho = contestar({c: v[0] for c, v in campos.items()})  # type: ignore[operator]
                cuerpo = json.dumps(dicho).encode()
                self.send_response(estado)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(cuerpo)))
                self.end_headers()
                self.wfile.write(cuerpo)

            def log_message(self, *args: object) -> None:
                return

        return ThreadingHTTPServer(("127.0.0.1", puerto), Peticion)
