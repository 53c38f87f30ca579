/* Two people writing at once are told: [data-presencia="/address/"] says it is being written in a form [data-escribe], and paints
   who else is. Every 15 s while the page is seen; at once when one begins. Nothing typed is touched. */
(() => {
  const CADA = 15_000;
  const DEJA = 20_000; // without a key for so long, one is not writing any more
  let ultimaTecla = 0;
  let modo = "";
  let dicho = "";
  let sello = "";
  let reloj = 0;

  const caja = () => document.querySelector("[data-presencia]");
  const haciendo = () => (Date.now() - ultimaTecla < DEJA ? modo : "");

  async function preguntar() {
    clearTimeout(reloj);
    reloj = setTimeout(preguntar, CADA * (1 + Math.random() / 10));
    const nodo = caja();
    if (!nodo || (document.hidden && !dicho)) return;
    const ahora = document.hidden ? "" : haciendo();
    const visto = document.querySelector("#redactor-responder [name=visto]")?.value ?? "";
    const opciones = { credentials: "same-origin", headers: { "HX-Request": "true" } };
    // Nobody there and nothing new: answered for next to nothing (nucleo/novedades.py).
    if (sello && !nodo.dataset.pintado) opciones.headers["X-Sello"] = sello;
    let direccion = `${nodo.dataset.presencia}?visto=${encodeURIComponent(visto)}`;
    if (ahora || dicho) {
      direccion = nodo.dataset.presencia;
      const ficha = document.querySelector("#redactor form [name=csrfmiddlewaretoken]");
      opciones.method = "POST";
      opciones.headers["X-CSRFToken"] = ficha?.value ?? "";
      opciones.body = new URLSearchParams({ haciendo: ahora, visto });
    }
    dicho = ahora;
    try {
      const respuesta = await fetch(direccion, opciones);
      if (!respuesta.ok || respuesta.redirected || respuesta.status === 204) return;
      sello = respuesta.headers.get("X-Sello") ?? "";
      const html = (await respuesta.text()).trim();
      if (nodo.dataset.pintado === html) return;
      nodo.dataset.pintado = html;
      nodo.innerHTML = html;
      window.htmx?.process(nodo);
    } catch {
      // Next time.
    }
  }

  document.addEventListener("input", (suceso) => {
    const form = suceso.target.closest?.("form[data-escribe]");
    if (!form) return;
    const empieza = !haciendo() || modo !== form.dataset.escribe;
    modo = form.dataset.escribe;
    ultimaTecla = Date.now();
    if (empieza) preguntar();
  });
  document.addEventListener("submit", (suceso) => {
    if (suceso.target.closest("form[data-escribe]")) ultimaTecla = 0;
  });
  document.addEventListener("visibilitychange", preguntar);
  document.addEventListener("vivo:cambio", () => {
    sello = "";
    preguntar();
  });
  if (caja()) preguntar();
})();
