/* A form that opens another program in a new tab: this one goes back to where the result will be. */
(() => {
  document.addEventListener("submit", (suceso) => {
    const vuelta = suceso.target.dataset.abreFuera;
    if (vuelta && suceso.target.target === "_blank") setTimeout(() => window.location.assign(vuelta), 900);
  });
})();
