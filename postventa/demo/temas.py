"""What customers report: by family what breaks, and everything that is not a fault."""

from __future__ import annotations

from dataclasses import dataclass

from incidencias.models import Tipo


@dataclass(frozen=True)
class Tema:
    """One thing that happens: how it is told, what it was and how it was solved."""

    asunto: str
    relatos: tuple[str, ...]
    categoria: str
    causa: str
    soluciones: tuple[str, ...]
    remoto: float = 0.0  # how often it is solved without a visit
    pieza: str = ""  # the usual spare part
    tipo: str = Tipo.AVERIA


NO_FUNCIONA, RUIDO, CODIGO = "No funciona", "Hace ruido o gotea", "Código de error"
NO_CALIENTA, NO_ENFRIA = "No calienta o no hay agua caliente", "No enfría"
INSTALACION, MANTENIMIENTO = "Instalación o puesta en marcha", "Mantenimiento"
FACTURA, TRATO, USO, OTRA = "Factura o cobro", "Trato o espera", "Cómo se usa", "Otra cosa"
MAL_REPARADO, DEVOLUCION = "La reparación no ha quedado bien", "Devolución o cambio"
GARANTIA, ACCESORIO, OPINION = "Garantía y documentos", "Pieza o accesorio", "Sugerencia"

