/* Pages that keep themselves up to date: <div data-vivo="/address/" data-sello data-huella>. Every 15 s at most, never while
   hidden, and less and less often when the server does not answer. Nothing new: 204. Something new: the event vivo:cambio
   with the answer, and whoever owns the page puts it in its place without moving what is being done there. */
(() => {
  const CADA = 15_000;
  const TOPE = 120_000;
  let espera = CADA;
  let reloj = 0;
  let ultima = Date.now();
  let volando = false;

  const nodo = () => document.querySelector("[data-vivo]");

  function programar() {
    clearTimeout(reloj);
    reloj = setTimeout(mirar, espera * (1 + Math.random() / 10));
  }

  function apuntar(cabeceras) {
    const sello = cabeceras.get("X-Sello");
    if (sello && nodo()) nodo().dataset.sello = sello;
  }

  async function mirar() {
    const yo = nodo();
    if (!yo || document.hidden || volando) return programar();
    volando = true;
    ultima = Date.now();
    try {
      const direccion = new URL(yo.dataset.vivo, location.href);
      if (yo.dataset.huella) direccion.searchParams.set("huella", yo.dataset.huella);
      const respuesta = await fetch(direccion, { headers: { "HX-Request": "true", "X-Sello": yo.dataset.sello ?? "" }, credentials: "same-origin" });
      if (respuesta.redirected) return; // signed out: no more questions; the next click says so
      espera = respuesta.ok ? CADA : Math.min(espera * 2, TOPE);
      if (respuesta.status === 204) apuntar(respuesta.headers);
      if (respuesta.status === 200 && nodo() === yo) {
        const html = await respuesta.text();
        document.dispatchEvent(new CustomEvent("vivo:cambio", { detail: { html, nueva: new DOMParser().parseFromString(html, "text/html") } }));
      }
    } catch {
      espera = Math.min(espera * 2, TOPE);
    } finally {
      volando = false;
    }
    programar();
  }

  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - ultima >= CADA) mirar();
  });
  window.vivo = { mirar };
  programar();
})();
