/* Photos and files before they are sent: preview, and a sentence when one is too big.
   <input type="file" multiple data-subida data-max-mb="25"> */
(() => {
  const numero = (valor, decimales) => valor.toLocaleString("es-ES", { maximumFractionDigits: decimales });
  const ocupa = (bytes) => (bytes < 1048576 ? `${Math.max(1, Math.round(bytes / 1024))}\u00a0kB` : `${megas(bytes)}\u00a0MB`);
  const megas = (bytes) => numero(bytes / 1048576, 1);

  function hermano(campo, clase, etiqueta) {
    let nodo = campo.parentElement.querySelector(`.${clase}`);
    if (!nodo) {
      nodo = document.createElement(etiqueta);
      nodo.className = clase;
      campo.after(nodo);
    }
    return nodo;
  }

  document.addEventListener("change", (suceso) => {
    const campo = suceso.target;
    if (!campo.matches?.("input[type=file][data-subida]")) return;
    const maximo = Number(campo.dataset.maxMb || 25);
    const grandes = [...campo.files].filter((archivo) => archivo.size > maximo * 1048576);
    const mensaje = grandes.length
      ? `«${grandes[0].name}» ocupa ${megas(grandes[0].size)} MB y el máximo son ${numero(maximo, 3)} MB. Elige otro más pequeño.`
      : "";
    campo.setCustomValidity(mensaje);
    campo.classList.toggle("is-invalid", Boolean(mensaje));
    const error = hermano(campo, "invalid-feedback", "div");
    error.setAttribute("role", "alert");
    error.textContent = mensaje;
    error.hidden = !mensaje;

    const lista = hermano(campo, "previas", "ul");
    lista.querySelectorAll("img").forEach((imagen) => URL.revokeObjectURL(imagen.src));
    lista.replaceChildren(
      ...[...campo.files].map((archivo) => {
        const hueco = document.createElement("li");
        if (/^image\/(jpeg|png|webp|gif)$/.test(archivo.type)) {
          const imagen = new Image();
          imagen.src = URL.createObjectURL(archivo);
          imagen.alt = "";
          hueco.append(imagen);
        }
        hueco.append(`${archivo.name} · ${ocupa(archivo.size)}`);
        return hueco;
      }),
    );
  });
})();