AVERIAS: dict[str, tuple[Tema, ...]] = {
    "Caldera": (
        Tema(
            "La caldera no da agua caliente",
            (
                "Desde ayer por la noche no sale agua caliente. La calefacción sí va. He mirado la "
                "presión y está en 1,3.",
                "Buenos días, no tenemos agua caliente en el baño ni en la cocina. Hay un bebé en "
                "casa, por favor vengan cuanto antes.",
                "El agua sale templada y a ratos fría. Antes iba perfecta.",
            ),
            NO_CALIENTA, "intercambiador de placas obstruido",
            ("Sustituido el intercambiador de placas y limpiado el filtro de entrada.",
             "Desincrustado el circuito de agua sanitaria; queda dando 45 °C."),
            0.06, "TV-1260",
        ),
        Tema(
            "No arranca la calefacción",
            (
                "He puesto el termostato a 21 y los radiadores siguen helados. La caldera ni se "
                "enciende.",
                "La calefacción no arranca, hace clic tres veces y se para. Somos dos personas "
                "mayores.",
            ),
            NO_CALIENTA, "electrodo de encendido gastado",
            ("Cambiado el electrodo de encendido y ajustada la combustión.",
             "Rearmada la caldera y corregida la presión del gas."),
            0.16, "TV-1033",
        ),
        Tema(
            "Sale el código E5 en la pantalla",
            (
                "Me sale un E5 parpadeando y la caldera se bloquea. Le doy al reset y a la hora "
                "otra vez.",
                "Código E5 desde esta mañana. Adjunto foto de la pantalla.",
            ),
            CODIGO, "sonda NTC averiada",
            ("Sustituida la sonda NTC de caudal.", "Revisado el cableado de la sonda y rearmada."),
            0.22, "TV-1107",
        ),
        Tema(
            "Pierde agua por abajo",
            (
                "Hay un charco debajo de la caldera y el manómetro baja cada día. Tengo que "
                "rellenar por las mañanas.",
                "Gotea por la parte de abajo, he puesto un cubo. No sé si es peligroso.",
            ),
            RUIDO, "vaso de expansión sin carga",
            ("Cambiado el vaso de expansión y rellenado el circuito a 1,4 bar.",
             "Apretadas las conexiones y cambiadas las juntas."),
            0.02, "TV-1244",
        ),
        Tema(
            "Baja sola la presión de la caldera",
            ("La presión se me queda en 0,4 y se para. ¿Puedo rellenarla yo?",),
            NO_CALIENTA, "presión baja en el circuito",
            ("Guiado al cliente para rellenar hasta 1,5 bar; funciona.",),
            0.72, "TV-1244",
        ),
    ),
    "Aire acondicionado": (
        Tema(
            "El aire no enfría",
            (
                "Echa aire pero no enfría nada, en el salón tenemos 31 grados.",
                "Lo puse ayer por primera vez este verano y sale aire a temperatura ambiente.",
                "No refresca. Mi madre tiene 84 años y con este calor lo está pasando fatal.",
            ),
            NO_ENFRIA, "fuga de refrigerante",
            ("Reparada la fuga en la unión de la unidad exterior y cargado R-32.",
             "Localizada fuga en la tuerca; rehecho el abocardado, vacío y carga."),
            0.08, "BR-2130",
        ),
        Tema(
            "Gotea agua dentro de casa",
            (
                "La máquina de dentro gotea y me está manchando la pared.",
                "Cae agua por el split del dormitorio, he tenido que apagarlo.",
            ),
            RUIDO, "desagüe de condensados atascado",
            ("Desatascado el desagüe y limpiada la bandeja.",
             "Sustituida la bomba de condensados."),
            0.12, "BR-2105",
        ),
        Tema(
            "Se para a los diez minutos",
            (
                "Arranca bien y a los diez minutos se para con la luz verde parpadeando.",
                "Se apaga solo y marca F3. Lo desenchufo, espero y vuelve a pasar.",
            ),
            CODIGO, "sonda de evaporador averiada",
            ("Cambiada la sonda de evaporador.", "Sustituida la placa de la unidad interior."),
            0.15, "BR-2061",
        ),
        Tema(
            "La máquina de fuera hace mucho ruido",
            ("La unidad exterior vibra y los vecinos se quejan, sobre todo por la noche.",),
            RUIDO, "motor del ventilador desequilibrado",
            ("Cambiado el motor del ventilador y los amortiguadores.",),
            0.03, "BR-2044",
        ),
        Tema(
            "El mando no responde",
            ("El mando a distancia no hace nada, he cambiado las pilas dos veces.",),
            NO_FUNCIONA, "mando desconfigurado",
            ("Vinculado de nuevo el mando por teléfono.", "Enviado un mando nuevo."),
            0.85,
        ),
    ),
    "Lavadora": (
        Tema(
            "No desagua y se queda con el agua",
            (
                "Termina el lavado y se queda con el agua dentro. He limpiado el filtro y nada.",
                "No desagua ni centrifuga, tengo la ropa empapada dentro y la puerta bloqueada.",
            ),
            NO_FUNCIONA, "bomba de desagüe bloqueada",
            ("Sustituida la bomba de desagüe.", "Extraída una moneda de la bomba; funciona."),
            0.14, "LA-3005",
        ),
        Tema(
            "Hace un ruido enorme al centrifugar",
            (
                "Al centrifugar parece que va a despegar, se mueve por toda la cocina.",
                "Suena como un avión y ha empezado a soltar agua marrón por detrás.",
            ),
            RUIDO, "rodamientos gastados",
            ("Cambiados rodamientos y retén del tambor.",),
            0.02, "LA-3061",
        ),
        Tema(
            "Marca E18 y se para a mitad",
            ("Me da error E18 a los veinte minutos de empezar. He probado tres programas.",),
            CODIGO, "módulo electrónico defectuoso",
            ("Sustituido el módulo electrónico.", "Actualizado el módulo y probado un ciclo."),
            0.1, "LA-3050",
        ),
        Tema(
            "La puerta no abre",
            ("No puedo abrir la puerta, hace más de tres horas que acabó.",),
            NO_FUNCIONA, "blocapuertas averiado",
            ("Cambiado el blocapuertas.", "Liberada la puerta con el cliente al teléfono."),
            0.35, "LA-3032",
        ),
    ),
    "Lavavajillas": (
        Tema(
            "No lava bien, sale todo sucio",
            ("Los platos salen con restos y el jabón entero en el cajetín.",
             "Desde hace una semana los vasos salen blancos y los platos sucios."),
            NO_FUNCIONA, "aspersor obstruido",
            ("Limpiados aspersores y filtro; explicado el uso de la sal.",
             "Sustituido el aspersor inferior."),
            0.4, "LA-3140",
        ),
        Tema(
            "No entra agua y marca E1",
            ("Se pone en marcha, zumba y salta E1. La llave está abierta.",),
            CODIGO, "electroválvula averiada",
            ("Sustituida la electroválvula de entrada.",),
            0.1, "LA-3121",
        ),
        Tema(
            "Deja un charco en el suelo",
            ("Cada vez que lo uso aparece agua debajo, se me está levantando el suelo.",),
            RUIDO, "fuga en la motobomba",
            ("Cambiada la motobomba de lavado.",),
            0.02, "LA-3110",
        ),
    ),
    "Frigorífico": (
        Tema(
            "Ha dejado de enfriar",
            (
                "El frigorífico ha dejado de enfriar y se me está estropeando la comida.",
                "La parte de arriba no enfría, la de abajo congela bien.",
            ),
            NO_ENFRIA, "ventilador del congelador parado",
            ("Sustituido el ventilador del congelador.", "Cambiado el motocompresor."),
            0.06, "NV-4015",
        ),
        Tema(
            "Hace hielo por dentro",
            ("Se forma una placa de hielo al fondo y los cajones no cierran.",),
            NO_ENFRIA, "resistencia de desescarche abierta",
            ("Cambiada la resistencia de desescarche y deshelado el evaporador.",),
            0.12, "NV-4030",
        ),
        Tema(
            "La puerta no cierra bien",
            ("La goma de la puerta está despegada y suena la alarma todo el rato.",),
            RUIDO, "junta de la puerta deformada",
            ("Sustituida la junta de la puerta.",),
            0.25, "NV-4042",
        ),
    ),
    "Placa de cocina": (
        Tema(
            "Una zona de la placa no calienta",
            ("El fuego grande de la inducción pita y no calienta. Los otros van bien.",
             "La placa se apaga sola cuando pongo dos fuegos a la vez."),
            NO_CALIENTA, "módulo de inducción averiado",
            ("Sustituido el módulo de inducción.",),
            0.1, "FG-5003",
        ),
        Tema(
            "Se ha rajado el cristal de la placa",
            ("Se me cayó un bote y se ha rajado el cristal. ¿Lo cubre la garantía?",),
            NO_FUNCIONA, "cristal roto por un golpe",
            ("Sustituido el cristal vitrocerámico, a cargo del cliente.",),
            0.05, "FG-5035",
        ),
    ),
    "Horno": (
        Tema(
            "El horno no llega a la temperatura",
            ("Pongo 200 y se queda en 140, las pizzas salen crudas.",),
            NO_CALIENTA, "resistencia del grill cortada",
            ("Cambiada la resistencia y calibrado el termostato.",),
            0.08, "FG-5010",
        ),
        Tema(
            "El horno no se enciende",
            ("Después de una limpieza pirolítica no enciende ni la luz.",
             "Giro el mando y no pasa nada. El reloj sí funciona."),
            NO_FUNCIONA, "selector de funciones roto",
            ("Sustituido el selector de funciones.", "Repuesto el fusible térmico."),
            0.2, "FG-5022",
        ),
    ),
    "Termo": (
        Tema(
            "El termo no calienta",
            ("El termo tiene luz pero el agua sale fría.",
             "Salta el diferencial cada vez que enchufo el termo."),
            NO_CALIENTA, "resistencia derivada",
            ("Cambiadas la resistencia y la junta; revisado el ánodo.",),
            0.08, "HI-6010",
        ),
        Tema(
            "Gotea la válvula de seguridad",
            ("Del termo cae un hilo de agua continuo por la válvula roja.",),
            RUIDO, "grupo de seguridad agarrotado",
            ("Sustituido el grupo de seguridad.",),
            0.15, "HI-6018",
        ),
    ),
    "Aerotermia": (
        Tema(
            "La aerotermia da error de caudal",
            ("La unidad interior marca FL y no calienta el suelo radiante.",),
            CODIGO, "circulador bloqueado",
            ("Sustituido el circulador y purgado el circuito.",),
            0.12, "HI-6033",
        ),
        Tema(
            "La casa no se templa",
            ("Con menos de cinco grados fuera no pasamos de 18 dentro.",),
            NO_CALIENTA, "sonda exterior descolocada",
            ("Recolocada la sonda exterior y ajustada la curva de calor.",),
            0.3, "HI-6040",
        ),
    ),
}  # fmt: skip

