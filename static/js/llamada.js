/* The call screen: arrows (or j and k) walk over the cases, Enter writes the call on the one in focus, s that they only ask how it goes. */
(() => {
  const botones = () => [...document.querySelectorAll("[data-caso] [data-apuntar]")];

  document.addEventListener(
    "keydown",
    (suceso) => {
      if (suceso.ctrlKey || suceso.metaKey || suceso.altKey) return;
      if (suceso.target.closest("input, textarea, select, dialog[open]")) return;
      const lista = botones();
      if (!lista.length) return;
      const caso = suceso.target.closest("[data-caso]");
      const lugar = caso ? lista.indexOf(caso.querySelector("[data-apuntar]")) : 0;
      const paso = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[suceso.key];
      if (paso) lista[Math.min(Math.max(lugar + paso, 0), lista.length - 1)].focus();
      else if (suceso.key === "s") lista[Math.max(lugar, 0)].closest("[data-caso]").querySelector("[data-estado]").click();
      else return;
      suceso.preventDefault();
      suceso.stopPropagation();
    },
    true,
  );
})();
