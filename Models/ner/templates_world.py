"""Sentences as encyclopedias and newspapers have them, in seven languages, by Faker's locale; same notation as templates.py. `~y~` is a common
word of the language and `~t~` the title of a work or the name of a body. Those without a name are here, too: half of what such texts
write with a capital letter is neither a person nor a place."""

TEMPLATES = {
"en_US": """
~P~ (born «~D~|~n4~|~n4~ in ~C~|~D~ in ~C~, ~N~») is «a|an» ~Y~ «footballer|composer|politician|painter|chemist|actress|rapper|bishop|swimmer».
The ~t~ «was founded in ~n4~ by ~P~|is a species of beetle in the family ~W~idae|was released on ~W~ Records|merged with the ~t~|was directed by ~P~|won the ~W~ Award|opened in ~C~ in ~n4~».
«He|She|They» «played for|joined|left|signed with|coached|scored against|was loaned to» ~TM~ «in ~n4~|, before retiring|, where ~P~ was manager|for a season»«.| and ~TM~.»
His «debut album|second novel|thesis|last film|first single» " ~t~ " «reached number ~n2~|was praised by ~P~|is set in ~C~|sold ~n~ copies|was produced by ~P~»«.| in ~N~.»
"~t~" is «a song|an episode|a novel|a painting|a comedy film|an opera|a short story» by ~P~«.|, written in ~C~.|, based on "~t~".»
The «Duke|Earl|Bishop|Archbishop|King|Sultan|Prince» of ~C~ «married|defeated|crowned|succeeded» «~P~|his cousin|the emperor».
The ~C~ «University|Symphony Orchestra|Museum of Art|Stock Exchange|Railway|Airport|Treaty|Cathedral|Conservatory|Film Festival» «~past~|was founded in ~n4~|hired ~P~».
«Sodium|Calcium|The chloride|Uranium|The enzyme|Glycine|The genus ~W~|The ~W~ virus|Hurricane ~W~|Typhoon ~W~|Operation ~W~|The Jurassic|The Renaissance|Islam|Buddhism|Latin|Sanskrit» «is used in ~x~|~past~|was first described by ~P~|has ~n2~ ~x~|is found in ~N~ and ~N~».
The ~x~ «lies in the southern part of|borders|was annexed by|flows through|is the largest town of|is a village in» ~L~«, near ~C~.|, ~n~ km from ~C~.|.»
~S~ «studied at the University of ~C~|was elected to the Senate|was buried in ~C~|won the election|argued that the ~x~ is a ~x~|returned to ~C~ in ~n4~»«.|, where ~S~ taught.| with ~P~.»
«Category|Series|Season|Chapter|Part|Volume|Version|Type|Class|Phase|Level» ~n2~«: ~W~|: ~t~| of the ~t~|» «was cancelled|has begun|aired in ~n4~|is empty».
~W~, ~W~ and ~W~ are «robots|brands|characters|gods|minerals|breeds|islands of the game|software products» «in|of» "~t~".
«Guest appearances by|Directed by|Lyrics by|Photographs by|Translated by|Starring» ~P~«, ~P~ and ~P~| and ~P~|»«.|»
""",
"de_DE": """
~P~ «(* ~D~ in ~C~)|(geboren ~n4~ in ~C~, ~N~)|(~n4~ in ~C~)» «ist|war» «ein|eine» «deutscher Fußballspieler|französische Malerin|Politiker der SPD|Schauspielerin|Komponist|Bischof|Chemikerin|österreichischer Historiker».
«Der Verein|Die Partei|Das Unternehmen|Die Gesellschaft|Der Verlag|Die Band|Die Stiftung» ~t~ «wurde ~n4~ von ~P~ gegründet|hat ihren Sitz in ~C~|fusionierte mit der ~t~|zog nach ~C~ um|besteht seit ~n4~».
In der «Saison|Spielzeit|Rückrunde|Bundesliga» ~n4~ «spielte er für|wechselte er zu|erzielte er ~n2~ Tore für|unterlag er mit» «~TM~|den FC ~C~|den SV ~C~|Eintracht ~C~|Dynamo ~C~» «gegen|und|, bevor er zu» «~TM~|den VfB ~C~|Borussia ~C~» «kam|gewann|wechselte».
«Der Roman|Das Album|Der Film|Das Lied|Die Oper|Das Gemälde|Die Serie|Der Aufsatz» „~t~“ «erschien|entstand|erhielt den Preis» ~n4~ «in ~C~|bei ~t~|unter der Regie von ~P~|».
«Die Universität|Der Flughafen|Das Theater|Der Bahnhof|Die Kirche|Das Museum|Das Rathaus|Der Dom» ~C~ «wurde ~n4~ gebaut|ist geschlossen|beauftragte ~P~|beschäftigt ~n~ ~y~».
Der ~C~er «Bürgermeister|Bischof|Rat|Hof|Architekt» ~P~ «sagte|ließ|lehnte ab|eröffnete ~n4~ die ~y~»«.| in ~C~.»
«Nach|Vor|Seit|Während|Trotz|Wegen» «dem Krieg|dem Tod|der Wahl|der Niederlage|dem Abitur|der Reformation|dem Studium» «von ~S~ |»«zog sie nach ~C~|gab es ~n~ ~y~|kehrte ~S~ nach ~C~ zurück|begann der ~y~|wurde ~S~ Präsident».
«Das Dorf|Der Fluss|Die Insel|Die Gemeinde|Der Berg|Der Bezirk|Die Stadt» «liegt im Norden von|gehört zu|mündet bei|grenzt an» ~L~«.|, ~n~ Kilometer von ~C~ entfernt.»
«Sozialdemokraten|Die Grünen|CDU und FDP|Die Gewerkschaft|Der Bundestag|Die Bundesregierung|Das Landgericht|Der Magistrat|Die Polizei|Der Verband» «fordert|fordern|lehnt ab|beschließt|begrüßt» «mehr|den|die» «Geld|Schutz|Haushalt|Reform|Ausbau» «der Kindergärten|des Verkehrs|der Straßen», «so ~P~|sagte ~S~|heißt es in ~C~|meint Stadtrat ~S~».
«Die Art|Die Gattung|Der Käfer|Das Mineral|Der Pilz|Die Pflanze» «kommt in ~N~ vor|wächst in Wäldern|wurde von ~P~ beschrieben|ist giftig», «das Weibchen|die Blüte|die Grundfarbe» ist ~y~.
«Millionen|Tore|Punkte|Jahre|Kinder|Stimmen|Einwohner|Meter|Euro|Prozent|Sekunden|Zuschauer» «~y~|und ~y~|oder ~y~|für ~y~|in der ~y~».
~S~ «siegte|kritisierte|schrieb|lehrte|trat zurück|heiratete ~P~|starb ~n4~» «in ~C~|im Alter von ~n2~ Jahren|vor ~n~ Zuschauern|mit ~S~|».
«~C~ (dpa) -|~C~.|~C~, ~D~ -» «Der|Die|Das» ~y~ «hat|ist|wird» «am Montag|nach Angaben der Polizei|gestern|laut ~P~» ~y~.
~y~ ~y~ «im|am|beim|zum|zur|vom» ~y~ «der|des|einer|eines» ~y~«, ~y~ und ~y~.|.|: ~y~.»
""",
"fr_FR": """
~P~«, né le ~D~ à ~C~,| (né en ~n4~)| (~n4~-~n4~)|, née à ~C~ en ~N~,» «est|était» «un footballeur français|une actrice|un homme politique|une chimiste belge|un compositeur|un évêque».
«Le club|La société|Le parti|L'association|Le groupe|La fondation|L'entreprise» ~t~ «est fondé en ~n4~ par ~P~|a son siège à ~C~|fusionne avec ~t~|compte ~n~ membres|quitte ~C~».
«Il|Elle» «rejoint|quitte|joue pour|signe à|affronte|entraîne» «~TM~|l'AS ~C~|le FC ~C~|le Stade ~C~|l'Olympique de ~C~» «en ~n4~|pour une saison|avec ~P~|contre ~TM~»«.| et marque ~n2~ buts.»
«L'album|Le roman|Le film|La chanson|L'opéra|Le tableau|Le jeu» « ~t~ » «sort en ~n4~|est réalisé par ~P~|se déroule à ~C~|reçoit un prix|est produit par ~S~».
«L'université de|La gare de|La cathédrale de|Le parlement de|L'aéroport de|La mairie de|Le traité de|La bataille de» ~C~ «date de ~n4~|est fermée|accueille ~P~|emploie ~n~ personnes».
«La commune|Le village|La rivière|L'île|Le mont|La région» «se trouve au nord de|appartient à|borde|traverse|est située près de» ~L~«.|, à ~n~ km de ~C~.»
«Elle|Il|Ils|Elles|Cette dernière|Ce dernier|Celui-ci|Toutefois, il|Depuis, elle|En ~n4~, il|D'abord, elle|Au moins, il» «s'installe à ~C~|perd la finale contre ~P~|épouse ~P~|meurt à ~C~|devient président de la ~t~|étudie le ~y~|y reste ~n~ ans».
«Le ministre|La présidente|Le maire|Le roi|Le pape|L'entraîneur|Le député» ~P~ «a annoncé|refuse|a visité ~C~|rencontre ~S~|démissionne»«.| à ~C~.|, selon ~B~.»
«L'espèce|Le genre|La plante|Le papillon|Le minéral|La bactérie» «vit en ~N~|est décrit par ~P~|pousse au bord de la ~y~|mesure ~n2~ cm»«.|, comme le ~y~ et le ~y~.»
~S~ «gagne|critique|écrit|enseigne|meurt|est battu» «à ~C~|en ~n4~|à l'âge de ~n2~ ans|avec ~S~|devant ~n~ spectateurs».
«Le|La|Les|Une|Cette|Leurs|Son» ~y~ «de la|du|des|de l'|et le|vers la|au» ~y~ «est|sont|était|reste» ~y~«.|, ~y~ et ~y~.| jusqu'au ~y~.»
«Les|Des» «États|Marrons|Romains|Français|Chrétiens|habitants|joueurs» «~y~|quittent ~C~|refusent le ~y~|sont ~n~».
« ~t~ », «~t~|« ~t~ »» et « ~t~ » sont «des albums de ~P~|des romans|des chaînes de télévision|des jeux».
""",
"es_ES": """
~P~ «(~C~, ~D~)|(~C~, ~N~, ~n4~)|(nacido en ~n4~)|(~n4~-~n4~)» «es|fue» «un futbolista español|una actriz|un político|una química|un compositor|un obispo mexicano».
«El club|La empresa|El partido|La asociación|El grupo|La fundación|El instituto» ~t~ «fue fundado en ~n4~ por ~P~|tiene su sede en ~C~|se fusionó con ~t~|cuenta con ~n~ socios».
«Jugó en|Fichó por|Debutó con|Entrenó a|Perdió contra|Empató con» «~TM~|el Real ~C~|el Deportivo ~C~|el CD ~C~|el Atlético ~C~» «en ~n4~|durante una temporada|con ~P~|y ~TM~».
«El álbum|La novela|La película|La canción|La ópera|El cuadro|La serie» «"~t~"|« ~t~ »|" ~t~ "» «salió en ~n4~|fue dirigida por ~P~|transcurre en ~C~|ganó un premio».
«La Universidad de|La estación de|La catedral de|El aeropuerto de|El Ayuntamiento de|El Tratado de|La batalla de|El Colegio Oficial de» ~C~ «es de ~n4~|está cerrada|contrató a ~P~|emplea a ~n~ personas».
«El municipio|El pueblo|El río|La isla|El monte|La comarca» «se encuentra al norte de|pertenece a|limita con|atraviesa» ~L~«.|, a ~n~ km de ~C~.»
~C~«, ~n2~ may (~AC~).-|, (~AC~).| (~N~), ~n2~ «may|ene|jun» (~AC~).-» «El|La» ~y~ «de la|del» ~y~ ~y~ «hoy|ayer|el martes»«, según ~P~.|, informó ~S~.|.»
«El Gobierno|El Ministerio|La Audiencia|El Consejo Nacional|La Comisión|El Foro|La Defensoría|El Tribunal Supremo|La Junta|El Banco» «anunció|rechazó|aprobó|informó» «el ~y~|la ~y~|que ~S~ ~y~|las ~y~ de ~C~»«.|, dijo ~P~.|, declaró ~S~.»
«El presidente|La ministra|El alcalde|El rey|El papa|El entrenador|El portavoz|El juez» ~P~ «anunció|visitó ~C~|se reunió con ~S~|dimitió|afirmó que el ~y~ es ~y~»«.| en ~C~.»
«La especie|El género|La planta|El mineral|El pez» «vive en ~N~|fue descrita por ~P~|crece junto al ~y~|mide ~n2~ cm».
~S~ «ganó|criticó|escribió|enseñó|murió|marcó» «en ~C~|en ~n4~|a los ~n2~ años|con ~S~|ante ~TM~».
«Árbitro|Goles|Alineación|Incidencias|Equipos»: ~S~«, ~S~, ~S~ (~S~, m.~n2~) y ~S~.| (~C~).|: ~n1~-~n1~, m.~n2~: ~S~.»
«El|La|Los|Las|Un|Una|Su|Este» ~y~ «de la|del|de los|y el|con la|ante el|contra los» ~y~ «es|fue|son|quedó» ~y~«.|, ~y~ y ~y~.| en el ~y~.»
""",
"it_IT": """
~P~ «(~C~, ~D~)|(~C~, ~n4~ - ~C~, ~n4~)|(nato nel ~n4~)» «è|fu|è stato» «un calciatore italiano|un'attrice|un politico|una chimica|un compositore|un vescovo».
«Il club|La società|Il partito|L'associazione|Il gruppo|La fondazione|L'azienda» ~t~ «fu fondata nel ~n4~ da ~P~|ha sede a ~C~|si fuse con ~t~|conta ~n~ soci».
«Giocò con|Passò a|Esordì con|Allenò|Perse contro» «~TM~|il ~C~|l'AC ~C~|la Pro ~C~|il Real ~C~» «nel ~n4~|per una stagione|con ~P~|e ~TM~».
«L'album|Il romanzo|Il film|La canzone|L'opera|Il quadro|La serie» «"~t~"|« ~t~ »|" ~t~ "» «uscì nel ~n4~|fu diretto da ~P~|è ambientato a ~C~|vinse l'Oscar».
«L'Università di|La stazione di|Il duomo di|L'aeroporto di|Il comune di|Il trattato di|La battaglia di|Il Conservatorio di» ~C~ «risale al ~n4~|è chiusa|assunse ~P~|impiega ~n~ persone».
«Il comune|Il villaggio|Il fiume|L'isola|Il monte|La regione» «si trova a nord di|appartiene a|confina con|attraversa» ~L~«.|, a ~n~ km da ~C~.»
«Egli|Ella|Essi|Esso|Nella|Nel|Alla|Dalla|Sulla|Nello stesso|Dopo la|Molto» «~y~ ~y~|~y~ si trasferì a ~C~|~y~ di ~y~|~y~, ~P~ ~y~|anno ~n4~ ~S~ ~y~».
«Il presidente|La ministra|Il sindaco|Il re|Il papa|L'allenatore|Il cardinale» ~P~ «annunciò|visitò ~C~|incontrò ~S~|si dimise|scrisse che il ~y~ è ~y~»«.| a ~C~.»
«La specie|Il genere|La pianta|Il minerale|Il pesce» «vive in ~N~|fu descritta da ~P~|cresce presso il ~y~|misura ~n2~ cm».
~S~ «vinse|criticò|scrisse|insegnò|morì|segnò» «a ~C~|nel ~n4~|a ~n2~ anni|con ~S~|contro ~TM~».
«Il|La|I|Le|Gli|Un|Una|Suo|Questa» ~y~ «della|del|dei|e il|con la|nella|alle|dal» ~y~ «è|fu|sono|rimase» ~y~«.|, ~y~ e ~y~.| nel ~y~.»
«I Romani|Gli inglesi|Gli italiani|I Longobardi|I Normanni|Le Crociate|L'Armata Rossa|Il Regno|L'Impero» «~y~|conquistarono ~C~|assediarono ~C~|~y~ il ~y~».
""",
"pt_BR": """
~P~ «(~C~, ~D~)|(~C~, ~n4~ — ~C~, ~n4~)|(nascido em ~n4~)» «é|foi» «um futebolista brasileiro|uma atriz|um político|uma química|um compositor|um bispo».
«O clube|A empresa|O partido|A associação|O grupo|A fundação|O instituto» ~t~ «foi fundado em ~n4~ por ~P~|tem sede em ~C~|fundiu-se com ~t~|conta com ~n~ sócios».
«Jogou no|Assinou com|Estreou no|Treinou o|Perdeu para o» «~TM~|Sport Club ~C~|Atlético ~C~|FC ~C~» «em ~n4~|por uma temporada|com ~P~|e ~TM~».
«O álbum|O romance|O filme|A canção|A ópera|O quadro|A série» «"~t~"|« ~t~ »|" ~t~ "» «saiu em ~n4~|foi dirigido por ~P~|passa-se em ~C~|ganhou um prêmio».
«A Universidade de|A estação de|A catedral de|O aeroporto de|A Câmara de|O Tratado de|A batalha de|A Chapada de» ~C~ «é de ~n4~|está fechada|contratou ~P~|emprega ~n~ pessoas».
«O município|A vila|O rio|A ilha|O monte|A região» «fica ao norte de|pertence a|faz fronteira com|atravessa» ~L~«.|, a ~n~ km de ~C~.»
«Ele|Ela|Eles|Neste|Nos|Através da|Embora a|Durante o|Após a|Segundo o» ~y~ «~y~ ~y~|mudou-se para ~C~|casou com ~P~|tornou-se ~y~|e ~y~, ~S~ ~y~».
«O presidente|A ministra|O prefeito|O rei|O papa|O treinador|O imperador» ~P~ «anunciou|visitou ~C~|encontrou ~S~|renunciou|escreveu que o ~y~ é ~y~»«.| em ~C~.»
«A espécie|O gênero|A planta|O mineral|O peixe» «vive em ~N~|foi descrita por ~P~|cresce junto ao ~y~|mede ~n2~ cm».
~S~ «venceu|criticou|escreveu|ensinou|morreu|marcou» «em ~C~|em ~n4~|aos ~n2~ anos|com ~S~|contra o ~TM~».
«O|A|Os|As|Um|Uma|Seu|Esta» ~y~ «da|do|dos|e o|com a|na|pelas|ao» ~y~ «é|foi|são|ficou» ~y~«.|, ~y~ e ~y~.| no ~y~.»
~N~, ~N~ e ~N~ «assinaram o tratado|fazem fronteira com ~N~|~y~».
""",
"nl_NL": """
~P~ «(~C~, ~D~)|(~C~, ~n4~)|(geboren in ~n4~)» «is|was» een «Nederlandse voetballer|Belgische actrice|politicus|scheikundige|componist|bisschop».
«De club|Het bedrijf|De partij|De vereniging|De groep|De stichting» ~t~ «werd in ~n4~ opgericht door ~P~|is gevestigd in ~C~|fuseerde met ~t~|telt ~n~ leden».
«Hij speelde voor|Hij tekende bij|Hij debuteerde bij|Zij verloren van|De wedstrijd tegen» «~TM~|FC ~C~|SV ~C~|Racing ~C~» «in ~n4~|een seizoen lang|met ~P~|en ~TM~»«.| was beladen.»
«Het album|De roman|De film|Het lied|De opera|Het schilderij|De reeks|Het programma» «"~t~"|' ~t~ '|" ~t~ "» «verscheen in ~n4~|werd geregisseerd door ~P~|speelt zich af in ~C~|won een prijs».
«De universiteit van|Het station van|De kathedraal van|De luchthaven van|De burgemeester van|Het verdrag van|De slag bij|De gemeente» ~C~ «dateert uit ~n4~|is gesloten|nam ~P~ aan|heeft ~n~ werknemers».
«De gemeente|Het dorp|De rivier|Het eiland|De berg|De streek» «ligt ten noorden van|behoort tot|grenst aan|stroomt door» ~L~«.|, ~n~ km van ~C~.»
«Federaal minister|Minister|Vlaams minister-president|Premier|Burgemeester|Koning|Paus|Voorzitter|Trainer» «van Toerisme |van Verkeer |van Financiën |»~P~ «kondigde aan|bezocht ~C~|sprak met ~S~|trad af|vindt de ~y~ ~y~»«.| in ~C~.»
de «leden|rest|naam|geschiedenis|bouwer|prijs|rand|bedenker|meeste|lengte» van «de|het|alle|deze|die|onze» ~y~ «~y~|is ~y~|en de ~y~ van de ~y~|, zegt ~P~|in ~C~».
«De Amerikaanse|De Joegoslavische|De Vlaamse|Palestijnse|Franse|Turkse|Europese|Federale» «autoriteiten|regering|ministers|troepen|renners|leiders» «beweren|willen|verlieten ~C~|spraken met ~S~|~y~»«.| in ~C~.»
«De soort|Het geslacht|De plant|Het mineraal|De vis» «leeft in ~N~|werd beschreven door ~P~|groeit bij de ~y~|is ~n2~ cm lang».
~S~ «won|bekritiseerde|schreef|gaf les|stierf|scoorde» «in ~C~|in ~n4~|op ~n2~-jarige leeftijd|met ~S~|tegen ~TM~».
«maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag»«, ~n2~ «januari|maart|mei|augustus|oktober» ~n4~| ~n2~ mei|: ~y~ en ~y~»
«Algemeen|Binnenland|Buitenland|Sport|Economie|Cultuur|Wonen|Weer|Televisie»«¶| - ~y~ ~y~|»
«De|Het|Een|Zijn|Deze|Nu|Tevens|Toch» ~y~ «van de|van het|van|en de|met|in de|voor» ~y~ «is|was|zijn|blijft» ~y~«.|, ~y~ en ~y~.| in de ~y~.»
""",
}
