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

  // Files go up at once and wait with the draft, so a reload does not lose them; without this they go with the form.
  async function subir(campo, ficheros) {
    const form = campo.form;
    const estado = form.querySelector("[data-borrador-estado]");
    const maximo = Number(campo.dataset.maxMb || 25);
    const grande = ficheros.find((fichero) => fichero.size > maximo * 1048576);
    const decir = (texto) => estado && (estado.textContent = texto);
    campo.value = "";
    if (grande) return decir(`«${grande.name}» ocupa más de ${maximo} MB: no cabe.`);
    const datos = new FormData();
    for (const fichero of ficheros) datos.append("ficheros", fichero);
    for (const nombre of ["csrfmiddlewaretoken", "es_nota"]) datos.append(nombre, form.elements[nombre].value);
    decir("Subiendo…");
    form.dataset.subiendo = "";
    try {
      const respuesta = await fetch(campo.dataset.sube, { method: "POST", body: datos, credentials: "same-origin" });
      const cuerpo = await respuesta.text();
      if (!respuesta.ok) return decir(respuesta.status === 422 ? cuerpo : "No hemos podido subir el archivo; inténtalo otra vez.");
      const lista = form.querySelector("[data-ficheros]");
      lista.innerHTML = cuerpo;
      window.htmx?.process(lista);
      decir("Archivo guardado con el borrador");
    } catch {
      decir("No hemos podido subir el archivo; inténtalo otra vez.");
    } finally {
      delete form.dataset.subiendo;
    }
  }

  function anadir(form, ficheros) {
    const campo = form.querySelector("input[type=file][data-sube]");
    if (!campo || !ficheros.length) return false;
    subir(campo, [...ficheros]);
    return true;
  }

  document.addEventListener("change", (suceso) => {
    const campo = suceso.target;
    if (campo.matches?.("input[type=file][data-sube]") && campo.files.length) subir(campo, [...campo.files]);
  });
  document.addEventListener("submit", (suceso) => {
    if (suceso.target.dataset?.subiendo === undefined) return;
    suceso.preventDefault();
    suceso.stopImmediatePropagation();
    const estado = suceso.target.querySelector("[data-borrador-estado]");
    if (estado) estado.textContent = "Espera a que termine de subir el archivo…";
  }, true);

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
