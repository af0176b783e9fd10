"""Templates in other languages, by Faker's locale; same notation as templates.py."""

TEMPLATES = {
"de_DE": """
«Guten Tag|Hallo|Guten Morgen|Sehr geehrte Damen und Herren», mein Name ist ~P~«, ich wohne in ~L~.| aus ~C~.|, geboren am ~D~.| und ich habe eine Frage zur Rechnung.»
«Sehr geehrter Herr|Sehr geehrte Frau|Lieber Herr|Liebe Frau» ~S~, «Ihre Bestellung ist unterwegs.|vielen Dank für Ihren Anruf.|wir melden uns aus ~C~.|Ihr Termin in ~C~ ist am ~D~.»
«Ich heiße|Ich bin|Hier ist|Das ist|Sie heißt» ~P~«.| und komme aus ~L~.|, ich lebe seit ~n~ Jahren in ~C~.»
«Bitte|Können Sie bitte|Kannst du» «rufen Sie|ruf|schick|erinnere|frag» «~P~|~G~|Herrn ~S~|Frau ~S~» «an|die Unterlagen|nach ~C~|wegen der Rechnung»«.|?»
~P~ «wohnt in|kommt aus|arbeitet in|fährt nach|zieht nach|war gestern in» ~L~«.| und sucht eine Wohnung.| mit ~G~.»
«Wie ist das Wetter in|Wie komme ich nach|Was kostet ein Hotel in|Wie weit ist es nach|Gibt es Züge nach» ~L~?
«Die Kundin|Der Kunde|Der Mieter|Die Patientin|Der Fahrer|Der Zeuge|Mein Chef|Meine Schwester» ~P~ «hat angerufen|hat bezahlt|ist umgezogen nach ~L~|wartet in ~C~|beschwert sich über ~G~».
«Mit freundlichen Grüßen|Viele Grüße|Liebe Grüße|Beste Grüße»
~P~
Lieferadresse: ~P~, ~A~, ~n5~ ~C~
«Name|Kunde|Ansprechpartner|Empfänger»: ~P~
«Ort|Stadt|Wohnort|Land|Geburtsort»: ~L~
{"vorname":"~G~","nachname":"~S~","ort":"~L~","status":"aktiv"}
""",
"fr_FR": """
Bonjour, je «m'appelle|suis» ~P~«, j'habite à ~L~.| de ~C~.|, né le ~D~.| et j'ai une question.»
«Monsieur|Madame|Cher|Chère|M.|Mme» ~S~, «votre commande est prête.|nous vous appelons de ~C~.|merci pour votre message.|votre dossier est à ~C~.»
~P~ «habite à|vient de|travaille à|part pour|est née à|a déménagé à» ~L~«.| avec ~G~.| depuis ~n~ ans.»
«Pouvez-vous|Peux-tu|Merci de|Veuillez» «appeler|écrire à|prévenir|contacter|rappeler» ~P~«.| avant le ~D~.| à ~C~.|?»
«Quel temps fait-il à|Comment aller à|Combien coûte un hôtel à|Quels restaurants à» ~L~ ?
«Le client|La cliente|Mon frère|Ma soeur|Le docteur|La locataire|Mon collègue» ~P~ «a appelé|n'a pas payé|attend à ~C~|cherche ~G~|vit à ~L~».
«Cordialement|Bien à vous|Merci|À bientôt»,
~P~
Adresse de livraison : ~P~, ~A~, ~n5~ ~C~
«Nom|Client|Destinataire» : ~P~
«Ville|Lieu|Pays» : ~L~
{"prenom":"~G~","nom":"~S~","ville":"~L~","etat":"actif"}
""",
"es_ES": """
Hola, «soy|me llamo|mi nombre es» ~P~«, vivo en ~L~.| de ~C~.|, nacido el ~D~.| y tengo una pregunta.»
«Estimado señor|Estimada señora|Sr.|Sra.|Don|Doña» ~S~, «su pedido está listo.|le llamamos de ~C~.|gracias por su mensaje.|su cita es en ~C~.»
~P~ «trabaja en|nació en|se mudó a|viaja a|es de|llegó a» ~L~«.| con ~G~.| hace ~n~ años.»
«¿Puede|¿Puedes|Por favor,|Hay que» «llamar a|escribir a|avisar a|contactar a» ~P~«?| antes del ~D~?| en ~C~?»
«¿Qué tiempo hace en|¿Cómo llego a|¿Cuánto cuesta un hotel en|¿Qué ver en» ~L~?
«El cliente|La clienta|Mi hermano|Mi hermana|La doctora|El inquilino|Mi colega» ~P~ «llamó ayer|no ha pagado|espera en ~C~|busca a ~G~|vive en ~L~».
«Un saludo|Saludos cordiales|Gracias|Atentamente»,
~P~
Enviar a: ~P~, ~A~, ~n5~ ~C~
«Nombre|Cliente|Destinatario»: ~P~
«Ciudad|Lugar|País»: ~L~
{"nombre":"~G~","apellido":"~S~","ciudad":"~L~","estado":"activo"}
""",
"it_IT": """
«Buongiorno|Salve|Ciao», «sono|mi chiamo|il mio nome è» ~P~«, abito a ~L~.| di ~C~.|, nato il ~D~.| e ho una domanda.»
«Gentile signor|Gentile signora|Sig.|Sig.ra|Egregio dottor» ~S~, «il suo ordine è pronto.|la chiamiamo da ~C~.|grazie per il messaggio.»
~P~ «lavora a|è nata a|si è trasferito a|viene da|parte per|vive a» ~L~«.| con ~G~.| da ~n~ anni.»
«Può|Puoi|Per favore,|Devo» «chiamare|scrivere a|avvisare|contattare» ~P~«.| entro il ~D~.| a ~C~.|?»
«Che tempo fa a|Come arrivo a|Quanto costa un albergo a|Cosa vedere a» ~L~?
«Il cliente|La cliente|Mio fratello|Mia sorella|Il dottor|L'inquilino|Il collega» ~P~ «ha chiamato|non ha pagato|aspetta a ~C~|cerca ~G~|vive a ~L~».
«Cordiali saluti|Distinti saluti|Grazie|A presto»,
~P~
Spedire a: ~P~, ~A~, ~n5~ ~C~
«Nome|Cliente|Destinatario»: ~P~
«Città|Luogo|Paese»: ~L~
{"nome":"~G~","cognome":"~S~","citta":"~L~","stato":"attivo"}
""",
"pt_BR": """
«Olá|Bom dia|Oi», «sou|me chamo|meu nome é» ~P~«, moro em ~L~.| de ~C~.|, nascido em ~D~.| e tenho uma dúvida.»
«Prezado senhor|Prezada senhora|Sr.|Sra.|Dona» ~S~, «seu pedido está pronto.|ligamos de ~C~.|obrigado pela mensagem.»
~P~ «trabalha em|nasceu em|mudou-se para|viaja para|é de|mora em» ~L~«.| com ~G~.| há ~n~ anos.»
«Pode|Por favor,|Preciso» «ligar para|escrever para|avisar|falar com» ~P~«.| até ~D~.| em ~C~.|?»
«Como está o tempo em|Como chego a|Quanto custa um hotel em|O que ver em» ~L~?
«O cliente|A cliente|Meu irmão|Minha irmã|A doutora|O inquilino|Meu colega» ~P~ «ligou ontem|não pagou|espera em ~C~|procura ~G~|vive em ~L~».
«Atenciosamente|Abraços|Obrigada|Um abraço»,
~P~
Enviar para: ~P~, ~A~, ~n5~ ~C~
«Nome|Cliente|Destinatário»: ~P~
«Cidade|Local|País»: ~L~
{"nome":"~G~","sobrenome":"~S~","cidade":"~L~","estado":"ativo"}
""",
"nl_NL": """
«Hallo|Goedemorgen|Beste», «ik ben|mijn naam is|ik heet» ~P~«, ik woon in ~L~.| uit ~C~.|, geboren op ~D~.| en ik heb een vraag.»
«Geachte heer|Geachte mevrouw|Beste meneer|Dhr.|Mevr.» ~S~, «uw bestelling is klaar.|we bellen u vanuit ~C~.|bedankt voor uw bericht.»
~P~ «werkt in|is geboren in|is verhuisd naar|reist naar|komt uit|woont in» ~L~«.| met ~G~.| al ~n~ jaar.»
«Kunt u|Kun je|Graag|Wil je» «~P~ bellen|~G~ schrijven|contact opnemen met ~P~»«.| voor ~D~.| in ~C~.|?»
«Wat voor weer is het in|Hoe kom ik in|Wat kost een hotel in|Wat is er te zien in» ~L~?
«De klant|De huurder|Mijn broer|Mijn zus|Dokter|Mijn collega|De chauffeur» ~P~ «heeft gebeld|heeft niet betaald|wacht in ~C~|zoekt ~G~|woont in ~L~».
«Met vriendelijke groet|Groetjes|Bedankt|Hartelijke groeten»,
~P~
Bezorgen bij: ~P~, ~A~, ~n4~ ~C~
«Naam|Klant|Ontvanger»: ~P~
«Plaats|Stad|Land»: ~L~
{"voornaam":"~G~","achternaam":"~S~","plaats":"~L~","status":"actief"}
""",
"pl_PL": """
Dzień dobry, «nazywam się|jestem|tu» ~P~«, mieszkam w ~C~.| z ~C~.| i mam pytanie.»
«Pan|Pani» ~S~ «dzwonił z|mieszka w|przyjedzie do» ~C~.
~P~ «pracuje w|urodził się w|jedzie do» ~L~«.| razem z ~G~.»
«Klient|Klientka|Mój brat|Sąsiadka|Doktor» ~P~ «nie odpowiada|mieszka w ~C~|prosi o kontakt|zapłacił wczoraj».
«Imię i nazwisko|Odbiorca|Kontakt»: ~P~«, ~C~|»
Nie można zapisać pliku. Spróbuj ponownie później.
""",
"sv_SE": """
Hej, jag heter ~P~«, jag bor i ~L~.| och kommer från ~C~.»
«Herr|Fru|Doktor» ~S~ «ringde från|väntar i|flyttar till» ~C~.
~P~ «arbetar i|är född i|reser till» ~L~«.| med ~G~.»
«Kunden|Min bror|Grannen|Läkaren|Chefen» ~P~ «svarar inte|bor i ~C~|betalade i går|väntar».
«Namn|Mottagare|Kontakt»: ~P~«, ~C~|»
Kunde inte spara filen. Försök igen senare.
""",
"tr_TR": """
Merhaba, «ben|adım» ~P~«, ~L~ şehrinde oturuyorum.|, ~C~.»
«Bay|Bayan|Sayın» ~S~ «~C~ ofisinden aradı|bekliyor|ödemeyi yaptı».
~P~ ~L~ «şehrinde çalışıyor|doğumlu|için yola çıktı».
«Müşteri|Kardeşim|Komşumuz|Doktor» ~P~ «cevap vermiyor|~C~ şehrinde oturuyor|dün ödedi|bekliyor».
«Ad|Alıcı|İsim»: ~P~«, ~C~|»
Dosya kaydedilemedi. Lütfen tekrar deneyin.
""",
"ru_RU": """
Здравствуйте, «меня зовут|я|это» ~P~«, я живу в ~C~.|.»
~P~ «работает в|родился в|едет в|звонит из» ~C~.
«Уважаемый|Уважаемая|Дорогой|Дорогая» ~P~, «ваш заказ готов.|спасибо за письмо.|встреча в ~C~ перенесена.»
«Клиент|Пациент|Водитель|Мой брат|Директор|Соседка» ~P~ «не отвечает|живёт в ~C~|ждёт в ~C~|просит перезвонить».
«Имя|Клиент|Получатель»: ~P~«, город: ~C~|; ~C~|»
~P~ и ~P~ «встретились в ~C~|переехали в ~C~|опоздали».
Не удалось сохранить файл. Попробуйте позже.
Как «изменить пароль|отменить заказ|найти счёт»? Спасибо за «помощь|ответ».
""",
"ja_JP": """
~P~«さん|様|氏»«は~C~に行きました。|から電話がありました。|、お元気ですか。»
名前：~P~、住所：~C~
私は~P~です。«~C~に住んでいます。|よろしくお願いします。|»
担当は~P~です。«~C~支店|~C~»
~P~先生«に聞いてください。|は~C~出身です。»
~C~から~C~まで«どのくらいですか。|の電車»
お客様名：~P~
ファイルを保存できませんでした。もう一度お試しください。
""",
"zh_CN": """
~P~«住在|来自|去了|在»~C~«工作。|。»
姓名：~P~，城市：~C~
我叫~P~«，来自~C~。|，住在~C~。|。»
请«联系|通知|打电话给»~P~«，他在~C~。|。»
~P~«先生|女士|医生|经理»«明天去~C~。|没有付款。|来电话了。»
从~C~到~C~«多远？|的火车»
客户~P~«投诉了。|在~C~。»
无法保存文件，请稍后再试。
""",
"ko_KR": """
안녕하세요, ~P~입니다. «~C~에 살아요.|»
고객: ~P~, 도시: ~C~
제 이름은 ~P~입니다. «~C~에서 왔습니다.|»
~P~ «씨|님|선생님|과장님»«이 ~C~에 있습니다.|께서 전화하셨습니다.|, 감사합니다.»
이름: ~P~«, 주소: ~C~|»
~C~에서 ~C~까지 얼마나 걸립니까?
저장할 수 없습니다. 다시 시도하세요.
""",
"ar_SA": """
مرحبا، أنا ~P~ «من ~C~|وأسكن في ~C~».
اسمي ~P~ «وأعيش في ~C~|.»
«السيد|السيدة|الدكتور» ~P~ «في ~C~|لم يدفع|يعمل في ~C~».
الاسم: ~P~«، المدينة: ~C~|»
تعذر حفظ الملف. حاول مرة أخرى.
""",
"hi_IN": """
नमस्ते, मैं ~P~ हूँ «और ~C~ में रहता हूँ|»।
मेरा नाम ~P~ है«, मैं ~C~ से हूँ|»।
«श्री|श्रीमती|डॉ.» ~P~ «~C~ में रहते हैं|ने भुगतान नहीं किया|ने कॉल किया»।
नाम: ~P~«, शहर: ~C~|»
फ़ाइल सहेजी नहीं जा सकी।
""",
"el_GR": """
Γεια σας, «είμαι ο|λέγομαι|είμαι η» ~P~ «από ~C~|και μένω στην ~C~».
Με λένε ~P~«, μένω στην ~C~.|.»
«Ο κύριος|Η κυρία|Ο πελάτης|Η γιατρός» ~P~ «τηλεφώνησε|δεν πλήρωσε|μένει στη ~C~|περιμένει».
Όνομα: ~P~«, πόλη: ~C~|»
Το αρχείο δεν αποθηκεύτηκε.
""",
}

