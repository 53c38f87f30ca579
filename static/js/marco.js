/* The staff shell: rail on small screens, menus that close by themselves, Ctrl-K. */
(() => {
  const marco = document.querySelector("[data-marco]");

  function alternarRail(abierto) {
    marco.dataset.rail = abierto ? "abierto" : "";
    for (const boton of document.querySelectorAll("[data-alterna-rail][aria-expanded]")) {
      boton.setAttribute("aria-expanded", String(abierto));
      if (!abierto && document.getElementById("rail").contains(document.activeElement)) boton.focus();
    }
    if (abierto) document.querySelector("#rail a")?.focus();
  }

  document.addEventListener("click", (suceso) => {
    if (suceso.target.closest("[data-alterna-rail]")) alternarRail(marco.dataset.rail !== "abierto");
    for (const caja of document.querySelectorAll("[data-desplegable][open]")) {
      if (!caja.contains(suceso.target)) caja.open = false;
    }
  });

  // Search box: the arrows walk through what it finds; Escape goes back to the page.
  const buscador = document.querySelector("[data-buscador]");
  buscador?.form.addEventListener("keydown", (suceso) => {
    const paradas = [buscador, ...buscador.form.querySelectorAll(".hallazgo")];
    const paso = { ArrowDown: 1, ArrowUp: -1 }[suceso.key];
    if (paso) {
      suceso.preventDefault();
      paradas[Math.min(Math.max(paradas.indexOf(document.activeElement) + paso, 0), paradas.length - 1)].focus();
    } else if (suceso.key === "Enter" && document.activeElement === buscador && buscador.value.trim()) {
      // What is shown is the answer to what is written: straight to the first.
      const hallado = buscador.form.querySelector("[data-hallado]")?.dataset.hallado;
      if (hallado !== buscador.value.trim() || !paradas[1]) return;
      suceso.preventDefault();
      paradas[1].click();
    } else if (suceso.key === "Escape") document.getElementById("contenido").focus();
  });

  // What asks again by itself rests while nobody looks.
  document.addEventListener("htmx:beforeRequest", (suceso) => {
    if (document.hidden && suceso.detail.elt.matches("[data-solo-visible]")) suceso.preventDefault();
  });

  document.addEventListener("keydown", (suceso) => {
    if ((suceso.ctrlKey || suceso.metaKey) && suceso.key.toLowerCase() === "k") {
      suceso.preventDefault();
      document.querySelector("[data-buscador]")?.select();
    }
    if (suceso.key !== "Escape") return;
    if (marco.dataset.rail === "abierto") alternarRail(false);
    for (const caja of document.querySelectorAll("[data-desplegable][open]")) {
      caja.open = false;
      caja.querySelector("summary").focus();
    }
  });
})();
