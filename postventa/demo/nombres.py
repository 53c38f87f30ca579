"""How people and companies of the demo are called. No real person is meant."""

MUJERES = (
    "Lucía", "María", "Carmen", "Ana", "Laura", "Marta", "Cristina", "Isabel", "Pilar", "Elena",
    "Raquel", "Sara", "Paula", "Rosa", "Teresa", "Beatriz", "Nuria", "Silvia", "Patricia", "Inés",
    "Julia", "Rocío", "Mercedes", "Alba", "Encarnación", "Dolores", "Concepción", "Yolanda",
    "Sonia", "Montserrat", "Irene", "Ángeles", "Esther", "Miriam", "Lorena", "Verónica", "Amparo",
    "Begoña", "Noelia", "Consuelo",
)  # fmt: skip
HOMBRES = (
    "Antonio", "José", "Manuel", "Francisco", "David", "Juan", "Javier", "Daniel", "Carlos",
    "Jesús", "Alejandro", "Miguel", "Rafael", "Pedro", "Ángel", "Pablo", "Fernando", "Sergio",
    "Luis", "Jorge", "Alberto", "Álvaro", "Diego", "Adrián", "Raúl", "Iván", "Enrique", "Ramón",
    "Vicente", "Andrés", "Óscar", "Joaquín", "Santiago", "Eduardo", "Víctor", "Rubén", "Ignacio",
    "Roberto", "Mario", "Gonzalo",
)  # fmt: skip
CATALANES = (
    "Jordi", "Núria", "Montse", "Marc", "Laia", "Pau", "Mireia", "Oriol", "Meritxell", "Arnau",
    "Gemma", "Ferran",
)  # fmt: skip
GALLEGOS = ("Xoán", "Uxía", "Iago", "Sabela", "Brais", "Noa", "Antía", "Breixo")
INGLESES = ("Margaret Collins", "Peter Hughes", "Susan Whitaker", "Alan Prescott", "Karen Doyle")
APELLIDOS = (
    "García", "Rodríguez", "González", "Fernández", "López", "Martínez", "Sánchez", "Pérez",
    "Gómez", "Martín", "Jiménez", "Ruiz", "Hernández", "Díaz", "Moreno", "Muñoz", "Álvarez",
    "Romero", "Alonso", "Gutiérrez", "Navarro", "Torres", "Domínguez", "Vázquez", "Ramos", "Gil",
    "Ramírez", "Serrano", "Blanco", "Molina", "Morales", "Suárez", "Ortega", "Delgado", "Castro",
    "Ortiz", "Rubio", "Marín", "Sanz", "Núñez", "Iglesias", "Medina", "Garrido", "Cortés",
    "Castillo", "Santos", "Lozano", "Guerrero", "Cano", "Prieto", "Méndez", "Cruz", "Calvo",
    "Gallego", "Vidal", "León", "Herrera", "Márquez", "Peña", "Flores", "Cabrera", "Campos",
    "Vega", "Fuentes", "Carrasco", "Diez", "Reyes", "Caballero", "Nieto", "Aguilar", "Pascual",
    "Herrero", "Santana", "Lorenzo", "Montero", "Hidalgo", "Giménez", "Ibáñez", "Ferrer", "Durán",
    "Vicente", "Benítez", "Mora", "Arias", "Vargas", "Carmona", "Crespo", "Román", "Pastor",
    "Soto", "Sáez", "Velasco", "Soler", "Moya", "Esteban", "Parra", "Bravo", "Gallardo", "Rojas",
    "Olmedo",
)  # fmt: skip
NEGOCIOS = (
    "Panadería {}", "Hotel {}", "Restaurante Casa {}", "Clínica Dental {}", "Residencia {}",
    "Lavandería {}", "Bar {}", "Colegio {}", "Peluquería {}", "Farmacia {}", "Gimnasio {}",
    "Asesoría {}", "Cafetería {}", "Apartamentos {}",
)  # fmt: skip
LUGARES_DE_NEGOCIO = (
    "La Espiga", "Puerta del Sol Nuevo", "El Olivar", "Los Almendros", "La Encina", "El Faro",
    "Las Acacias", "Mirador del Río", "San Telmo", "El Jardín", "La Noria", "Vega Alta",
    "El Roble", "Santa Clara", "Costa Brisa", "Los Arcos", "El Molino", "La Alameda",
)  # fmt: skip
COMUNIDAD_DE_PROPIETARIOS = "Comunidad de Propietarios {}"
