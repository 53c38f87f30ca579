/* Texts ready to use: [data-copia="#id"] copies one, [data-responde-con="#id"] puts it into the reply of the composer.
   Without this the buttons stay hidden, and the text can be selected. */
(() => {
  const texto = (boton, atributo) => document.querySelector(boton.getAttribute(atributo))?.innerText.trim() ?? "";

  function mostrar(raiz) {
    for (const boton of raiz.querySelectorAll("[data-copia][hidden], [data-responde-con][hidden]")) boton.hidden = false;
  }

  function responder(con) {
    const area = document.querySelector("#redactor-responder textarea");
    if (!area) return;
    area.value = area.value.trim() ? `${area.value.trimEnd()}\n\n${con}` : con;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    document.querySelector("[role=tab][aria-controls=redactor-responder]")?.click();
    area.focus();
    area.scrollIntoView({ block: "center" });
  }

  document.addEventListener("click", async (suceso) => {
    const copia = suceso.target.closest("[data-copia]");
    const responde = suceso.target.closest("[data-responde-con]");
    if (responde) responder(texto(responde, "data-responde-con"));
    if (!copia) return;
    await navigator.clipboard.writeText(texto(copia, "data-copia"));
    copia.lastChild.textContent = "Copiado";
  });
  mostrar(document);
  document.addEventListener("htmx:load", (suceso) => mostrar(suceso.detail.elt.parentElement ?? suceso.detail.elt));
})();
