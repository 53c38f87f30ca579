/* Clocks that run: every 30 s the text of each deadline and relative time, without moving anything else.
   The same sentences as nucleo/formato.py (tiempo_en_palabras, texto_de_plazo, estado_de_plazo). */
(() => {
  const NB = "\u00a0";
  const AVISO = 2 * 3600;

  function palabras(segundos) {
    const total = Math.abs(Math.trunc(segundos));
    const dias = Math.floor(total / 86400);
    const horas = Math.floor((total % 86400) / 3600);
    const minutos = Math.floor((total % 3600) / 60);
    let pares = [[minutos, "min"]];
    if (dias) pares = dias < 10 ? [[dias, "d"], [horas, "h"]] : [[dias, "d"]];
    else if (horas) pares = [[horas, "h"], [minutos, "min"]];
    const partes = pares.filter(([valor]) => valor).map(([valor, unidad]) => valor + NB + unidad);
    return partes.join(NB) || `menos de 1${NB}min`;
  }

  function poner(nodo, texto) {
    if (nodo && nodo.textContent !== texto) nodo.textContent = texto;
  }

  function pintarPlazo(nodo, ahora) {
    const iso = nodo.dataset.plazo;
    if (iso.length <= 10) return; // a whole day changes at midnight, with the next page
    const faltan = (new Date(iso) - ahora) / 1000;
    const aviso = nodo.dataset.aviso ? new Date(nodo.dataset.aviso) : new Date(new Date(iso) - AVISO * 1000);
    const estado = faltan <= 0 ? "vencido" : ahora >= aviso ? "vence_pronto" : "en_plazo";
    const texto = faltan > 0 ? `vence en ${palabras(faltan)}` : `vencido hace ${palabras(faltan)}`;
    poner(nodo.querySelector(".plazo__texto"), texto);
    if (nodo.dataset.estado === estado) return;
    nodo.dataset.estado = estado;
    const molde = document.getElementById("iconos-de-plazo")?.content.querySelector(`[data-de="${estado}"] svg`);
    if (molde) nodo.querySelector("svg").replaceWith(molde.cloneNode(true));
  }

  function pintarRelativa(nodo, ahora) {
    if (document.documentElement.lang !== "es") return; // the server wrote it in their language
    const faltan = (new Date(nodo.dateTime) - ahora) / 1000;
    if (nodo.dateTime.length <= 10 || Math.abs(faltan) >= 6 * 3600) return;
    if (Math.abs(faltan) < 60) poner(nodo, "ahora mismo");
    else poner(nodo, (faltan > 0 ? "en " : "hace ") + palabras(faltan));
  }

  function pintar() {
    const ahora = new Date();
    for (const nodo of document.querySelectorAll("[data-plazo]")) pintarPlazo(nodo, ahora);
    for (const nodo of document.querySelectorAll("time[data-relativa]")) pintarRelativa(nodo, ahora);
  }

  setInterval(() => document.hidden || pintar(), 30_000);
  document.addEventListener("visibilitychange", () => document.hidden || pintar());
})();
