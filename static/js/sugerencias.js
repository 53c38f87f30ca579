/* What is offered while one writes: «/» in a textarea with data-plantillas, «@» in one with data-menciones.
   Arrows choose, Enter or Tab puts it in, Escape closes. Answers of a script: [data-inserta]. Without this there are pages with buttons. */
(() => {
  let abierta = null; // { campo, lista, desde, clase }
  let pedido = 0;
  let reloj = 0;

  const PRINCIPIO = { plantillas: /(?:^|\s)\/([^\s/]{0,40})$/, menciones: /(?:^|\s)@([\p{L}\p{N}.\-]{0,40})$/u };

  function cerrar() {
    clearTimeout(reloj);
    pedido += 1;
    abierta?.campo.removeAttribute("aria-activedescendant");
    abierta?.campo.setAttribute("aria-expanded", "false");
    abierta?.lista.remove();
    abierta = null;
  }

  function preparar(campo, clase) {
    if (abierta?.campo === campo) return abierta.lista;
    cerrar();
    const lista = document.createElement("ul");
    lista.className = "sugerencias";
    lista.id = `sugerencias-${clase}`;
    lista.setAttribute("role", "listbox");
    lista.setAttribute("aria-label", clase === "plantillas" ? "Plantillas" : "Personas");
    campo.parentElement.append(lista);
    campo.setAttribute("aria-controls", lista.id);
    campo.setAttribute("aria-expanded", "true");
    abierta = { campo, lista, clase, desde: 0 };
    return lista;
  }

  const opciones = () => [...abierta.lista.querySelectorAll("[role=option]")];

  function elegir(indice) {
    const todas = opciones();
    if (!todas.length) return;
    const cual = (indice + todas.length) % todas.length;
    todas.forEach((una, lugar) => una.setAttribute("aria-selected", String(lugar === cual)));
    todas[cual].scrollIntoView({ block: "nearest" });
    abierta.campo.setAttribute("aria-activedescendant", todas[cual].id);
  }

  function personas(lista, datos) {
    lista.replaceChildren(
      ...datos.personas.map((una, lugar) => {
        const fila = document.createElement("li");
        fila.setAttribute("role", "option");
        fila.id = `persona-${lugar}`;
        fila.dataset.alias = una.alias;
        const nombre = document.createElement("span");
        nombre.textContent = una.nombre;
        const alias = document.createElement("span");
        alias.className = "codigo suave";
        alias.textContent = `@${una.alias}`;
        fila.append(nombre, alias);
        return fila;
      }),
    );
    if (!datos.personas.length) cerrar();
  }

  async function buscar(campo, clase, texto) {
    const mio = (pedido += 1);
    try {
      const direccion = `${campo.dataset[clase]}?q=${encodeURIComponent(texto)}`;
      const respuesta = await fetch(direccion, { headers: { "HX-Request": "true" }, credentials: "same-origin" });
      if (!respuesta.ok || mio !== pedido) return;
      const cuerpo = clase === "plantillas" ? await respuesta.text() : await respuesta.json();
      if (mio !== pedido) return;
      const lista = preparar(campo, clase);
      pedido = mio;
      if (clase === "plantillas") lista.innerHTML = cuerpo;
      else personas(lista, cuerpo);
      if (abierta) elegir(0);
    } catch {
      cerrar();
    }
  }

  function mirar(campo) {
    const clase = "plantillas" in campo.dataset ? "plantillas" : "menciones";
    const hallado = PRINCIPIO[clase].exec(campo.value.slice(0, campo.selectionStart));
    if (!hallado) return cerrar();
    clearTimeout(reloj);
    reloj = setTimeout(() => buscar(campo, clase, hallado[1]), 120);
  }

  function poner(campo, texto, desde, hasta) {
    campo.focus();
    campo.setSelectionRange(desde, hasta);
    // Undoable with Ctrl+Z where the browser still knows how.
    if (!document.execCommand("insertText", false, texto)) campo.setRangeText(texto, desde, hasta, "end");
    const hueco = campo.value.indexOf("[[", desde);
    if (hueco >= 0 && hueco < desde + texto.length) campo.setSelectionRange(hueco, campo.value.indexOf("]]", hueco) + 2);
    campo.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function decir(campo, texto) {
    const nodo = campo.form.querySelector("[data-borrador-estado]");
    if (nodo && texto) nodo.textContent = texto;
  }

  async function aceptar() {
    const { campo, lista, clase } = abierta;
    const elegida = lista.querySelector("[aria-selected=true]");
    if (!elegida) return cerrar();
    const hasta = campo.selectionStart;
    const hallado = PRINCIPIO[clase].exec(campo.value.slice(0, hasta));
    const desde = hallado ? hasta - hallado[1].length - 1 : hasta;
    cerrar();
    if (clase === "menciones") return poner(campo, `@${elegida.dataset.alias} `, desde, hasta);
    const respuesta = await fetch(elegida.dataset.url, { credentials: "same-origin" });
    if (!respuesta.ok) return decir(campo, "No hemos podido traer la plantilla");
    const datos = await respuesta.json();
    poner(campo, datos.texto, desde, hasta);
    const usadas = campo.form.elements.plantillas;
    if (usadas) usadas.value = [usadas.value, datos.plantilla].filter(Boolean).join(",");
    decir(campo, datos.aviso);
  }

  document.addEventListener("input", (suceso) => {
    if (suceso.target.matches?.("textarea[data-plantillas], textarea[data-menciones]")) mirar(suceso.target);
  });

  document.addEventListener(
    "keydown",
    (suceso) => {
      if (!abierta || suceso.target !== abierta.campo || !opciones().length) return;
      const actual = opciones().findIndex((una) => una.getAttribute("aria-selected") === "true");
      if (suceso.key === "ArrowDown") elegir(actual + 1);
      else if (suceso.key === "ArrowUp") elegir(actual - 1);
      else if (suceso.key === "Enter" || suceso.key === "Tab") aceptar();
      else if (suceso.key === "Escape") cerrar();
      else return;
      suceso.preventDefault();
      suceso.stopPropagation();
    },
    true,
  );

  document.addEventListener("mousedown", (suceso) => {
    const opcion = suceso.target.closest(".sugerencias [role=option]");
    if (!opcion) return;
    suceso.preventDefault(); // the textarea keeps the focus
    elegir(opciones().indexOf(opcion));
    aceptar();
  });

  document.addEventListener("focusout", (suceso) => {
    if (abierta && suceso.target === abierta.campo) cerrar();
  });

  document.addEventListener("click", (suceso) => {
    const boton = suceso.target.closest("[data-abre-plantillas]");
    if (boton) {
      const campo = boton.closest("form").querySelector("textarea");
      suceso.preventDefault();
      const antes = campo.value.slice(0, campo.selectionStart);
      poner(campo, antes && !/\s$/.test(antes) ? " /" : "/", campo.selectionStart, campo.selectionEnd);
    }
    const objecion = suceso.target.closest("[data-inserta]");
    const campo = objecion && document.querySelector("#redactor-responder textarea");
    if (campo) {
      document.getElementById("pestana-responder")?.click();
      const detras = campo.value && !campo.value.endsWith("\n") ? "\n\n" : "";
      poner(campo, detras + objecion.dataset.inserta, campo.value.length, campo.value.length);
    }
  });
})();
