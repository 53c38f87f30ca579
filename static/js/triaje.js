/* Triaje: each question appears when its turn comes, and the dangers an answer tells of, at once. */
(() => {
  const valor = (triaje, nombre) => {
    const marcado = triaje.querySelector(`[name="${nombre}"]:checked`);
    if (marcado) return marcado.value;
    const control = triaje.querySelector(`[name="${nombre}"]`);
    return control && !["radio", "file"].includes(control.type) ? control.value : "";
  };

  const repasar = (triaje) => {
    const avisados = new Set();
    for (const pregunta of triaje.querySelectorAll("[data-pregunta]")) {
      const { dependeDe, si, avisa, avisaSi } = pregunta.dataset;
      const previa = dependeDe && triaje.querySelector(`[data-pregunta="${dependeDe}"]`);
      pregunta.hidden = Boolean(dependeDe) && (!previa || previa.hidden || valor(triaje, dependeDe) !== si);
      if (avisa && !pregunta.hidden && valor(triaje, pregunta.dataset.pregunta) === avisaSi) avisados.add(avisa);
    }
    for (const peligro of triaje.querySelectorAll("[data-peligro]")) {
      const fijo = peligro.dataset.fijo !== undefined;
      const visible = fijo || avisados.has(peligro.dataset.peligro);
      if (visible && peligro.hidden) setTimeout(() => peligro.scrollIntoView({ block: "nearest" }));
      peligro.hidden = !visible;
    }
  };

  document.addEventListener("change", (suceso) => {
    const triaje = suceso.target.closest?.("[data-triaje]");
    if (triaje) repasar(triaje);
  });
})();