INSTALACIONES = (
    Tema(
        "Quiero que me instalen el equipo que compré",
        ("Me lo entregan el jueves, ¿cuándo pueden venir a instalarlo?",
         "Compré con instalación incluida y nadie me ha llamado todavía."),
        INSTALACION, "instalación contratada",
        ("Instalado, probado y explicado el funcionamiento.",),
        0.05, "GE-9001", Tipo.INSTALACION,
    ),
    Tema(
        "Puesta en marcha",
        ("El instalador ha terminado la obra, falta la puesta en marcha oficial.",),
        INSTALACION, "puesta en marcha",
        ("Puesta en marcha hecha y entregado el certificado.",),
        0.0, "GE-9002", Tipo.INSTALACION,
    ),
)  # fmt: skip
REVISIONES = (
    Tema(
        "Revisión anual",
        ("Me toca la revisión de este año, prefiero por la tarde.",
         "Quería pedir hora para la revisión obligatoria."),
        MANTENIMIENTO, "revisión periódica",
        ("Revisión hecha: combustión correcta, sin fugas.",
         "Limpieza y revisión hechas; se recomienda cambiar el ánodo el año que viene."),
        0.0, "", Tipo.MANTENIMIENTO,
    ),
    Tema(
        "Limpieza de filtros y comprobación",
        ("Antes de que empiece la temporada quiero que lo dejen a punto.",),
        MANTENIMIENTO, "mantenimiento preventivo",
        ("Limpiados los filtros y comprobadas las presiones.",),
        0.1, "", Tipo.MANTENIMIENTO,
    ),
)  # fmt: skip
RETIRADAS = (
    Tema(
        "Retirada del aparato viejo",
        ("Al cambiar el equipo quedó el viejo en el trastero.",),
        INSTALACION, "equipo sustituido",
        ("Retirado el aparato y entregado en el punto limpio.",),
        0.0, "", Tipo.PETICION_ESPECIAL,
    ),
)  # fmt: skip
MAL_REPARADAS = (
    Tema(
        "Vinieron hace poco y sigue igual",
        ("Vinieron la semana pasada, me cobraron y está exactamente igual. Quiero que lo arreglen "
         "bien de una vez.",
         "Tercera vez que llamo por lo mismo. El técnico dijo que quedaba bien y duró dos días."),
        MAL_REPARADO, "reparación incompleta",
        ("Rehecha la reparación sin coste y comprobada con el cliente.",),
        0.03, "GE-9003", Tipo.REPARACION,
    ),
)  # fmt: skip
CONSULTAS = (
    Tema("¿Cómo programo el termostato?",
         ("No consigo que se encienda a las 7 entre semana y a las 9 el fin de semana.",),
         USO, "duda de uso", ("Explicados los programas y enviado el manual.",), 1.0, "",
         Tipo.CONSULTA),
    Tema("¿Qué significa la luz naranja?",
         ("Desde ayer hay una luz naranja fija al lado del botón. Funciona normal.",),
         USO, "aviso de limpieza de filtro", ("Explicado: avisa de limpiar el filtro.",), 1.0, "",
         Tipo.CONSULTA),
    Tema("¿Hasta cuándo tengo garantía?",
         ("Compré hace dos años y pico y no encuentro la factura. ¿Sigue en garantía?",),
         GARANTIA, "consulta de garantía", ("Informado de la fecha y de quién responde.",), 1.0, "",
         Tipo.CONSULTA),
    Tema("Necesito copia de la factura",
         ("Me la pide la comunidad para la subvención. Gracias.",),
         GARANTIA, "copia de documentos", ("Enviada la copia por correo.",), 1.0, "",
         Tipo.CONSULTA),
    Tema("¿Es normal que consuma tanto?",
         ("Este mes me ha subido mucho el recibo y solo he cambiado esto.",),
         USO, "duda de consumo", ("Revisados los ajustes con el cliente.",), 0.9, "",
         Tipo.CONSULTA),
    Tema("¿Trabajan con mi seguro?",
         ("Tengo la póliza de hogar y me dicen que avise al servicio técnico.",),
         OTRA, "consulta comercial", ("Informado de cómo tramitar el siniestro.",), 1.0, "",
         Tipo.CONSULTA),
)  # fmt: skip
RECLAMACIONES: tuple[Tema, ...] = (
    Tema("Me han cobrado el desplazamiento dos veces",
         ("En la factura aparecen dos desplazamientos y solo vino un técnico una vez.",
          "Me cobraron 42 euros de desplazamiento estando en garantía. Exijo la devolución."),
         FACTURA, "cobro indebido", ("Devuelto el importe cobrado de más.",), 1.0, "",
         Tipo.RECLAMACION),
    Tema("Pido que me cambien el aparato",
         ("Ya van tres averías en un año. Según la ley tengo derecho a que me lo cambien.",),
         GARANTIA, "falta de conformidad repetida",
         ("Aceptada la sustitución por un equipo nuevo.",
          "Ofrecida rebaja del precio, aceptada por el cliente."), 0.6, "GE-9003",
         Tipo.RECLAMACION),
    Tema("Se me estropeó el suelo por la fuga",
         ("La fuga me ha levantado la tarima. Mando fotos y presupuesto del parquetista.",),
         MAL_REPARADO, "daños por fuga", ("Tramitado con el seguro de responsabilidad civil.",),
         0.8, "", Tipo.RECLAMACION),
)  # fmt: skip
RECLAMACIONES += (
    Tema("La factura no coincide con el presupuesto",
         ("El presupuesto eran 96 euros y me han pasado 148. Nadie me avisó de la diferencia.",),
         FACTURA, "diferencia con el presupuesto", ("Rectificada y abonada la diferencia.",), 1.0,
         "", Tipo.RECLAMACION),
    Tema("Me cobran una reparación que está en garantía",
         ("La caldera tiene catorce meses y me piden 80 euros de mano de obra.",
          "Me dicen que la garantía no cubre la placa. Quiero que me lo pongan por escrito."),
         GARANTIA, "cobertura mal aplicada",
         ("Reconocida la garantía y anulado el cobro.",), 0.9, "", Tipo.RECLAMACION),
    Tema("Llevo un mes sin nevera y pido una compensación",
         ("Un mes esperando una pieza. He tirado toda la comida del congelador.",),
         GARANTIA, "demora excesiva", ("Acordada una compensación de 60 euros.",), 0.9, "",
         Tipo.RECLAMACION),
)  # fmt: skip
QUEJAS: tuple[Tema, ...] = (
    Tema("Llevo toda la mañana esperando al técnico",
         ("Me dijeron de 9 a 11 y es la una y no ha venido nadie ni ha llamado.",
          "Pedí el día libre para nada. Es una falta de respeto."),
         TRATO, "cita incumplida", ("Pedidas disculpas y dada nueva cita preferente.",), 1.0, "",
         Tipo.QUEJA),
    Tema("Nadie coge el teléfono",
         ("He llamado cinco veces y me cuelga la máquina después de diez minutos.",),
         TRATO, "espera telefónica", ("Llamado el cliente y resuelto en la misma llamada.",), 1.0,
         "", Tipo.QUEJA),
    Tema("El técnico lo dejó todo sucio",
         ("Se fue dejando la cocina llena de barro y el embalaje tirado en el rellano.",),
         TRATO, "limpieza tras la visita", ("Pedidas disculpas; hablado con el técnico.",), 1.0, "",
         Tipo.QUEJA),
)  # fmt: skip
QUEJAS += (
    Tema("Me han cambiado la cita tres veces",
         ("Tres cambios de cita en dos semanas. Así no hay quien se organice.",),
         TRATO, "cambios de cita", ("Dada una cita fija y avisado el coordinador.",), 1.0, "",
         Tipo.QUEJA),
    Tema("Cada vez me dicen una cosa distinta",
         ("He hablado con cuatro personas y cada una me da una explicación diferente.",),
         TRATO, "información contradictoria",
         ("Asignada una sola persona y explicado el caso por escrito.",), 1.0, "", Tipo.QUEJA),
)  # fmt: skip
DEVOLUCIONES = (
    Tema("Quiero devolver el aparato",
         ("Me llegó el lunes y no me cabe. Está sin estrenar.",
          "Lo compré por internet hace una semana y quiero desistir."),
         DEVOLUCION, "desistimiento", ("Recogido el aparato y abonado el importe.",), 0.7, "",
         Tipo.DEVOLUCION),
)  # fmt: skip
OTRAS = (
    Tema("Estaría bien poder elegir la hora por internet",
         ("Para pedir cita hay que llamar siempre. Con elegir hueco en la web bastaba.",),
         OPINION, "sugerencia", ("Agradecida y pasada al equipo de la web.",), 1.0, "",
         Tipo.SUGERENCIA),
    Tema("Avisad media hora antes de llegar",
         ("Si el técnico llamase media hora antes, no tendría que faltar toda la mañana.",),
         OPINION, "sugerencia", ("Agradecida; se estudia un aviso por SMS.",), 1.0, "",
         Tipo.SUGERENCIA),
    Tema("Enhorabuena por el técnico",
         ("Vino ayer, me lo explicó todo y lo dejó impecable. Da gusto.",
          "Solo quería dar las gracias: en dos horas teníamos calefacción."),
         OPINION, "felicitación", ("Agradecida y trasladada a la persona.",), 1.0, "",
         Tipo.FELICITACION),
    Tema("Busco un mando a distancia de repuesto",
         ("Se me ha roto el mando y no lo encuentro en tiendas.",
          "Necesito dos cajones del congelador, ¿los venden ustedes?"),
         ACCESORIO, "venta de accesorio", ("Localizado el accesorio y enviado contra factura.",),
         1.0, "", Tipo.PETICION_ESPECIAL),
)  # fmt: skip
