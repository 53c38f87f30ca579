// Rows that are marked: `form[data-seleccion]` counts them, and one box marks the whole page.
// Without JavaScript the boxes and the button work all the same.
"use strict";

function contar(form) {
  const cajas = [...form.querySelectorAll("input[type=checkbox][name]")];
  const marcadas = cajas.filter((caja) => caja.checked).length;
  const cuenta = form.querySelector("[data-seleccion-cuenta]");
  const boton = form.querySelector("[data-seleccion-boton]");
  const todo = form.querySelector("[data-seleccion-todo]");
  if (cuenta) cuenta.textContent = marcadas ? `(${marcadas})` : "";
  if (boton) boton.disabled = marcadas === 0;
  if (todo) {
    todo.hidden = false;
    todo.checked = marcadas > 0 && marcadas === cajas.length;
    todo.indeterminate = marcadas > 0 && marcadas < cajas.length;
  }
}

document.addEventListener("change", (suceso) => {
  const form = suceso.target.closest("form[data-seleccion]");
  if (!form) return;
  if (suceso.target.matches("[data-seleccion-todo]")) {
    for (const caja of form.querySelectorAll("input[type=checkbox][name]")) {
      caja.checked = suceso.target.checked;
    }
  }
  contar(form);
  suceso.stopPropagation(); // the filters around it are not touched
});

function preparar() {
  document.querySelectorAll("form[data-seleccion]").forEach(contar);
}
preparar();
document.addEventListener("htmx:afterSettle", preparar);
window.addEventListener("pageshow", preparar);
