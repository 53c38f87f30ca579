/* The agenda: drag an order (or an appointment) onto a slot. The server decides; the answer is the agenda again, with the reason
   on top when it says no. In the week, a new order has no hour yet: its form opens with technician and day filled in. */
(() => {
  let arrastrada = null;

  document.addEventListener("dragstart", (suceso) => {
    arrastrada = suceso.target.closest?.("[data-arrastra]");
    if (!arrastrada) return;
    suceso.dataTransfer.effectAllowed = "move";
    suceso.dataTransfer.setData("text/plain", arrastrada.dataset.orden || arrastrada.dataset.cita);
    arrastrada.classList.add("arrastrandose");
    document.querySelector("[data-agenda]")?.classList.add("agenda--arrastrando");
  });

  document.addEventListener("dragend", () => {
    arrastrada?.classList.remove("arrastrandose");
    arrastrada = null;
    document.querySelector("[data-agenda]")?.classList.remove("agenda--arrastrando");
    document.querySelectorAll(".hueco--encima").forEach((hueco) => hueco.classList.remove("hueco--encima"));
  });

  document.addEventListener("dragover", (suceso) => {
    const hueco = arrastrada && suceso.target.closest?.("[data-hueco]");
    if (!hueco) return;
    suceso.preventDefault();
    suceso.dataTransfer.dropEffect = "move";
    if (hueco.classList.contains("hueco--encima")) return;
    document.querySelectorAll(".hueco--encima").forEach((otro) => otro.classList.remove("hueco--encima"));
    marcados(hueco).forEach((uno) => uno.classList.add("hueco--encima"));
  });

  /* The half hours that the visit would take, to see them before letting go. */
  function marcados(hueco) {
    if (!hueco.dataset.hora) return [hueco];
    const huecos = [hueco];
    const cuantos = Math.ceil(Number(arrastrada.dataset.minutos || 60) / 30);
    let siguiente = hueco.nextElementSibling;
    while (siguiente?.matches("[data-hueco]") && huecos.length < cuantos) {
      huecos.push(siguiente);
      siguiente = siguiente.nextElementSibling;
    }
    return huecos;
  }

  document.addEventListener("drop", (suceso) => {
    const hueco = arrastrada && suceso.target.closest?.("[data-hueco]");
    if (!hueco) return;
    suceso.preventDefault();
    const { orden, cita, minutos, form, hora: horaActual } = arrastrada.dataset;
    const { tecnico, dia } = hueco.dataset;
    const hora = hueco.dataset.hora || horaActual;
    if (!hora) {
      location.assign(`${form}?${new URLSearchParams({ tecnico, dia })}`);
      return;
    }
    const agenda = hueco.closest("[data-agenda]");
    const values = { tecnico, dia, hora, minutos, vista: agenda.dataset.vista, ver: agenda.dataset.ver };
    if (cita) values.cita = cita;
    else values.orden = orden;
    htmx.ajax("POST", agenda.dataset.url, { target: "#agenda", swap: "outerHTML", values });
  });
})();
