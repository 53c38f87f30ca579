/* Nueva: the keyboard alone. Arrows walk over who was found, Enter chooses the first, Ctrl+Enter saves for the next call. */
(() => {
  const hallados = () => [...document.querySelectorAll("#hallados [data-hallado]")];

  document.addEventListener("keydown", (suceso) => {
    const form = suceso.target.closest?.("[data-nueva]");
    if (!form) return;
    const caja = suceso.target.closest("[data-nueva-buscar]");
    // Enter in a small form inside the big one does what its own button does.
    if (suceso.key === "Enter" && !suceso.ctrlKey && suceso.target.matches("[data-identidad] input, #fotos-para")) {
      suceso.preventDefault();
      const propio = suceso.target.id === "fotos-para" ? (suceso.target.value.includes("@") ? "[data-fotos=correo]" : "[data-fotos=tel]") : "[data-identidad-manda]";
      (suceso.target.closest(".identidad__fila, .fotos__mandar, [data-identidad]").querySelector(propio))?.click();
      return;
    }
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

  // Sent and not taken: on what is wrong, which may be far below.
  const malo = document.querySelector("[data-nueva] .is-invalid:not([hidden])");
  (malo?.matches("input, select, textarea") ? malo : malo?.querySelector("input, select, textarea"))?.focus();

  // What is typed is kept on the server: another call may come in the middle.
  const PAUSA = 1500;
  let reloj = 0;
  let enviando = false;
  const formulario = () => document.querySelector("[data-nueva-borrador]");

  function datosDe(form) {
    const datos = new FormData(form);
    for (const [nombre, valor] of [...datos]) if (valor instanceof File) datos.delete(nombre);
    return datos;
  }

  async function guardar() {
    reloj = 0;
    const form = formulario();
    if (!form || enviando) return;
    const estado = form.querySelector("[data-borrador-estado]");
    try {
      const respuesta = await fetch(form.dataset.nuevaBorrador, { method: "POST", body: datosDe(form), credentials: "same-origin" });
      if (estado) estado.textContent = respuesta.ok ? "Guardada a medias" : await respuesta.text();
    } catch {
      if (estado) estado.textContent = "Sin conexión: no se ha guardado a medias";
    }
  }
  function despues() {
    clearTimeout(reloj);
    reloj = setTimeout(guardar, PAUSA);
  }
  addEventListener("pagehide", () => {
    const form = formulario();
    if (reloj && form && !enviando) navigator.sendBeacon(form.dataset.nuevaBorrador, datosDe(form));
  });
  document.addEventListener("input", (suceso) => suceso.target.closest("[data-nueva-borrador]") && suceso.target.name !== "q" && despues());
  document.addEventListener("submit", (suceso) => {
    if (!suceso.target.matches("[data-nueva-borrador]")) return;
    enviando = true;
    clearTimeout(reloj);
  });
  document.addEventListener("htmx:afterSwap", (suceso) => suceso.detail.target.id === "nueva-cliente" && despues());
})();
