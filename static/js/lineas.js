/* One line more in a list of a form (a Django formset): [data-lineas-mas="pasos"] copies the last <li> of
   [data-lineas-de="pasos"], empty and with the next number. Without this there are always some empty lines to write in. */
(() => {
  for (const boton of document.querySelectorAll("[data-lineas-mas]")) boton.hidden = false;

  document.addEventListener("click", (suceso) => {
    const boton = suceso.target.closest("[data-lineas-mas]");
    if (!boton) return;
    const nombre = boton.dataset.lineasMas;
    const lista = document.querySelector(`[data-lineas-de="${CSS.escape(nombre)}"]`);
    const total = lista.closest("form").elements[`${nombre}-TOTAL_FORMS`];
    const anterior = new RegExp(`${nombre}-\\d+-`, "g");
    const nueva = lista.lastElementChild.cloneNode(true);
    const numerada = `${nombre}-${total.value}-`;
    for (const nodo of nueva.querySelectorAll("*")) {
      for (const atributo of ["id", "name", "for", "aria-describedby"]) {
        const valor = nodo.getAttribute(atributo);
        if (valor) nodo.setAttribute(atributo, valor.replace(anterior, numerada));
      }
      if (nodo.matches("input, textarea, select")) nodo.value = "";
      nodo.classList.remove("is-invalid");
      if (nodo.matches(".invalid-feedback")) nodo.remove();
    }
    lista.append(nueva);
    total.value = Number(total.value) + 1;
    nueva.querySelector("input, textarea, select")?.focus();
  });
})();
