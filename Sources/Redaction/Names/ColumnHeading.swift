/// What the heading of a column says of its cells.
enum ColumnHeading: Hashable {
  /// All cells have this label, because nothing else has such a heading.
  case sure(NameTagger.Label)
  /// They are if one of them is known to be: a driver may be a program, too.
  case likely(NameTagger.Label)
  case other

  init(_ text: ByteView, _ heading: Range<Int>) {
    self =
      if Self.people.contains(text, heading) {
        .sure(.person)
      } else if Self.places.contains(text, heading) {
        .sure(.location)
      } else if Self.likelyPeople.contains(text, heading) {
        .likely(.person)
      } else if Self.likelyPlaces.contains(text, heading) {
        .likely(.location)
      } else {
        .other
      }
  }

  /// What a cell holds that is empty, or a sum.
  static let fillers = WordSet([
    "none", "null", "nil", "nan", "unknown", "tbd", "tba", "total", "all", "any", "other", "various", "yes",
    "no", "true",
    "false", "remote", "online", "anonymous", "unbekannt", "inconnu", "ninguno", "ninguna", "nessuno",
    "onbekend",
  ])

  private static let people = WordSet([
    "first name", "firstname", "first_name", "given name", "givenname", "given_name", "forename", "surname",
    "last name",
    "lastname", "last_name", "family name", "familyname", "family_name", "full name", "fullname", "full_name",
    "middle name", "middle_name", "maiden name", "maiden_name", "customer name", "customer_name",
    "customername",
    "patient name", "patient_name", "employee name", "employee_name", "contact name", "contact_name",
    "vorname", "nachname", "familienname", "prénom", "PRÉNOM", "nom de famille", "apellido", "apellidos",
    "cognome",
    "sobrenome", "voornaam", "achternaam", "fname", "lname", "firstName", "lastName", "nom complet",
    "nombre completo", "nome completo", "volledige naam", "apelido", "prenom", "nom_famille", "read_by",
    "picked_by", "logged_by", "checked_by", "approved_by", "updated_by", "requested_by", "assigned_to",
  ])

  private static let places = WordSet([
    "city", "town", "village", "hometown", "birthplace", "place of birth", "place_of_birth", "residence",
    "city name",
    "city_name", "wohnort", "geburtsort", "ville", "commune", "ciudad", "localidad", "municipio", "città",
    "CITTÀ", "comune",
    "cidade", "município", "woonplaats", "geboorteplaats", "river", "lake", "mountain", "island", "parish",
    "place_of_loss", "home town", "home_town", "gemeinde", "fluss", "rivière", "río", "fiume", "gemeente",
    "dorp",
    "pueblo", "freguesia", "place_of_birth", "lieu de naissance", "lieu_naissance", "luogo di nascita",
    "luogo_nascita", "lugar de nacimiento", "naturalidade",
  ])

  private static let likelyPeople = WordSet([
    "customer", "client", "patient", "driver", "teacher", "student", "pupil", "author", "attendee", "guest",
    "speaker",
    "employee", "manager", "nurse", "doctor", "tenant", "passenger", "member", "candidate", "contact",
    "reviewer", "player",
    "captain", "coach", "owner", "courier", "referee", "participant", "applicant", "buyer", "seller",
    "sender", "recipient",
    "assignee", "opened_by", "created_by", "signed_by", "kunde", "kundin", "mitarbeiter", "ansprechpartner",
    "nom", "nombre",
    "nome", "naam", "cliente", "paciente", "klant", "medewerker", "given", "first", "last", "family",
    "claimant", "clinician", "witness", "skipper", "runner", "rider", "inspector", "borrower", "landlord",
    "caller", "host", "tutor", "clerk", "médecin", "medecin", "conducteur", "locataire", "demandeur",
    "médico",
    "medico", "conductor", "inquilino", "titular", "intestatario", "paziente", "autista", "responsabile",
    "responsável", "condutor", "hóspede", "huurder", "bestuurder", "aanvrager", "arts", "patientin", "fahrer",
    "fahrerin", "mieter", "bearbeiter", "bearbeiterin", "halter", "teilnehmer", "arzt", "ärztin", "by",
  ])

  private static let likelyPlaces = WordSet([
    "place", "country", "location", "from", "to", "origin", "destination", "pickup", "dropoff", "depot",
    "branch", "office",
    "venue", "municipality", "county", "ort", "stadt", "standort", "filiale", "lieu", "lugar", "luogo",
    "local", "plaats",
    "stad", "pays", "país", "paese", "land", "site", "station", "stop", "harbour", "port", "clinic",
    "warehouse",
    "settlement", "via",
  ])
}
