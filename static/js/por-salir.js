/* Replies within their seconds: [data-sale-en] counts down, and when it has left asks for the timeline again (event ha-salido). */
(() => {
  function paso() {
    for (const nodo of document.querySelectorAll("[data-sale-en]")) {
      const faltan = Math.ceil((new Date(nodo.dataset.saleEn) - Date.now()) / 1000);
      const texto = nodo.querySelector("[data-cuenta-atras]");
      if (texto) texto.textContent = faltan > 0 ? `sale en ${faltan}\u00a0s` : "está saliendo…";
      // One second of courtesy for the worker; then every four, while it is still there.
      if (faltan <= -1 && (-faltan - 1) % 4 === 0 && nodo.dataset.pedido !== String(faltan)) {
        nodo.dataset.pedido = String(faltan);
        nodo.dispatchEvent(new CustomEvent("ha-salido"));
      }
    }
  }
  setInterval(paso, 500);
})();
