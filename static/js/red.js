/* The phone says whether it has network: [data-red] in the bar. */
(() => {
  function pintar() {
    for (const nodo of document.querySelectorAll("[data-red]")) {
      nodo.dataset.red = navigator.onLine ? "con" : "sin";
      nodo.querySelector("[data-red-texto]").textContent = navigator.onLine ? "En línea" : "Sin cobertura";
    }
  }
  addEventListener("online", pintar);
  addEventListener("offline", pintar);
  pintar();
})();
