/* Nueva: the keyboard alone. Arrows walk over who was found, Enter chooses the first, Ctrl+Enter saves for the next call. */
(() => {
  const hallados = () => [...document.querySelectorAll("#hallados [data-hallado]")];

  document.addEventListener("keydown", (suceso) => {
    const form = suceso.target.closest?.("[data-nueva]");
    if (!form) return;
    const caja = suceso.target.closest("[data-nueva-buscar]");
    if (caja && suceso.key === "Enter" && !suceso.ctrlKey) {
      suceso.preventDefault();
      hallados()[0]?.click();
      return;
    }
    if ((suceso.ctrlKey || suceso.metaKey) && suceso.key === "Enter") {
      suceso.preventDefault();
      form.requestSubmit(form.querySelector("[name=siguiente]"));
      return;
    }
    if (!["ArrowDown", "ArrowUp"].includes(suceso.key) || !(caja || suceso.target.matches("[data-hallado]"))) return;
    const lista = hallados();
    const lugar = lista.indexOf(suceso.target) + (suceso.key === "ArrowDown" ? 1 : -1);
    suceso.preventDefault();
    if (lugar < 0) form.querySelector("[data-nueva-buscar]").focus();
    else lista[Math.min(lugar, lista.length - 1)]?.focus();
  });

  // Once chosen, on with what happens: the unit if there are several, else the subject.
  document.addEventListener("htmx:afterSwap", (suceso) => {
    if (suceso.detail.target.id !== "nueva-cliente") return;
    document.getElementById("hallados").replaceChildren();
    const equipos = document.querySelectorAll("#nueva-cliente [name=equipo]");
    const marcado = document.querySelector("#nueva-cliente [name=equipo]:checked");
    if (equipos.length > 2 && marcado && !marcado.value) equipos[0].focus();
    else document.getElementById("id_asunto").focus();
  });
})();
