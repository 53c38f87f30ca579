/* Nothing typed is lost. <form data-borrador="incidencia-INC-26-000123"> keeps its text in this browser until it is sent;
   with data-borrador-url it is also kept on the server (POST every few seconds of pause). Passwords, files and hidden fields are not kept.
   A [data-borrador-estado] inside the form says what is kept. */
(() => {
  const PAUSA = 800;
  const PAUSA_SERVIDOR = 2500;
  const CADUCA = 14 * 86400_000;
  const PREFIJO = "borrador:";
  const relojes = new Map(); // of the forms with something not kept yet

  const campos = (form) =>
    [...form.elements].filter((c) => c.name && !c.disabled && !["password", "file", "hidden", "submit", "button"].includes(c.type));

  function leer(clave) {
    try {
      const guardado = JSON.parse(localStorage.getItem(PREFIJO + clave));
      return guardado && Date.now() - guardado.en < CADUCA ? guardado : null;
    } catch {
      return null;
    }
  }

  function decir(form, texto) {
    const nodo = form.querySelector("[data-borrador-estado]");
    if (nodo) nodo.textContent = texto;
  }

  function guardar(form) {
    const valores = {};
    for (const campo of campos(form)) {
      if (campo.type === "checkbox" || campo.type === "radio") {
        if (campo.checked) (valores[campo.name] ||= []).push(campo.value);
      } else valores[campo.name] = [campo.value];
    }
    try {
      localStorage.setItem(PREFIJO + form.dataset.borrador, JSON.stringify({ en: Date.now(), valores }));
      decir(form, "Borrador guardado");
    } catch {
      decir(form, "");
    }
  }

  async function enviar(form) {
    try {
      const respuesta = await fetch(form.dataset.borradorUrl, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      decir(form, respuesta.ok ? "Borrador guardado" : "Borrador guardado solo en este navegador");
    } catch {
      decir(form, "Borrador guardado solo en este navegador");
    }
  }

  function recuperar(form) {
    const guardado = leer(form.dataset.borrador);
    if (!guardado || form.querySelector(".is-invalid")) return;
    let puestos = 0;
    for (const campo of campos(form)) {
      const valor = guardado.valores[campo.name];
      if (campo.type === "checkbox" || campo.type === "radio") {
        if (valor) campo.checked = valor.includes(campo.value);
      } else if (valor?.[0] && !campo.value && campo.value !== valor[0]) {
        campo.value = valor[0];
        puestos += 1;
      }
    }
    if (puestos) decir(form, "Hemos recuperado lo que estabas escribiendo");
  }

  function parar(form) {
    const { local, servidor } = relojes.get(form) || {};
    clearTimeout(local);
    clearTimeout(servidor);
    relojes.delete(form);
  }

  const olvidar = (form) => localStorage.removeItem(PREFIJO + form.dataset.borrador);

  document.addEventListener("input", (suceso) => {
    const form = suceso.target.closest("form[data-borrador]");
    if (!form) return;
    parar(form);
    relojes.set(form, {
      local: setTimeout(() => guardar(form), PAUSA),
      servidor: form.dataset.borradorUrl && setTimeout(() => relojes.delete(form) && enviar(form), PAUSA_SERVIDOR),
    });
  });

  // Whoever leaves without a pause loses nothing either.
  addEventListener("pagehide", () => {
    for (const form of relojes.keys()) {
      parar(form);
      if (!form.isConnected) continue;
      guardar(form);
      if (form.dataset.borradorUrl) navigator.sendBeacon(form.dataset.borradorUrl, new FormData(form));
    }
  });

  // Sent: the server has it. A plain submit forgets when the next page is not the same form again.
  document.addEventListener("submit", (suceso) => {
    const form = suceso.target.closest("form[data-borrador]");
    if (!form) return;
    parar(form);
    if (!form.hasAttribute("hx-post")) sessionStorage.setItem("borrador-enviado", form.dataset.borrador);
  });
  document.addEventListener("htmx:afterRequest", (suceso) => {
    const form = suceso.target.closest?.("form[data-borrador]");
    if (form && suceso.detail.successful && suceso.detail.requestConfig.verb === "post") olvidar(form);
  });

  function empezar(raiz) {
    for (const form of raiz.querySelectorAll("form[data-borrador]")) recuperar(form);
  }
  const enviado = sessionStorage.getItem("borrador-enviado");
  if (enviado) {
    sessionStorage.removeItem("borrador-enviado");
    const otraVez = document.querySelector(`form[data-borrador="${CSS.escape(enviado)}"] .is-invalid, .alert-danger`);
    if (!otraVez) localStorage.removeItem(PREFIJO + enviado);
  }
  empezar(document);
  document.addEventListener("htmx:load", (suceso) => suceso.detail.elt.parentElement && empezar(suceso.detail.elt.parentElement));
})();
