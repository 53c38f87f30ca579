/* Keys of the staff shell. A list marks its rows with data-fila (and a link inside); a page marks what a key does
   with data-tecla="r" (button, link, tab or field). Nothing happens while one writes. */
(() => {
  let pendiente = "";
  let reloj = 0;

  const escribiendo = (nodo) =>
    nodo.isContentEditable || nodo.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, dialog[open]");

  function mover(paso) {
    const filas = [...document.querySelectorAll("[data-fila]")];
    if (!filas.length) return;
    const actual = filas.findIndex((fila) => fila.getAttribute("aria-selected") === "true");
    const destino = filas[Math.min(Math.max(actual + paso, 0), filas.length - 1)];
    filas[actual]?.removeAttribute("aria-selected");
    destino.setAttribute("aria-selected", "true");
    destino.querySelector("a")?.focus({ preventScroll: true });
    destino.scrollIntoView({ block: "nearest" });
  }

  function accionar(tecla) {
    const nodo = document.querySelector(`[data-tecla="${CSS.escape(tecla)}"]`);
    if (!nodo) return false;
    if (nodo.matches("input, textarea, select")) nodo.focus();
    else nodo.click();
    return true;
  }

  const FIJAS = {
    "?": () => document.getElementById("teclas")?.showModal(),
    "/": () => document.querySelector("[data-buscador]")?.select(),
    j: () => mover(1),
    k: () => mover(-1),
    c: () => document.querySelector("[data-tecla-nueva]")?.click(),
    "g b": () => location.assign("/incidencias/"),
    "g l": () => location.assign("/incidencias/llamada/"),
    "g s": () => location.assign("/sat/"),
    "g i": () => location.assign("/indicadores/"),
  };

  document.addEventListener("keydown", (suceso) => {
    if (suceso.ctrlKey || suceso.metaKey || suceso.altKey || suceso.defaultPrevented) return;
    if (suceso.key.length > 1 || escribiendo(suceso.target)) return;
    const tecla = pendiente + suceso.key;
    clearTimeout(reloj);
    pendiente = "";
    if (tecla === "g") {
      pendiente = "g ";
      reloj = setTimeout(() => (pendiente = ""), 1200);
      return;
    }
    if (accionar(tecla)) suceso.preventDefault();
    else if (FIJAS[tecla]) {
      suceso.preventDefault();
      FIJAS[tecla]();
    }
  });
})();
