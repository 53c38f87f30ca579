"""What people of the demo write to each other: agents, customers, technicians."""

PRIMERA = {
    "tu": (
        "Hola, {nombre}. Hemos recibido tu aviso y ya estoy con ello. Si puedes, dime si el "
        "aparato muestra algún aviso en la pantalla.\n\nUn saludo,\n{agente}",
        "Hola, {nombre}. Gracias por escribirnos. Lo miro ahora mismo y te digo algo hoy.\n\n"
        "{agente}",
    ),
    "usted": (
        "Buenos días, {nombre}:\n\nHemos recibido su aviso y me encargo yo. Si puede, dígame si el "
        "aparato muestra algún código en la pantalla.\n\nUn saludo,\n{agente}",
        "Hola, {nombre}. Gracias por avisarnos. Estoy mirando su caso y le contesto hoy mismo.\n\n"
        "{agente}",
        "Estimado/a {nombre}:\n\nLamentamos las molestias. Voy a coordinar la visita y le confirmo "
        "la cita en cuanto la tenga.\n\nAtentamente,\n{agente}",
    ),
}
CITA = (
    "Cita confirmada: {cuando}. Irá {tecnico}.",
    "Ya tenemos hueco: {cuando}. Irá {tecnico}. Para cambiarlo basta con contestar a este correo.",
)
PIEZA = (
    "Para terminar la reparación hace falta una pieza ({pieza}). La hemos pedido y suele tardar "
    "unos días; en cuanto llegue pondremos la cita.",
    "El técnico ha visto que hay que cambiar: {pieza}. Está pedida al fabricante. Avisaremos.",
)
INSISTE = (
    "¿Se sabe algo de lo mío?",
    "Sigo sin noticias, ¿cuándo van a venir?",
    "Les mando otra foto por si ayuda. Ahora también hace un ruido raro.",
    "Perdonen, pero llevo una semana esperando la pieza.",
    "Mañana no estaré por la mañana, ¿podría ser por la tarde?",
    "He hecho lo que me dijeron y sigue igual.",
)
CONTESTA_AL_CLIENTE = (
    "Lo tengo delante: estamos pendientes del técnico. En cuanto me confirme, escribo.",
    "Gracias por la información, se la paso al técnico.",
    "Sin problema, lo cambiamos a la tarde.",
    "Siento la espera. He pedido que den prioridad a este caso.",
)
PIDE_DATOS = (
    "Para seguir hace falta el número de serie: está en la pegatina, por dentro de la puerta o "
    "debajo. Vale con una foto.",
    "Para comprobar la garantía necesito una foto de la factura de compra.",
    "¿Qué día y a qué hora conviene que llamemos?",
)
DA_DATOS = (
    "Aquí va: es el que pone en la pegatina. Gracias.",
    "Le adjunto la factura. Espero que ahora sí.",
    "Cualquier tarde a partir de las cinco.",
)
RESOLUCION = (
    "Queda resuelto. Si en estos días pasa cualquier cosa, basta con contestar a este mensaje y "
    "lo retomo yo.\n\n{agente}",
    "Ya está solucionado: {solucion}\n\nGracias por la paciencia.\n{agente}",
)
REABRE = (
    "No ha quedado bien: ha vuelto a fallar esta mañana.",
    "Sigue igual. Duró un día.",
    "Perdonen, pero no está resuelto. Vuelve a salir el mismo aviso.",
    "El técnico ha cambiado la pieza y ahora hace otro ruido.",
)
NOTAS = (
    "El cliente solo está por las tardes. Portal con código 2580.",
    "Ya es la segunda vez que llama este mes. Cuidado con el tono.",
    "Hablado con el almacén: la pieza sale hoy.",
    "Ojo, la caldera está en el tendedero y hace falta escalera.",
    "Pide que vaya el mismo técnico de la otra vez.",
    "Comprobada la garantía con la factura que mandó.",
    "Dejado mensaje en el contestador.",
)
PROMESAS = (
    "Llamarle hoy con la hora de la visita",
    "Tener la pieza esta semana",
    "Enviarle la copia de la factura",
    "Confirmarle la devolución del importe",
    "Que el técnico pase mañana",
    "Darle una respuesta de la marca",
)
LLAMADAS = (
    "Pregunta cuándo van. Le digo que está pendiente de cita.",
    "Quiere saber si ha llegado la pieza.",
    "Confirma que estará en casa.",
    "Cuenta que ahora además hace ruido.",
    "Pide cambiar la cita a la tarde.",
)
ANULA = (
    "Duplicado de una prueba del formulario.",
    "El cliente dice que se equivocó de empresa.",
    "Publicidad, no es un aviso.",
    "Lo ha arreglado por su cuenta y pide que lo anulemos.",
)
ACCESO = (
    "Llamar al telefonillo 3.º B; el portal se abre con código 4417.",
    "Aparcamiento difícil: mejor por la puerta de atrás.",
    "La llave la tiene el conserje de 8 a 15 h.",
    "Hay perro, avisar antes de entrar.",
    "Cuarto de calderas en la azotea, pedir llave a la presidenta.",
    "Ascensor averiado, es un quinto.",
)
DIAGNOSTICOS = (
    "Comprobado el fallo: {causa}.",
    "Tras las pruebas, {causa}.",
    "{causa}; el resto del equipo está correcto.",
)
FALTA_PIEZA = "Diagnosticado: {causa}. Hay que pedir {pieza} y volver."
NO_REPARABLE = "No compensa la reparación: {causa} y el equipo está muy deteriorado."
VOLVER = "Reparado en parte; hace falta volver con otra persona para mover el equipo."
NOTA_TECNICO = (
    "Acceso estrecho, llevar escalera corta.",
    "El cliente pide presupuesto para cambiar el equipo entero.",
    "Instalación antigua, recomendada revisión del gas.",
    "Encontrado el filtro muy sucio; explicado cómo limpiarlo.",
)
COMENTARIOS = {
    "bien": (
        "Todo perfecto, muy amables.",
        "El técnico puntual y muy claro explicando.",
        "Rápidos. Me llamaron antes de venir.",
        "Muy contenta, lo dejó todo limpio.",
        "Me lo resolvieron por teléfono en cinco minutos.",
        "Da gusto que te atienda siempre la misma persona.",
        "",
        "",
        "",
    ),
    "regular": (
        "Bien el técnico, pero tardaron una semana en venir.",
        "Tuve que llamar tres veces para saber la hora.",
        "La reparación bien; el precio, caro.",
        "Correcto, sin más.",
        "",
        "",
    ),
    "mal": (
        "Dos semanas sin calefacción con una niña pequeña.",
        "Vinieron tres veces y sigue haciendo ruido.",
        "Nadie avisó de que no venían. Perdí la mañana.",
        "Me prometieron llamarme y no llamó nadie.",
        "Cada vez hablas con una persona distinta y hay que contarlo todo otra vez.",
        "Carísimo y encima volvió a estropearse.",
        "",
    ),
}
