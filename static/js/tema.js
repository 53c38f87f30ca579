/* Theme: light, dark or the system's. Remembered in a cookie, so that the server paints the right one at once. */
(() => {
  const raiz = document.documentElement;

  function marcar() {
    for (const boton of document.querySelectorAll("[data-pon-tema]")) {
      boton.setAttribute("aria-pressed", String(boton.dataset.ponTema === (raiz.dataset.tema || "auto")));
    }
  }

  document.addEventListener("click", (suceso) => {
    const boton = suceso.target.closest("[data-pon-tema]");
    if (!boton) return;
    raiz.dataset.tema = boton.dataset.ponTema;
    document.cookie = `tema=${boton.dataset.ponTema};path=/;max-age=31536000;samesite=lax`;
    marcar();
    document.dispatchEvent(new CustomEvent("tema:cambiado"));
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    document.dispatchEvent(new CustomEvent("tema:cambiado"));
  });
  marcar();
})();
