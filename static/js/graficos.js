/* Charts: <div class="grafico" data-grafico="id-of-json" role="img" aria-label="…"> + <script type="application/json" id="id-of-json">.
   Drawn with the bundle of `manage.py preparar_recursos` (vegaEmbed, Spanish locales), as SVG, without eval or inline style. */
(() => {
  const tinta = (nombre) => getComputedStyle(document.documentElement).getPropertyValue(nombre).trim();

  function aspecto() {
    const suave = tinta("--tinta-suave");
    const ejes = { labelColor: suave, titleColor: suave, gridColor: tinta("--linea"), domainColor: tinta("--linea-fuerte"), tickColor: tinta("--linea") };
    return {
      background: "transparent",
      font: getComputedStyle(document.body).fontFamily.replaceAll('"', "'"),
      view: { stroke: null },
      axis: { ...ejes, labelFontSize: 12, titleFontSize: 12, titleFontWeight: 500, labelFlush: true },
      legend: { labelColor: suave, titleColor: suave, labelFontSize: 12, titleFontSize: 12 },
      title: { color: tinta("--tinta"), anchor: "start", fontSize: 14, fontWeight: 600 },
      range: { category: [tinta("--acento"), tinta("--ambar"), tinta("--violeta"), tinta("--verde"), tinta("--rojo"), tinta("--gris")] },
      line: { color: tinta("--acento"), strokeWidth: 2 },
      area: { color: tinta("--acento"), fillOpacity: 0.14 },
      bar: { color: tinta("--acento"), cornerRadiusEnd: 2 },
      point: { color: tinta("--acento"), filled: true },
      rule: { color: tinta("--ambar") },
      text: { color: tinta("--tinta") },
    };
  }

  const fundir = (a, b) => {
    const suma = { ...a };
    for (const [clave, valor] of Object.entries(b || {})) {
      const objeto = valor && typeof valor === "object" && !Array.isArray(valor);
      suma[clave] = objeto ? fundir(a[clave] || {}, valor) : valor;
    }
    return suma;
  };

  async function pintar(caja) {
    const datos = document.getElementById(caja.dataset.grafico);
    if (!datos || !window.postventaGraficos) return;
    const spec = JSON.parse(datos.textContent);
    spec.config = fundir(aspecto(), spec.config);
    caja.vista?.finalize();
    caja.vista = await window.postventaGraficos.dibujar(caja, spec);
    caja.querySelector("svg")?.setAttribute("aria-hidden", "true"); // the container is the image and has its label
    caja.dataset.pintado = "si";
  }

  const empezar = (raiz) => raiz.querySelectorAll("[data-grafico]").forEach(pintar);
  empezar(document);
  document.addEventListener("tema:cambiado", () => empezar(document));
  document.addEventListener("htmx:load", (suceso) => empezar(suceso.detail.elt.parentElement || document));
})();
