/* Native <dialog>: [data-abre-dialogo="id"] opens it, [data-cierra-dialogo] or a click outside closes it.
   A link keeps its page for those without JavaScript. A dialog with data-abierto opens with the page
   (a form that came back with errors). */
(() => {
  document.addEventListener("click", (suceso) => {
    const abre = suceso.target.closest("[data-abre-dialogo]");
    if (abre) {
      const dialogo = document.getElementById(abre.dataset.abreDialogo);
      if (!dialogo) return;
      suceso.preventDefault();
      dialogo.showModal();
      return;
    }
    const dialogo = suceso.target.closest("dialog");
    if (!dialogo) return;
    if (suceso.target.closest("[data-cierra-dialogo]") || suceso.target === dialogo) dialogo.close();
  });

  function abrirMarcados(raiz) {
    for (const dialogo of raiz.querySelectorAll("dialog[data-abierto]:not([open])")) dialogo.showModal();
  }
  abrirMarcados(document);
  document.addEventListener("htmx:load", (suceso) => abrirMarcados(suceso.detail.elt.parentElement ?? suceso.detail.elt));
})();
