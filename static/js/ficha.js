/* The ficha keeps itself up to date (vivo.js) by parts: what has changed is put in its place, and what somebody is using, reading with
   the pointer or has selected waits until they leave it. The composer is never touched, and what one is looking at does not move. */
(() => {
  const PARTES = "[data-parte]";
  const esperan = new Map();

  // What changes in each answer without saying anything new: keys of forms and the words of clocks.
  function dicho(nodo) {
    const copia = nodo.cloneNode(true);
    for (const clave of copia.querySelectorAll("[name=csrfmiddlewaretoken], [name=envio]")) clave.remove();
    for (const reloj of copia.querySelectorAll("[data-plazo], [data-relativa]")) reloj.replaceChildren();
    for (const reloj of copia.querySelectorAll("[data-plazo]")) reloj.removeAttribute("data-estado");
    return copia.innerHTML.replace(/\s+/g, " ");
  }

  function enUso(parte) {
    const seleccion = window.getSelection();
    return (
      parte.contains(document.activeElement) ||
      parte.querySelector("details.desplegable[open], button:hover, a:hover, summary:hover") !== null ||
      (!seleccion.isCollapsed && parte.contains(seleccion.anchorNode))
    );
  }

  function poner(mia, nueva) {
    const abiertos = [...mia.querySelectorAll("details[open] > summary")].map((titulo) => titulo.textContent);
    mia.replaceWith(nueva);
    for (const titulo of nueva.querySelectorAll("details > summary")) if (abiertos.includes(titulo.textContent)) titulo.parentElement.open = true;
    window.htmx.process(nueva);
  }

  function cambiarParte(nueva) {
    const nombre = nueva.dataset.parte;
    const mia = document.querySelector(`[data-parte="${CSS.escape(nombre)}"]`);
    esperan.delete(nombre);
    if (!mia || dicho(mia) === dicho(nueva)) return;
    if (enUso(mia)) esperan.set(nombre, nueva);
    else poner(mia, nueva);
  }

  // New entries go on top; those that are there only change, so that what was opened stays open.
  function contarLoNuevo(nueva) {
    const mia = document.querySelector("#linea-del-caso .linea");
    const suya = nueva.querySelector("#linea-del-caso .linea");
    if (!mia || !suya) return 0;
    let cuantas = 0;
    let sitio = mia.firstElementChild;
    for (const entrada of [...suya.children]) {
      const estaba = entrada.id && document.getElementById(entrada.id);
      if (estaba) {
        sitio = estaba.nextElementSibling;
        if (dicho(estaba) !== dicho(entrada) && !enUso(estaba)) poner(estaba, entrada);
        continue;
      }
      if (!entrada.id) continue;
      entrada.classList.add("linea__entrada--nueva");
      mia.insertBefore(entrada, sitio);
      window.htmx.process(entrada);
      cuantas += 1;
    }
    return cuantas;
  }

  function sinMover(hacer) {
    const testigo = [...document.querySelectorAll(`${PARTES}, #redactor, .linea__entrada`)].find((nodo) => nodo.getBoundingClientRect().bottom > 80 && nodo.getBoundingClientRect().top > 0);
    const antes = testigo?.getBoundingClientRect().top;
    hacer();
    if (testigo?.isConnected && window.scrollY > 0) window.scrollBy({ top: testigo.getBoundingClientRect().top - antes, behavior: "instant" });
  }

  // The panels that come after the page (hx-get, once it is there) are asked for again: only what changes moves.
  async function cambiarLuego() {
    const mia = document.querySelector("[data-luego]");
    if (!mia) return;
    try {
      const respuesta = await fetch(mia.dataset.luego, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (!respuesta.ok || respuesta.redirected || !mia.isConnected) return;
      const nueva = document.createElement("div");
      Object.assign(nueva.dataset, mia.dataset);
      nueva.innerHTML = await respuesta.text();
      sinMover(() => cambiarParte(nueva));
    } catch {
      // With the next change.
    }
  }

  function decir(cuantas) {
    const nodo = document.querySelector("[data-vivo-dice]");
    if (nodo && cuantas) nodo.textContent = cuantas === 1 ? "Hay una entrada nueva." : `Hay ${cuantas} entradas nuevas.`;
  }

  document.addEventListener("vivo:cambio", (suceso) => {
    const { nueva } = suceso.detail;
    const [mio, suyo] = [document.querySelector("#ficha [data-vivo]"), nueva.querySelector("[data-vivo]")];
    if (!mio || !suyo) return;
    Object.assign(mio.dataset, suyo.dataset);
    sinMover(() => {
      for (const parte of nueva.querySelectorAll(`${PARTES}:not([data-luego])`)) cambiarParte(parte);
      decir(contarLoNuevo(nueva));
    });
    cambiarLuego();
  });

  setInterval(() => {
    if (esperan.size && !document.hidden) sinMover(() => [...esperan.values()].forEach(cambiarParte));
  }, 1500);
})();
