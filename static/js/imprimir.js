// [data-imprimir]: a button that prints the page. Hidden without JavaScript: the browser's menu prints too.
document.querySelectorAll("[data-imprimir]").forEach((boton) => {
  boton.hidden = false;
  boton.addEventListener("click", () => window.print());
});
