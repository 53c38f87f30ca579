/* Signature pad: <div class="firma" data-firma> with a canvas, a hidden input (data URL of a PNG), a button [data-firma-borrar]
   and, for those who cannot draw, a checkbox [data-firma-alternativa] that signs with the typed name (the server writes it so). */
(() => {
  const GROSOR = 2.4;

  function preparar(caja) {
    if (caja.dataset.firmaLista) return;
    caja.dataset.firmaLista = "si";
    const lienzo = caja.querySelector("canvas");
    const campo = caja.querySelector("input[data-firma-campo]");
    const pincel = lienzo.getContext("2d");
    let trazando = false;
    let hayTinta = false;

    function medir() {
      const escala = window.devicePixelRatio || 1;
      const caja_ = lienzo.getBoundingClientRect();
      const antes = hayTinta ? lienzo.toDataURL() : null;
      lienzo.width = Math.round(caja_.width * escala);
      lienzo.height = Math.round(caja_.height * escala);
      pincel.setTransform(escala, 0, 0, escala, 0, 0);
      pincel.lineWidth = GROSOR;
      pincel.lineCap = pincel.lineJoin = "round";
      pincel.strokeStyle = "#1c2024";
      if (!antes) return;
      const imagen = new Image();
      imagen.onload = () => pincel.drawImage(imagen, 0, 0, caja_.width, caja_.height);
      imagen.src = antes;
    }

    const punto = (suceso) => {
      const marco = lienzo.getBoundingClientRect();
      return [suceso.clientX - marco.left, suceso.clientY - marco.top];
    };
    lienzo.addEventListener("pointerdown", (suceso) => {
      lienzo.setPointerCapture(suceso.pointerId);
      trazando = hayTinta = true;
      pincel.beginPath();
      pincel.moveTo(...punto(suceso));
      pincel.lineTo(...punto(suceso));
      pincel.stroke();
    });
    lienzo.addEventListener("pointermove", (suceso) => {
      if (!trazando) return;
      for (const parte of suceso.getCoalescedEvents?.() ?? [suceso]) pincel.lineTo(...punto(parte));
      pincel.stroke();
    });
    const soltar = () => {
      if (!trazando) return;
      trazando = false;
      campo.value = lienzo.toDataURL("image/png");
      campo.dispatchEvent(new Event("change", { bubbles: true }));
    };
    lienzo.addEventListener("pointerup", soltar);
    lienzo.addEventListener("pointercancel", soltar);

    caja.querySelector("[data-firma-borrar]")?.addEventListener("click", () => {
      hayTinta = false;
      campo.value = "";
      pincel.clearRect(0, 0, lienzo.width, lienzo.height);
    });
    caja.querySelector("[data-firma-alternativa]")?.addEventListener("change", (suceso) => {
      lienzo.hidden = suceso.target.checked;
      if (suceso.target.checked) campo.value = "";
      else medir();
    });
    new ResizeObserver(() => lienzo.hidden || medir()).observe(lienzo);
  }

  const empezar = (raiz) => raiz.querySelectorAll("[data-firma]").forEach(preparar);
  empezar(document);
  document.addEventListener("htmx:load", (suceso) => suceso.detail.elt.parentElement && empezar(suceso.detail.elt.parentElement));
})();
