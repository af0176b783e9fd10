"""Words and sentences of seven languages for rosters.py: what stands in a list beside a name, headings of columns, and small messages.

The notation is that of templates.py; `~q~` is a person in full, `~g~` a given name, `~s~` a family name, `~rv~` a river, a lake or a mountain, `~st~` a street.
"""

LOCALES = {"en": None, "de": "de_DE", "fr": "fr_FR", "es": "es_ES", "it": "it_IT", "pt": "pt_BR", "nl": "nl_NL"}


def split(text):
    return [w.strip() for w in text.replace("\n", " ").split("|")]


PEOPLE_HEADS = {
    "en": "Participants|Crew list|Rota, week 14|On call|Staff|Present|Apologies|To ring back|Keys handed out|Speakers|Actions|Packing order|Chores|Who brings what|Sign-off|Guest list, table 2|Family tree|Runners|People to thank|Witnesses|Shift plan|Absent today",
    "de": "Teilnehmer|Anwesend|Entschuldigt|Dienstplan|Gäste|Mitfahrer|Schlüssel|Rückrufe|Redner|Helfer am Samstag|Aufgaben|Stammbaum|Fahrgemeinschaft|Urlaub",
    "fr": "Liste des bénévoles|Participants|Présents|Excusés|Équipe|Invités|À rappeler|Intervenants|Tâches|Élèves absents|Convoqués|Conducteurs",
    "es": "Asistentes|Participantes|Invitados|Turnos|Voluntarios|Ponentes|Alumnos|Llamar a|Tareas|Equipo|Ausentes|Jugadores",
    "it": "Iscritti|Presenti|Assenti|Turni|Invitati|Relatori|Volontari|Da richiamare|Squadra|Compiti|Testimoni|Soci",
    "pt": "Lista de convidados|Presentes|Participantes|Faltas|Equipa|Equipe|Voluntários|Palestrantes|Alunos|Ligar para|Tarefas|Plantão",
    "nl": "Deelnemers|Aanwezig|Afwezig|Gasten|Rooster|Vrijwilligers|Sprekers|Terugbellen|Taken|Bestuur|Rijders|Wie neemt wat mee",
}
PLACE_HEADS = {
    "en": "Stops|Field sites|Places to see|Rivers to sample|Legs|Depots|Route|Gauges|Deliveries|Lakes|Tour dates|Trig points|Born in|Pick-up points",
    "de": "Etappen|Orte|Flüsse|Haltestellen|Filialen|Route|Tour|Seen|Zwischenstopps", "fr": "Étapes|Communes|Arrêts|Rivières|Livraisons|Itinéraire|Villes",
    "es": "Etapas|Pueblos|Paradas|Ríos|Ruta del fin de semana|Sedes|Municipios", "it": "Tappe|Comuni|Fermate|Fiumi|Sedi|Percorso|Laghi",
    "pt": "Paragens|Cidades|Rios|Roteiro|Filiais|Municípios|Praias", "nl": "Haltes|Plaatsen|Rivieren|Route|Filialen|Etappes|Dorpen",
}
ROLES = {
    "en": "bosun|master|cook|pastry|driver|chair|minutes|keys|sound|first aid|parking|goalkeeper|roofer|head of kitchen|2nd officer|guide|treasurer|porter|wells and pumps|no nuts|remote|left message|on leave|legal|docs|security|QA",
    "de": "Kasse|Fahrer|Küche|Protokoll|Leitung|Vorsitz|Technik|Kuchen|Torwart|Anwalt|Hausmeister|vegan|bringt Salat|krank|Schriftführerin",
    "fr": "buvette|parking|sono|cuisine|trésorière|gardien|secrétaire|chauffeur|accueil|en congé|sans gluten|plombier",
    "es": "cocina|portero|tesorera|chófer|sonido|guardia|secretaria|de baja|sin gluten|entrenador|limpieza",
    "it": "cucina|portiere|tesoriere|autista|segreteria|regia|ferie|senza glutine|idraulico|cassa|guida",
    "pt": "cozinha|goleiro|tesoureira|motorista|som|padrinho|secretária|de férias|sem glúten|zelador|guia",
    "nl": "keuken|keeper|penningmeester|chauffeur|geluid|voorzitter|ziek|vegetarisch|notulen|gids|sleutels",
}
TASKS = {
    "en": "get three quotes|talk to the council|water the tomatoes|send the minutes|about the piano|call the vet|book the hall|order paint|bins|check the boiler|bring chairs|renew the permit|lifts the float",
    "de": "Getränke holen|Halle reservieren|Angebot einholen|mit der Gemeinde reden|Bänke streichen|Rechnung prüfen|Rasen mähen",
    "fr": "réserver la salle|appeler la mairie|apporter les chaises|envoyer le devis|vérifier la chaudière|acheter le pain",
    "es": "reservar la sala|llamar al ayuntamiento|traer las sillas|enviar el acta|revisar la caldera|comprar pan",
    "it": "prenotare la sala|chiamare il comune|portare le sedie|mandare il verbale|controllare la caldaia|comprare il pane",
    "pt": "reservar a sala|ligar para a câmara|trazer as cadeiras|enviar a ata|ver a caldeira|comprar pão",
    "nl": "zaal huren|gemeente bellen|stoelen meenemen|notulen sturen|ketel nakijken|brood kopen",
}
TITLES = {
    "en": "Mr |Mrs |Ms |Dr |Prof. |Capt. |Rev. |Reverend |Sister |Sgt |old |aunt |Cllr |Miss |Father ", "de": "Herr |Frau |Fam. |Familie |Dr. |Prof. |Tante |Onkel |Pfarrer ",
    "fr": "M. |Mme |Mlle |Dr |Me |tonton |tante |famille |Maître ", "es": "Sr. |Sra. |D. |Doña |don |familia |tía |Dra. |padre ",
    "it": "Sig. |Sig.ra |Dott. |famiglia |zio |zia |don |avv. |signora ", "pt": "Sr. |Sra. |Dona |família |tio |tia |Dr. |padre |sr. ",
    "nl": "Dhr. |Mevr. |mw. |fam. |familie |oom |tante |dr. |pastoor ",
}
DAYS = {
    "en": "Mon|Tue|Wed|Thu|Fri|Sat|Sun|Sat/Sun|early|late|nights", "de": "Mo|Di|Mi|Do|Fr|Sa|So|Früh|Spät|Nacht", "fr": "lun.|mar.|mer.|jeu.|ven.|sam.|dim.|matin|soir",
    "es": "lun|mar|mié|jue|vie|sáb|dom|mañana|tarde|noche", "it": "lun|mar|mer|gio|ven|sab|dom|mattina|sera", "pt": "seg|ter|qua|qui|sex|sáb|dom|manhã|tarde",
    "nl": "ma|di|wo|do|vr|za|zo|ochtend|avond|nacht",
}
KEYS = {
    "q": """name|runner|claimant|read_by|picked_by|clinician|patient|signed_by|borrower|skipper|tutor|logged_by|player|customer|driver|witness|by|owner|guest|holder|nurse|applicant|inspector|
Name|Teilnehmer|Bearbeiter|Halter|Patientin|nom complet|conducteur|locataire|médecin|demandeur|medico|médico|paciente|inquilino|conductor|titular|intestatario|paziente|autista|socio|
responsabile|utente|responsável|condutor|hóspede|nome|klant|huurder|bestuurder|aanvrager|arts|naam|buyer|player|crew|reviewer|staff""",
    "g": "given|first|forename|first_name|Vorname|prénom|prenom|nombre|nome|voornaam|called|fname",
    "s": "surname|last|family|last_name|Nachname|nom|apellido|apellidos|cognome|sobrenome|apelido|achternaam|lname|nom de famille",
    "town": """town|village|hometown|birthplace|warehouse|clinic|venue|from|to|place_of_loss|depot|harbour|parish|settlement|station|country|city|site|stop|island|Ort|Wohnort|Geburtsort|Filiale|
Stadt|Gemeinde|commune|ville|lieu|naissance|municipio|localidad|pueblo|ciudad|lugar|comune|luogo|città|paese|provincia|cidade|município|freguesia|local|plaats|woonplaats|gemeente|dorp|stad""",
    "rv": "river|lake|water|gauge|stream|Fluss|Gewässer|rivière|cours d'eau|río|fiume|lago|rio|rivier|meer|peak|mountain|loch",
    "st": "street|address|site address|Straße|Anschrift|adresse|dirección|calle|indirizzo|via|morada|endereço|rua|adres|straat",
    "d": "date|dob|joined|signed|next_visit|read_on|picked_on|due|Datum|geb|date_naissance|fecha|data|datum|geboren|left_at",
    "no": "id|no|qty|bib|time|amount|gauge_m|Betrag|montant|importe|prezzo|valor|bedrag|sku|seat|nr|row|km",
    "thing": "item|status|note|club|sport|product|job|Artikel|état|estado|stato|artikel|type|crop|boat|tool",
}
TOWN_NOTES = {
    "en": "lunch|last pick-up|two nights|by ferry|closed Mondays|none left|spare key|water ok|muddy", "de": "Mittagspause|zwei Nächte|Umstieg|gesperrt", "fr": "pause|deux nuits|fermé|départ",
    "es": "comida|dos noches|salida|cerrado", "it": "pranzo|due notti|partenza|chiuso", "pt": "almoço|duas noites|saída|fechado", "nl": "lunch|twee nachten|vertrek|dicht",
}
SENTENCES = {
"en": """
~ti~ ~g~: «anyone near the loading dock?|me, what's up|has no slot|on my way|who has the key»¶~ti~ ~g~: «driver from ~town~ is here|ok|five minutes|ask ~g~|tell him to wait»
«it was|was it|I think it was|maybe» ~g~ «who|that» «had the key|lost the receipt|drew the map|made the soup»«.|?|, not ~g~.»
«Handover|Note|Night watch»: «bed 3|bay 2|room 11» ~ttl~~s~, unsettled. «Bed 4|Room 12» ~q~, for transfer to ~town~. «Foley out|Bed 6 empty|Holter on»«.| at ~ti~.»
«which|what» river «flows|goes|runs» through ~town~, «is it the ~rv~|the ~rv~ or the ~rv~»?
«how long|is it safe|how cold is it» to «paddle|swim|kayak|fish» «the|down the|in the» ~rv~«?| from ~town~?| with kids?»
«Born|b. ~d~, |Baptised» in ~town~, «a hamlet|a village|a farm» «above|on|by» the ~rv~.
the «flat|house|room|shop» «on|at» ~st~ «is gone|is still free|has no heating|was sold to ~g~»
«Parcel|Sofa|Letter|Meter» for ~q~, ~st~, ~town~«.| (gate code ~no~).|, left with ~s~ next door.»
~q~ «starts with us on ~d~|is back ~d~|retires in May». «She|He» comes from ~town~ and will sit next to ~g~.
«I'm|This is|you're through to|signed,» ~g~ «from the Tuesday class|from ~town~|at reception|, unit ~no~».
From: ~q~ <~email~>¶To: ~email~¶Subject: ~x~ ~x~¶¶Is the ~x~ «at|on» ~st~ «still free|booked» on ~d~? We come over from ~town~.¶¶~g~
On ~d~, ~q~ wrote:¶> We can't ship to ~town~ before next week.¶> ~g~¶¶That is too late. ~g~ will drive down to ~town~.
{"status":"«error|degraded|ok»","region":"«eu-west-3|us-east-1|eu-central-1|ap-south-1|us-gov-west-1|northamerica-northeast1|westeurope|sa-east-1»","tz":"«Europe/Lisbon|America/New_York|Asia/Kolkata|Europe/Berlin|Africa/Lagos»","request_id":"~id~"}
«region|zone|location|AWS_REGION|cluster»«=|: |:»«eu-west-1|us-west-2|eu-north-1|ap-southeast-2|europe-west4-a|me-south-1|ca-central-1»«;| |, »«service|queue|host»«=|: »«mercury|atlas|phoenix|dakota|victoria|lincoln»-«queue|db|worker|api»
«We moved from|We compared|They lease|The fleet has» «Ford|Mercedes|Tesla|Volvo|Skoda|Renault|Fiat|Opel|Dacia» «vans|trucks|cars» «to|and|with» «Ford|Iveco|Scania|Toyota|Citroen» «ones|lorries|buses», and «Philips|Siemens|Bosch|Miele|Dyson» «still owes us the lamps|repaired the pump|sent a quote».
The «Hamilton beach|Morphy Richards|Russell Hobbs|Black and Decker|Le Creuset|Stanley» «mixer|kettle|drill|pan|toaster» «broke|is on offer|needs a new belt».
«bedtime story about|a poem on|a tale of» a «fox|cat|dog|bear|goat|dragon» «named|called» «Button|Biscuit|Pepper|Ginger|Rusty|Daisy», set «near|in» ~town~, for «my daughter|my niece|my son» ~g~.
""",
"de": """
«hab gestern mit|hast du|weißt du ob|frag mal» ~g~ «telefoniert, zieht jetzt nach ~town~|den schlüssel|noch in ~town~ ist|wegen samstag»
«Kann|Könnte» ~g~ «diese Woche vorbeifahren|mal anrufen|den Schlüssel bringen»? «Er wohnt|Sie wohnt|Das liegt» «ja in|bei|hinter» ~town~.
Die «Brücke|Fähre|Schleuse|Mühle» «über die|an der|an dem|am» ~rv~ bei ~town~ ist «gesperrt|wieder frei|neu»«.|, die Umleitung führt über ~town~.»
Sehr geehrter Herr Dr. ~s~,¶«vielen Dank für Ihre Bewerbung|wir bestätigen den Termin am ~d~» in ~town~, ~st~.¶¶Mit freundlichen Grüßen¶~q~
«der|die» «Beat|~g~» ~s~ «hat in ~town~ eine Werkstatt|kommt mit rein|fährt sonntag heim|wollte in den Keller»
Protokoll: Frau ~s~ berichtet vom Ausflug an «die|den» ~rv~. ~g~ kümmert sich um «die Bänke|den Rasen|die Kasse». Nächste Sitzung ~d~.
~q~, «geb.|gest.» ~d~ in ~town~; ~q~, geb. ~s~, aus ~town~
«Das Landratsamt|Die Hausverwaltung|Der Bauhof|Das Bauamt|Die Stadtwerke|Der Elternbeirat» «hat die Rechnung geprüft|ruft morgen zurück|ist ab Montag geschlossen». «Mitte der Woche|Am Dienstag|Am Sonntag» «kommt der Techniker|passt es».
«Strafregister|Landkreis-Verwaltung|Kreis-Bauhof|Sammelstelle|Ausweis-Nummer|Hausnotruf» «liegt vor|fehlt noch|wurde gesendet». «Bitte|Danke».
""",
"fr": """
«tu as vu|j'ai croisé|demande à|dis à» ~g~ «au marché|à ~town~|pour les clés|de rappeler ~g~» «?|!|, merci»
«le|ce» «lundi|mardi|jeudi|samedi|dimanche», ~g~ «vient|passe|descend» «relever le compteur|chez ~s~|au bord de la ~rv~|à ~town~».
M. ~q~ passera «relever le compteur|livrer le bois» au ~st~, à ~town~, le «mardi|vendredi» ~d~.
«La route|Le sentier|Le chemin|La piste cyclable» «longeant|au bord de|le long de» «la|le» ~rv~ est «coupée|fermé|praticable» «entre ~town~ et ~town~|jusqu'à ~town~».
Résumé : ~q~ propose de déplacer l'atelier de ~town~ à ~town~. ~q~ est contre, ~g~ s'abstient.
* ~g~ (le «fils|frère|neveu» de ~g~) – sono
~ts~ livraison ~no~ «refusée|reçue|chargée» à ~town~ : «destinataire|chauffeur|client» ~q~
«Madame|Monsieur|Maître» ~s~,¶Votre demande du ~d~ est incomplète : il manque un justificatif de domicile au ~st~ (~town~).
«La mairie|Le facteur|Le syndic|La préfecture|Le gardien» «a confirmé|n'a rien reçu|est fermé le mardi|rappelle ce lundi». «Merci|Cordialement|Bonne journée».
""",
"es": """
«oye|hola|mira|perdona» ~g~, «ya llegué a ~town~|el hostal que nos dijo ~g~ está cerrado|¿vienes con ~g~?|te llama ~s~»
Reportado por ~q~, «sucursal|oficina|sede» ~town~. «Lo mismo pasó en|También falla en|Avisar a» ~town~.
«Subida a|Vuelta por|Paseo junto a|Cruce de» ~rv~ «hasta ~town~|y comida en casa de ~g~|con ~g~ y ~g~»
«Comida|Cena|Reunión» en casa de ~g~«, en ~town~.|.| y ~g~.»
La reunión con ~q~ salió bien. Quiere alquilar el local de ~st~, en ~town~, desde el ~d~. ~g~ avisa a ~s~.
«INFO|WARN|ERROR» ~ts~ «sonda ~rv~ (estación ~town~)|aviso a guardia: ~q~|nivel ~no~ m, llamar a ~q~»
«El paciente|La señora|Don|El vecino» ~q~, «natural de|vecino de|nacido en» ~town~, «acudió el ~d~|no contesta|reside en ~st~».
«El sábado|El martes|La gerencia|El ayuntamiento|La secretaría» «no hay clase|confirma la cita|cierra por obras|envía la factura». «Gracias|Saludos|Atentamente».
""",
"it": """
«Ciao|Ehi|Senti|ragazzi,» ~g~«,|» «ti confermo che|sai se|mi sa che» «sabato|domenica|giovedì» andiamo a ~town~. Passa a prenderci ~g~ «verso le 7.15|col furgone».
«mia suocera|mia zia|mio nonno|mio cognato|la collega|il vicino», ~q~, «abita in ~st~|non apre il cancello|ha disdetto|è di ~town~»
~g~ «della portineria|del bar|del terzo piano|della segreteria» dice che «è chiuso|~g~ è in ferie|serve il badge».
«Il sentiero|La frana|Il ponte|La strada» «lungo il|sul|sull'» ~rv~ «è chiuso|fra ~town~ e ~town~|vicino a ~town~». «Ne parla|Avvisa|Chiama» ~g~.
«Presenti|Assenti|Sono venuti»: ~q~, ~g~, ~q~. Si discute «della frana|del bilancio|della strada fra ~town~ e ~town~»; ~g~ «verbalizza|si astiene».
~no~. ~q~, «nata|nato» a ~town~ il ~d~, «emigrata|emigrato|sposata|residente» «in Argentina|a ~town~» nel 1896
~ts~ «INFO|ERROR» «stampante|magazzino|etichette»: «carta esaurita|riavviata|ripristinata da ~q~|(magazzino ~town~)»
«non trovo più|avevamo lasciato|hai tu» le chiavi «della baita a ~town~|da ~g~|di ~g~»... «le ha ~g~?|era il 6 gennaio»
«La fornitura|La pratica|La caldaia|La fattura|La merenda» «è scaduta|esaurita|emigrata sul nuovo sistema|sospesa». «Sabato|Lunedì|Domenica» «chiuso|riapriamo|si vede».
""",
"pt": """
«cara, a|olha, o|ei|oi» ~g~ «foi parar em ~town~|vai descer o ~rv~|tá com ~g~|não atende»
«quem mora no|fica no|moro na» ~st~ em ~town~? «É a minha tia, a ~g~!|é o ~g~|pergunta à ~g~»
Chamado aberto por ~q~ (~town~) em ~d~. O sistema não salva as notas «do aluno|da aluna» ~g~. Técnico ~g~ «a caminho|já viu».
~no~. ~q~ — ~town~, «São Jorge|ilha do Pico|~town~» — ~d~¶~no~. ~q~ — ~town~ — data ilegível
Prezado Dr. ~s~,¶Confirmamos a perícia na ~st~, em ~town~, «quinta-feira|segunda-feira|terça-feira», ~d~.¶~q~
– ~g~ e ~q~¶– família ~s~ (~town~)¶– padrinho: ~q~
Olá ~g~, vi que tua irmã já está em ~town~. Se for à ~rv~ avisa, o ~q~ tem carro.
«Na quinta-feira|No domingo|Na sexta|A câmara|A diretoria» «não há aula|fecha mais cedo|confirma a data|envia a fatura». «Obrigado|Abraço|Atenciosamente».
""",
"nl": """
«hoi|yo|hé|dag» ~g~, «ben je nog in ~town~?|~g~ vroeg of je belt|de sleutel ligt bij ~g~|kom je naar ~town~?»
«Ik ben|Wij zijn|Ze is» «verhuisd van ~town~ naar de|te vinden op» ~st~ in ~town~. «Mijn buurvrouw|Mijn zus|Vraag maar aan» ~g~ «weet ervan|heeft de post».
«hoe laat gaat|waar vertrekt|vaart» de pont over de ~rv~ bij ~town~? «vraag het ~g~|om 23:00»
~ts~ «oproep naar|gemaal ~town~, melding aan|monteur» ~q~ «mislukt|gelukt|onderweg»
«Verzamelen|Parkeren|Start» bij de «pier|kerk|haven|brug» van ~town~, ~d~. «Bellen met|Vragen aan» ~g~.
ons ~g~ is in ~town~ geboren, niet in ~town~ zoals ~g~ «altijd zegt|denkt». «nonkel|tante|oma» ~g~ «weet het nog|heeft het boekje»
«De eerste akte|Het register|De brief» noemt ~q~, wonend ~st~ te ~town~. De «boot|hoeve» lag aan de ~rv~.
"adres":"~st~, ~town~","contact":"~q~","titel":"«keuring lift|overleg|inspectie» «met ~g~|»"
«De gemeente|Het bestuur|De huisarts|De bezorger» «is dinsdag gesloten|belt morgen terug|heeft niets ontvangen». «Bedankt|Groeten|Met vriendelijke groet».
""",
}
WATERS = {
    "en": """Thames|Severn|Trent|Mersey|Tyne|Tees|Tweed|Dee|Don|Spey|Clyde|Forth|Tay|Wye|Usk|Exe|Tamar|Ouse|Nene|Hudson|Potomac|Ohio|Missouri|Mississippi|Snake|Yukon|Fraser|Liffey|Shannon|Boyne|
Lagan|Murray|Darling|Waikato|Nile|Zambezi|Niger|Volta|Mekong|Ganges|Indus|Danube|Rhine|Vistula|Snowdon|Ben Nevis|Kilimanjaro|Loch Ness|Lough Neagh|Lake Erie|Lake Tahoe|Windermere|Serengeti""",
    "de": "Donau|Rhein|Elbe|Weser|Ems|Lahn|Neckar|Isar|Inn|Spree|Havel|Oder|Saale|Main|Mosel|Aare|Reuss|Enns|Mur|Drau|Salzach|Bodensee|Chiemsee|Müritz|Harz|Zugspitze|Spessart|Allgäu|Eifel|Engadin",
    "fr": "Loire|Seine|Garonne|Dordogne|Rhône|Saône|Marne|Meuse|Somme|Oise|Aisne|Tarn|Aveyron|Allier|Cher|Vienne|Charente|Adour|Isère|Drôme|Durance|Ardèche|Hérault|Aude|Doubs|Vercors|Léman|Cévennes",
    "es": "Ebro|Tajo|Duero|Miño|Guadiana|Guadalquivir|Segura|Júcar|Turia|Sil|Esla|Pisuerga|Paraná|Orinoco|Magdalena|Moncayo|Teide|Titicaca|Alpujarra|Sierra Nevada|Picos de Europa",
    "it": "Po|Adige|Tevere|Arno|Ticino|Adda|Oglio|Mincio|Brenta|Piave|Tagliamento|Reno|Tronto|Ofanto|Volturno|Garda|Etna|Gran Sasso|Cadore|Maremma|Trasimeno|Langhe|Brianza",
    "pt": "Tejo|Douro|Minho|Mondego|Sado|Guadiana|Tietê|Xingu|Tocantins|Araguaia|São Francisco|Lima|Cávado|Madeira|Negro|Serra da Estrela|Alentejo|Pantanal|Gerês",
    "nl": "Maas|Waal|IJssel|Vecht|Linge|Dommel|Amstel|Schelde|Rotte|Leie|Dender|Eem|Regge|Sneekermeer|IJsselmeer|Veluwe|Biesbosch|Betuwe|Kempen|Peel",
}
