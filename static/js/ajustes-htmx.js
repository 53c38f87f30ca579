/* htmx: what no configuration key says. The rest is in the meta of templates/cabeza.html. */
(() => {
  const TEXTO = "No hemos podido hablar con el servidor. Lo que has escrito sigue aquí; inténtalo otra vez.";

  function avisar(texto) {
    const caja = document.getElementById("mensajes");
    if (!caja) return;
    const aviso = document.createElement("div");
    aviso.className = "aviso tono-rojo";
    aviso.setAttribute("role", "alert");
    aviso.textContent = texto;
    caja.replaceChildren(aviso);
    aviso.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("htmx:sendError", () => avisar(TEXTO));
  document.addEventListener("htmx:timeout", () => avisar(TEXTO));
  document.addEventListener("htmx:responseError", (suceso) => {
    const estado = suceso.detail.xhr.status;
    if (estado === 403) avisar("La sesión ha caducado o no tienes permiso. Recarga la página e inténtalo otra vez.");
    else if (estado === 404) avisar("Eso ya no existe o no está a tu alcance.");
    else if (estado === 413) avisar("El archivo es demasiado grande.");
    else if (estado === 429) avisar("Demasiados intentos seguidos. Espera unos minutos.");
    else avisar("Algo ha fallado por nuestra parte. Lo que has escrito sigue aquí; inténtalo otra vez dentro de un minuto.");
  });

  // After a 422 the keyboard goes to the first field that is wrong.
  document.addEventListener("htmx:afterSettle", (suceso) => {
    if (suceso.detail.xhr?.status !== 422) return;
    suceso.detail.elt.querySelector(".is-invalid, [aria-invalid='true'], [role='alert']")?.focus();
  });
})();
