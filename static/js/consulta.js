// form[data-consulta]: what was left empty does not travel in the address, so that links stay short.
// Lists do: there, the empty choice is an answer.
document.querySelectorAll("form[data-consulta]").forEach((form) => {
  form.addEventListener("formdata", (suceso) => {
    for (const [nombre, valor] of [...suceso.formData]) {
      const campo = form.elements.namedItem(nombre);
      if (valor === "" && !(campo instanceof HTMLSelectElement)) suceso.formData.delete(nombre);
    }
  });
});