WEIGHTS = {"de_DE": 6, "fr_FR": 6, "es_ES": 6, "it_IT": 5, "pt_BR": 5, "nl_NL": 5, "pl_PL": 2, "sv_SE": 2, "tr_TR": 2,
           "ru_RU": 1.5, "ja_JP": 1.5, "zh_CN": 1.5, "ko_KR": 1.5, "ar_SA": 1.5, "hi_IN": 1.5, "el_GR": 1.5}

KEYS = {
"de_DE": (["name", "kunde", "ansprechpartner", "mitarbeiter", "empfaenger"], ["ort", "stadt", "land", "wohnort", "region"]),
"fr_FR": (["nom", "client", "destinataire", "employé", "contact"], ["ville", "pays", "lieu", "région"]),
"es_ES": (["nombre", "cliente", "destinatario", "empleado", "contacto"], ["ciudad", "país", "lugar", "provincia"]),
"it_IT": (["nome", "cliente", "destinatario", "dipendente", "contatto"], ["città", "paese", "luogo", "regione"]),
"pt_BR": (["nome", "cliente", "destinatário", "funcionário", "contato"], ["cidade", "país", "local", "estado"]),
"nl_NL": (["naam", "klant", "ontvanger", "medewerker", "contact"], ["plaats", "stad", "land", "provincie"]),
}
