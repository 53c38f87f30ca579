/* The composer: tabs, Ctrl+Enter sends, files by drag and by paste. Without this every form is on the page, one after another. */
(() => {
  const redactor = () => document.querySelector("[data-redactor]");

  function abrir(modo, enfocar) {
    const caja = redactor();
    if (!caja) return;
    for (const pestana of caja.querySelectorAll("[role=tab]")) {
      const activa = pestana.getAttribute("aria-controls") === `redactor-${modo}`;
      pestana.setAttribute("aria-selected", String(activa));
      pestana.tabIndex = activa ? 0 : -1;
    }
    for (const panel of caja.querySelectorAll(".redactor__panel")) panel.toggleAttribute("data-activo", panel.id === `redactor-${modo}`);
    caja.dataset.listo = "";
    if (enfocar) caja.querySelector(`#redactor-${modo}`)?.querySelector("textarea, input:not([type=hidden]), select")?.focus();
  }

  function empezar() {
    const caja = redactor();
    if (!caja || "listo" in caja.dataset) return;
    const conError = caja.querySelector(".redactor__panel:has([role=alert])");
    abrir(conError ? conError.id.replace("redactor-", "") : "responder", false);
  }

  document.addEventListener("click", (suceso) => {
    const pestana = suceso.target.closest("[data-redactor] [role=tab]");
    if (pestana) abrir(pestana.getAttribute("aria-controls").replace("redactor-", ""), true);
    const atajo = suceso.target.closest("[data-redactor-abre]");
    if (atajo) {
      abrir(atajo.dataset.redactorAbre, true);
      redactor()?.scrollIntoView({ block: "nearest" });
    }
  });

  document.addEventListener("keydown", (suceso) => {
    const pestana = suceso.target.closest?.("[data-redactor] [role=tab]");
    if (pestana && ["ArrowLeft", "ArrowRight"].includes(suceso.key)) {
      const todas = [...redactor().querySelectorAll("[role=tab]")];
      const paso = suceso.key === "ArrowRight" ? 1 : -1;
      const otra = todas[(todas.indexOf(pestana) + paso + todas.length) % todas.length];
      abrir(otra.getAttribute("aria-controls").replace("redactor-", ""), false);
      otra.focus();
    }
    if ((suceso.ctrlKey || suceso.metaKey) && suceso.key === "Enter" && suceso.target.closest("[data-redactor] form")) {
      suceso.preventDefault();
      suceso.target.form.requestSubmit();
    }
    if (suceso.key === "Escape" && suceso.target.closest?.("[data-redactor]")) suceso.target.blur();
  });

  function anadir(form, ficheros) {
    const campo = form.querySelector("input[type=file]");
    if (!campo || !ficheros.length) return false;
    const todos = new DataTransfer();
    for (const fichero of [...campo.files, ...ficheros]) todos.items.add(fichero);
    campo.files = todos.files;
    campo.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  }

  document.addEventListener("paste", (suceso) => {
    const form = suceso.target.closest?.("[data-redactor] form");
    if (form && anadir(form, suceso.clipboardData.files)) suceso.preventDefault();
  });
  document.addEventListener("dragover", (suceso) => {
    const form = suceso.target.closest?.("[data-redactor] form");
    if (!form?.querySelector("input[type=file]") || !suceso.dataTransfer.types.includes("Files")) return;
    suceso.preventDefault();
    form.dataset.encima = "";
  });
  document.addEventListener("dragleave", (suceso) => {
    const form = suceso.target.closest?.("[data-redactor] form");
    if (form && !form.contains(suceso.relatedTarget)) delete form.dataset.encima;
  });
  document.addEventListener("drop", (suceso) => {
    const form = suceso.target.closest?.("[data-redactor] form");
    if (!form || !anadir(form, suceso.dataTransfer.files)) return;
    suceso.preventDefault();
    delete form.dataset.encima;
  });

  empezar();
  document.addEventListener("htmx:load", empezar);
})();
