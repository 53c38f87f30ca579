/* The Bandeja keeps itself up to date without moving what somebody is about to press: while the pointer is over the rows,
   or one is marked or chosen with the keyboard, rows change in their place and the new ones wait behind a button. */
(() => {
  const bandeja = () => document.getElementById("bandeja");
  const filas = () => [...document.querySelectorAll("#bandeja tbody tr[data-codigo]")];
  const marcadas = () => document.querySelectorAll("#bandeja tbody [name=codigos]:checked");
  let encima = false;
  let pendiente = false;

  const ocupada = () =>
    encima || marcadas().length || document.querySelector("#bandeja tbody tr[aria-selected=true]") || bandeja()?.querySelector("tbody :focus, .bandeja__lote :focus, .bandeja__vistas :focus-visible, .bandeja__lista details[open], :popover-open");

  function refrescar() {
    pendiente = false;
    const nodo = document.querySelector("#bandeja [data-vivo]");
    if (nodo) window.htmx.ajax("GET", nodo.dataset.vivo, { target: "#bandeja", swap: "outerHTML" });
  }

  // The menu of views: only its figures change, so that nothing moves under the pointer or the keyboard.
  function contarVistas(nueva) {
    for (const vista of nueva.querySelectorAll("[data-vista]")) {
      const mia = document.querySelector(`#bandeja [data-vista="${CSS.escape(vista.dataset.vista)}"] [data-cuenta]`);
      const cuenta = vista.querySelector("[data-cuenta]").textContent;
      if (mia && mia.textContent !== cuenta) mia.textContent = cuenta;
    }
  }

  function ponerAlDia(nueva) {
    const llegan = new Map([...nueva.querySelectorAll("tr[data-codigo]")].map((fila) => [fila.dataset.codigo, fila]));
    let cambios = 0;
    for (const fila of filas()) {
      const otra = llegan.get(fila.dataset.codigo);
      if (fila.classList.toggle("bandeja__ida", !otra)) cambios += 1;
      if (!otra) continue;
      llegan.delete(fila.dataset.codigo);
      for (const [lugar, celda] of [...otra.cells].entries()) {
        const mia = fila.cells[lugar];
        if (lugar && mia.innerHTML !== celda.innerHTML && !mia.contains(document.activeElement)) mia.replaceChildren(...celda.childNodes);
      }
    }
    contarVistas(nueva);
    if (llegan.size || cambios) avisar(llegan.size);
  }

  document.addEventListener("vivo:cambio", (suceso) => {
    const { html, nueva } = suceso.detail;
    const [mio, suyo] = [document.querySelector("#bandeja [data-vivo]"), nueva.querySelector("[data-vivo]")];
    if (!mio || !suyo) return;
    if (!ocupada()) {
      const altura = window.scrollY;
      window.htmx.swap("#bandeja", html, { swapStyle: "outerHTML" });
      window.scrollTo({ top: altura, behavior: "instant" });
      return;
    }
    ponerAlDia(nueva);
    Object.assign(mio.dataset, suyo.dataset);
  });

  function avisar(nuevas) {
    const boton = document.querySelector("[data-novedades]");
    if (!boton) return;
    pendiente = true;
    boton.querySelector("[data-novedades-texto]").textContent =
      nuevas === 1 ? "Hay 1 nueva · Actualizar" : nuevas ? `Hay ${nuevas} nuevas · Actualizar` : "Hay cambios · Actualizar";
    boton.hidden = false;
  }

  function soltar() {
    const todas = document.querySelector("#bandeja [data-todas] input");
    if (todas) todas.checked = false;
    for (const casilla of marcadas()) casilla.checked = false;
    for (const fila of filas()) fila.removeAttribute("aria-selected");
    document.activeElement?.closest?.("#bandeja") && document.activeElement.blur();
    contar();
  }

  function contar() {
    const nodo = document.querySelector("[data-marcadas]");
    if (nodo) nodo.textContent = marcadas().length;
    const que = document.querySelector("[data-marcadas-que]");
    if (que) que.textContent = marcadas().length === 1 ? "marcada" : "marcadas";
    const todas = document.querySelector("[data-marca-todas]");
    if (todas) {
      todas.checked = filas().length > 0 && marcadas().length === filas().length;
      todas.indeterminate = !todas.checked && marcadas().length > 0;
    }
    const vista = document.querySelector("#bandeja [data-todas]");
    if (vista) vista.hidden = !todas?.checked;
    if (vista?.hidden) vista.querySelector("input").checked = false;
  }

  document.addEventListener("pointerover", (suceso) => {
    const antes = encima;
    encima = Boolean(suceso.target.closest?.("#bandeja tbody"));
    if (antes && !encima && pendiente && !ocupada()) refrescar();
  });
  document.documentElement.addEventListener("pointerleave", () => {
    encima = false;
  });

  document.addEventListener("change", (suceso) => {
    if (suceso.target.matches("[data-marca-todas]")) {
      for (const casilla of document.querySelectorAll("#bandeja tbody [name=codigos]")) casilla.checked = suceso.target.checked;
    }
    if (suceso.target.closest("#bandeja")) contar();
  });
  document.addEventListener("click", (suceso) => {
    if (suceso.target.closest("[data-desmarca]")) soltar();
    if (suceso.target.closest("[data-novedades]")) {
      soltar();
      refrescar();
    }
    // The whole row opens its case; a selection of text, a link or a box does not.
    const fila = suceso.target.closest("#bandeja tbody tr[data-codigo]");
    if (fila && !suceso.target.closest("a, button, input, label") && !String(window.getSelection())) fila.querySelector("th a").click();
  });

  document.addEventListener("keydown", (suceso) => {
    if (suceso.ctrlKey || suceso.metaKey || suceso.altKey || suceso.target.closest("input:not([type=checkbox]), textarea, select, dialog[open]")) return;
    const fila = document.querySelector("#bandeja tbody tr[aria-selected=true]");
    if (suceso.key === "x" && fila) {
      const casilla = fila.querySelector("[name=codigos]");
      casilla.checked = !casilla.checked;
      contar();
    }
    // a, e…: with the marked ones or, if none is, with the one that is pointed at.
    const boton = suceso.key.length === 1 && document.querySelector(`[data-de-lote="${CSS.escape(suceso.key)}"]`);
    if (boton && (marcadas().length || fila)) {
      if (!marcadas().length) fila.querySelector("[name=codigos]").checked = true;
      contar();
      suceso.preventDefault();
      boton.click();
    }
    if (suceso.key === "Escape") soltar();
  });
  contar();
})();
