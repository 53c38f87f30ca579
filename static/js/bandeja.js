/* The Bandeja keeps itself up to date without moving what somebody is about to press: while the pointer is over the rows,
   or one is marked or chosen with the keyboard, rows change in their place and the new ones wait behind a button. */
(() => {
  const bandeja = () => document.getElementById("bandeja");
  const filas = () => [...document.querySelectorAll("#bandeja tbody tr[data-codigo]")];
  const marcadas = () => document.querySelectorAll("#bandeja tbody [name=codigos]:checked");
  let encima = false;
  let pendiente = false;

  const ocupada = () =>
    encima || marcadas().length || document.querySelector("#bandeja tbody tr[aria-selected=true]") || bandeja()?.querySelector("tbody :focus, .bandeja__lote :focus");

  function refrescar() {
    pendiente = false;
    const nodo = document.querySelector("#bandeja [data-refresco]");
    if (nodo) window.htmx.trigger(nodo, "refresca");
  }

  function ponerAlDia(html) {
    const nueva = new DOMParser().parseFromString(html, "text/html");
    const llegan = new Map([...nueva.querySelectorAll("tr[data-codigo]")].map((fila) => [fila.dataset.codigo, fila]));
    for (const fila of filas()) {
      const otra = llegan.get(fila.dataset.codigo);
      fila.classList.toggle("bandeja__ida", !otra);
      if (!otra) continue;
      llegan.delete(fila.dataset.codigo);
      for (const [lugar, celda] of [...otra.cells].entries()) {
        const mia = fila.cells[lugar];
        if (lugar && mia.innerHTML !== celda.innerHTML && !mia.contains(document.activeElement)) mia.replaceChildren(...celda.childNodes);
      }
    }
    const pestanas = nueva.querySelector(".pestanas");
    if (pestanas && !document.querySelector("#bandeja .pestanas :is(:hover, :focus)")) document.querySelector("#bandeja .pestanas")?.replaceWith(pestanas);
    avisar(llegan.size);
  }

  function avisar(nuevas) {
    const boton = document.querySelector("[data-novedades]");
    if (!boton) return;
    pendiente = true;
    boton.querySelector("[data-novedades-texto]").textContent =
      nuevas === 1 ? "Hay 1 nueva · Actualizar" : nuevas ? `Hay ${nuevas} nuevas · Actualizar` : "Hay cambios · Actualizar";
    boton.hidden = false;
  }

  function soltar() {
    for (const casilla of marcadas()) casilla.checked = false;
    for (const fila of filas()) fila.removeAttribute("aria-selected");
    document.activeElement?.closest?.("#bandeja") && document.activeElement.blur();
    contar();
  }

  function contar() {
    const nodo = document.querySelector("[data-marcadas]");
    if (nodo) nodo.textContent = marcadas().length;
    const todas = document.querySelector("[data-marca-todas]");
    if (todas) {
      todas.checked = filas().length > 0 && marcadas().length === filas().length;
      todas.indeterminate = !todas.checked && marcadas().length > 0;
    }
  }

  document.addEventListener("pointerover", (suceso) => {
    const antes = encima;
    encima = Boolean(suceso.target.closest?.("#bandeja tbody"));
    if (antes && !encima && pendiente && !ocupada()) refrescar();
  });
  document.documentElement.addEventListener("pointerleave", () => {
    encima = false;
  });

  document.addEventListener("htmx:beforeRequest", (suceso) => {
    if (suceso.target.matches("[data-refresco]") && document.hidden) suceso.preventDefault();
  });
  document.addEventListener("htmx:beforeSwap", (suceso) => {
    const quien = suceso.detail.requestConfig.elt;
    if (!quien.matches("[data-refresco]") || suceso.detail.xhr.status !== 200 || !ocupada()) return;
    suceso.detail.shouldSwap = false;
    ponerAlDia(suceso.detail.xhr.responseText);
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
    if (suceso.key === "a" && (marcadas().length || fila)) {
      if (fila && !marcadas().length) fila.querySelector("[name=codigos]").checked = true;
      contar();
      suceso.preventDefault();
      document.getElementById("lote-responsable")?.focus();
    }
    if (suceso.key === "Escape") soltar();
  });
  contar();
})();
