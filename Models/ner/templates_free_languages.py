"""More sentences in other languages, by Faker's locale; same notation as templates_free.py. Those without a name are here, too."""

TEMPLATES = {
"de_DE": """
«Kann|Könnte|Soll|Will|Muss» «~G~|Herr ~S~|Frau ~S~|meine Tante ~G~|mir jemand sagen, ob ~G~» «heute noch|morgen|nächste Woche|am Freitag» «nach ~C~ fahren|den Schlüssel abholen|in ~C~ anrufen|die Rechnung bezahlen|den Hund füttern|vorbeikommen»?
«Meine Schwiegermutter|Mein Onkel|Unsere Nachbarin|Der Vermieter|Die Ärztin|Mein Kollege|Der Handwerker|Unsere Tochter|Der Zeuge», ~P~, «hat den Zug verpasst|wohnt seit Jahren in ~C~|hört schlecht|ist seit gestern krank|hat sich beschwert|wartet in der ~A~».
«Ich habe|Wir haben|Sie hat» «~P~|~G~|Herrn ~S~|Frau ~S~» «gestern in ~C~ getroffen|nichts davon gesagt|um Hilfe gebeten|zum Geburtstag eingeladen|seit Wochen nicht gesehen».
«Der Vertrag|Das Paket|Die Kündigung|Der Brief» «mit|von|für|an» «Herrn ~S~|Frau ~S~|~P~» «wurde am ~D~ in ~C~ unterschrieben|liegt in ~C~|ist nicht angekommen|fehlt noch».
«Bitte|Kannst du|Können Sie» «den Text von ~P~ zusammenfassen|~G~ eine Nachricht schreiben|die Adresse in ~C~ ändern|~P~ in Kopie setzen|bei ~S~ nachfragen»«.|?|, danke!»
~G~ und ~G~ «ziehen nach ~C~|heiraten in ~C~|haben sich gestritten|kommen später|waren im Urlaub in ~N~».
~P~ «hat das Paket angenommen|meldet sich morgen|war nicht zu Hause|ist in ~C~ geboren|leitet das Team in ~C~|möchte umbuchen».
Zug von ~C~ nach ~C~«, umsteigen in ~C~| über ~C~|».
Hallo ~G~,¶«anbei die Unterlagen für ~C~.|danke für deine Nachricht.|wir sehen uns in ~C~.»¶«Liebe Grüße|Viele Grüße|LG|VG»¶~G~
Frau ~S~«:|,» «Wann kommt der Techniker?|bitte rufen Sie zurück.»
Die Rechnung enthält Versandkosten und die Mehrwertsteuer. Bitte prüfen Sie den Betrag.
«Wie|Warum|Wo|Wann» «ändere ich mein Passwort|finde ich die Rechnung|kommt mein Paket|kündige ich das Abo|bekomme ich eine Gutschrift»? «Danke im Voraus.|Bitte um Hilfe.|»
Der «Kunde|Fehler|Bericht|Antrag|Termin» wurde gestern «geprüft|gelöscht|verschoben|bestätigt», die «Abteilung|Werkstatt|Leitung» weiß Bescheid.
Fassen Sie den «Text|Bericht|Vertrag» in drei Sätzen zusammen. «Achten Sie auf die Rechtschreibung.|Schreiben Sie höflich.»
""",
"fr_FR": """
«Peux-tu|Pourrais-tu|Pouvez-vous» «écrire à ~G~ que la réunion de ~C~ est annulée|rappeler à ~P~ de signer|demander à ~G~ les clés|résumer la lettre de ~P~» ?
«Ma tante|Mon oncle|Notre voisine|Le propriétaire|La doctoresse|Mon collègue|Le plombier|Mon fils», ~P~, «habite à ~C~ depuis toujours|n'est pas venu|s'est cassé le bras|attend devant le ~A~|a perdu son billet».
«J'ai vu|Nous avons rencontré|Elle a épousé|Il connaît|On a invité» ~P~ «à ~C~|hier soir|au marché de ~C~|sans le savoir».
Le «colis|contrat|dossier|courrier» de «M. ~S~|Mme ~S~|~P~» «est resté bloqué à ~C~|a été signé à ~C~ le ~D~|n'est jamais arrivé|est prêt».
~G~ et ~G~ «arrivent demain avec les enfants|se marient à ~C~|ont déménagé|partent pour ~C~|sont fâchés».
~P~ «a oublié son parapluie|dirige l'équipe de ~C~|est né à ~C~|voudrait changer de vol|n'a pas répondu».
Je cherche un «appartement|emploi|médecin|hôtel» à ~C~«.|, pas trop cher.| ou à ~C~.»
Train de ~C~ à ~C~«, via ~C~|, départ ~T~|».
Salut ~G~,¶«on se voit à ~C~ ?|merci pour ton message.|voici les documents.»¶«Bises|À plus|Amicalement»,¶~G~
«Comment|Pourquoi|Où|Quand» «changer mon mot de passe|faire une pâte brisée|trouver ma facture|résilier mon abonnement» ? «Merci d'avance.|»
Le «client|service|rapport|rendez-vous» a été «annulé|confirmé|modifié» hier. «La Direction vous remercie.|Veuillez patienter.|»
Résumez le texte en trois phrases, «s'il vous plaît|sans fautes|sur un ton poli».
""",
"es_ES": """
«¿Puedes|¿Podrías|¿Puede usted» «escribirle a ~G~ que no voy a ~C~|preguntarle a ~P~ por las llaves|resumir la carta de ~P~|avisar a ~G~»?
«Mi abuela|Mi tío|La vecina|El dueño|La doctora|Mi compañero|El fontanero|Nuestro hijo», ~P~, «nació en ~C~|no ha venido|se rompió el brazo|espera en ~A~|perdió el billete».
«Vi a|Conocimos a|Se casó con|Invité a|Hablé con» ~P~ «en ~C~|anoche|en el mercado de ~C~|sin saberlo».
El «paquete|contrato|expediente|recibo» «del señor ~S~|de la señora ~S~|de ~P~» «se quedó en ~C~|se firmó en ~C~ el ~D~|no llegó|está listo».
~G~ y ~G~ «llegan mañana con los niños|se casan en ~C~|se mudaron|viajan a ~C~|discutieron».
~P~ «olvidó el paraguas|dirige el equipo de ~C~|nació en ~C~|quiere cambiar el vuelo|no contestó|pidió que lo llame ~G~».
Necesito «cambiar mi vuelo de ~C~ a ~C~|un médico en ~C~|un piso en ~C~|hablar con ~G~».
¿Quién es ~P~ «y por qué sale en mi factura|y dónde vive|, el de ~C~»?
Hola ~G~:¶«nos vemos en ~C~.|gracias por el mensaje.|te mando los documentos.»¶«Un abrazo|Besos|Saludos»,¶~G~
«¿Cómo|¿Por qué no puedo|¿Dónde puedo» «cambiar la contraseña|ver mi factura|cancelar el pedido»? «Gracias.|»
El «cliente|servicio|informe|pedido» fue «cancelado|confirmado|revisado» ayer. «La Dirección le agradece su paciencia.|»
Resume el texto en tres frases, «por favor|sin errores|con un tono amable».
""",
"it_IT": """
«Puoi|Potresti|Può» «scrivere a ~G~ che la riunione di ~C~ è annullata|chiedere a ~P~ le chiavi|riassumere la lettera di ~P~|avvisare ~G~»?
«Mia nonna|Mio zio|La vicina|Il proprietario|La dottoressa|Il mio collega|L'idraulico|Nostro figlio», ~P~, «abita a ~C~ da sempre|non è venuto|si è rotto il braccio|aspetta in ~A~|ha perso il biglietto».
«Ho visto|Abbiamo incontrato|Ha sposato|Ho invitato|Ho parlato con» ~P~ «a ~C~|ieri sera|al mercato di ~C~|senza saperlo».
Il «pacco|contratto|fascicolo|bonifico» «del signor ~S~|della signora ~S~|di ~P~» «è fermo a ~C~|è stato firmato a ~C~ il ~D~|non è arrivato|è pronto».
~G~ e ~G~ «arrivano domani con i bambini|si sposano a ~C~|hanno traslocato|partono per ~C~|hanno litigato».
~P~ «ha dimenticato l'ombrello|dirige la squadra di ~C~|è nato a ~C~|vorrebbe cambiare volo|non ha risposto».
Vorrei «prenotare due notti a ~C~|un medico a ~C~|spedire un pacco a ~C~|parlare con ~G~».
Il dottor ~S~ riceve «a ~C~|solo il lunedì|in ~A~».
Ciao ~G~,¶«ci vediamo a ~C~.|grazie del messaggio.|ecco i documenti.»¶«Un abbraccio|Baci|Saluti»,¶~G~
«Come|Perché non posso|Dove posso» «cambiare la password|vedere la fattura|annullare l'ordine»? «Grazie.|»
Il «cliente|servizio|rapporto|pedido» è stato «annullato|confermato|controllato» ieri. «La Direzione ringrazia.|»
Riassumi il testo in tre frasi, «per favore|senza errori|in tono gentile».
""",
"pt_BR": """
«Você pode|Podes|Poderia» «escrever para ~G~ que a reunião de ~C~ foi cancelada|pedir as chaves a ~P~|resumir a carta de ~P~|avisar ~G~»?
«Minha avó|Meu tio|A vizinha|O dono|A doutora|Meu colega|O encanador|Nosso filho», ~P~, «mora em ~C~ desde sempre|não veio|quebrou o braço|espera na ~A~|perdeu a passagem».
«Vi|Encontramos|Ela casou com|Convidei|Falei com» ~P~ «em ~C~|ontem à noite|na feira de ~C~|sem saber».
O «pacote|contrato|processo|boleto» «do senhor ~S~|da dona ~S~|de ~P~» «ficou parado em ~C~|foi assinado em ~C~ em ~D~|não chegou|está pronto».
~G~ e ~G~ «chegam amanhã com as crianças|casam em ~C~|mudaram de casa|viajam para ~C~|brigaram».
~P~ «esqueceu o guarda-chuva|chefia a equipe de ~C~|nasceu em ~C~|quer trocar o voo|não respondeu».
«Oi|Olá|Alô», aqui é «a|o» ~G~, «moro em ~C~ e meu pedido não chegou|preciso de ajuda|estou em ~C~».
«Pergunta|Diga|Fala» «ao|à|para» ~G~ «se vem a ~C~ no sábado|que eu ligo depois».
Oi ~G~,¶«até logo em ~C~.|obrigado pela mensagem.|seguem os documentos.»¶«Abraço|Beijos|Até»,¶~G~
«Como|Onde posso|Por que não consigo» «trocar a senha|ver a fatura|cancelar o pedido»? «Obrigado.|»
O «cliente|serviço|relatório|pedido» foi «cancelado|confirmado|revisto» ontem. «A Direção agradece.|»
Resuma o texto em três frases, «por favor|sem erros|num tom gentil».
""",
"nl_NL": """
«Kun je|Kunt u|Wil je» «~G~ schrijven dat de vergadering in ~C~ niet doorgaat|aan ~P~ de sleutels vragen|de brief van ~P~ samenvatten|~G~ bellen»?
«Mijn oma|Mijn oom|De buurvrouw|De huisbaas|De dokter|Mijn collega|De loodgieter|Onze zoon», ~P~, «woont al jaren in ~C~|is niet gekomen|heeft zijn arm gebroken|wacht op de ~A~|is zijn kaartje kwijt|studeert in ~C~».
«Ik zag|We ontmoetten|Ze trouwde met|Ik heb gesproken met» ~P~ «in ~C~|gisteravond|op de markt in ~C~|zonder het te weten».
«Het pakket|Het contract|De brief|De factuur» van «meneer ~S~|mevrouw ~S~|~P~» «ligt in ~C~|is op ~D~ in ~C~ getekend|is niet aangekomen|is klaar».
De heer ~S~ «komt ~D~ langs|belt morgen terug|woont in ~C~».
~G~ en ~G~ «komen morgen met de kinderen|trouwen in ~C~|zijn verhuisd|gaan naar ~C~|hebben ruzie».
~P~ «vergat zijn paraplu|leidt het team in ~C~|is geboren in ~C~|wil omboeken|heeft niet geantwoord».
Ik zoek een «kamer|huisarts|hotel|baan» in ~C~«.| of ~C~.|, liefst goedkoop.»
Hoi ~G~,¶«tot in ~C~.|bedankt voor je bericht.|hierbij de stukken.»¶«Groetjes|Liefs|Groet»,¶~G~
«Hoe|Waar|Waarom» «maak ik mijn wachtwoord opnieuw aan|vind ik de factuur|kan ik niet inloggen»? «Alvast bedankt.|»
De «klant|afspraak|bestelling|aanvraag» is gisteren «geannuleerd|bevestigd|gewijzigd». «De Directie dankt u.|»
Vat de tekst samen in drie zinnen, «graag|zonder fouten|op een vriendelijke toon».
""",
}
