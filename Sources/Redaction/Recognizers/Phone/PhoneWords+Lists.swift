// The words.
extension PhoneWords {
  /// Words for a phone, for those that look for words.
  static let context = [
    "phone", "telephone", "cellphone", "smartphone", "phones", "phonenumber", "phoneno", "tel", "telno",
    "telnr", "telf",
    "tfno", "tlf", "tlfn", "tfn", "fon", "fone", "ph", "mob", "mobile", "mobil", "mobiel", "movil", "móvil",
    "celular",
    "cellulare", "cel", "landline", "msisdn", "gsm", "sms", "dial", "whatsapp", "viber", "fax",
    "faxnummer", "telemóvel", "telemovel", "tlm", "telp", "ponsel", "сотовый", "mobilni", "mobiil", "selfoon",
    "telepono", "ffôn", "fón", "тэлефон", "утас", "հեռ", "ტელ", "מובייל", "פלאפון", "تلفون", "موبایل",
    "موبائل",
    "ফোন", "মোবাইল", "բջջային", "բջջ", "טל׳", "סלולרי", "มือถือ", "เบอร์", "เบอร์โทร", "محمول", "المحمول", "الجوال",
    "خلوي",
    "تماس", "واتساب", "сот", "мобильник", "мобилни", "мобилен", "ტელეფონის", "contatto", "recapito",
    "mobilfunk",
    "mobilszám", "mobilusis", "mobilais", "mobilā", "selpon", "ucingo", "rufnr", "telnummer", "gsmnummer",
    "gsmnr",
    "bimbit", "thoai", "hotline", "telefon", "telefonnummer", "telefonnr", "telefono", "teléfono", "telefone",
    "telefoon",
    "telefoonnummer", "telefax", "téléphone", "tél", "rufnummer", "handy", "handynr", "handynummer",
    "mobilnummer",
    "mobilnr", "mobiltelefon", "cep", "telpon", "telepon", "puh", "puhelin", "puhelinnumero", "matkapuhelin",
    "mobitel",
    "telefón", "tālrunis", "simu", "sími", "farsími", "komórka", "тел", "телефон", "телефона", "моб",
    "мобильный",
    "мобільний", "мобилен", "факс", "τηλ", "τηλέφωνο", "κινητό", "هاتف", "جوال", "موبايل", "تلفن", "טלפון",
    "נייד",
    "फ़ोन", "फोन", "मोबाइल", "thoại", "sđt", "sdt", "contact number", "contact no", "callback number", "my cell",
    "his cell", "her cell", "your cell", "our cell", "call me", "call us", "call him", "call her",
    "call them",
    "text me", "text us", "text him", "text her", "text them", "reach me", "reach us", "reach him",
    "reach her",
    "ring me", "ring us", "contact me", "contact us",
    "fono", "telem", "tālr", "κιν", "telèfon", "mòbil", "động", "đt", "טל", "الهاتف", "همراه", "فون", "தொலைபேசி",
    "கைபேசி", "ఫోన్", "మొబైల్", "ಫೋನ್", "ಮೊಬೈಲ್", "ഫോൺ", "മൊബൈൽ", "ફોન", "મોબાઇલ", "ਫ਼ੋਨ", "ਫੋਨ", "ਮੋਬਾਈਲ", "दूरभाष", "भ्रमणध्वनी",
    "հեռախոս", "ტელეფონი", "მობილური", "ទូរស័ព្ទ", "ໂທ", "ໂທລະສັບ", "ဖုန်း", "දුරකථන", "ስልክ", "guthán", "rückruf",
    "Rückruf", "festnetz", "durchwahl", "notruf", "helpline", "tollfree", "pager",
  ]

  /// What tells that a number is something else when it ends a key or stands right before the number.
  static let opposing = [
    "id", "ids", "uid", "uuid", "guid", "count", "counts", "size", "sizes", "length", "len", "bytes", "byte",
    "time",
    "timestamp", "ts", "duration", "ms", "sec", "seconds", "offset", "port", "ports", "version", "build",
    "model",
    "serial", "index", "idx", "order", "ticket", "invoice", "row", "line", "page", "position", "pid", "seq",
    "sequence",
    "hash", "crc", "checksum", "total", "sum", "price", "cost", "amount", "key", "imei", "iccid", "limit",
    "max", "min",
    "storage", "memory", "timeout", "sold", "units", "stock", "capacity", "revenue", "sales", "users",
    "subscribers", "downloads", "epoch", "block", "year", "date", "qty", "quantity", "tokens", "account",
    "balance", "orders", "pages", "attempts", "sent",
  ]

  /// What does so at the end of a key alone.
  static let opposingKeys =
    turning + ["type", "at", "verified", "enabled", "status", "provider", "carrier", "country"]

  /// What a phone has or belongs to, and what is built with the word: behind it, numbers are of that.
  static let turning = [
    "battery", "batteries", "akku", "bill", "bills", "rechnung", "case", "cases", "charger", "chargers",
    "screen", "screens", "display", "view", "viewport", "views", "resolution", "layout", "breakpoint",
    "width",
    "height", "app", "apps", "application", "applications", "banking", "payment", "payments", "wallet",
    "money", "game", "games", "gaming", "data", "traffic", "usage", "plan", "plans", "tariff", "subscription",
    "subscriptions", "contract", "contracts", "booth", "booths", "box", "boxes", "book", "books", "directory",
    "pole", "poles", "mast", "masts", "tower", "towers", "wire", "wires", "cable", "cables", "exchange",
    "machine", "machines", "printer", "paper", "roll", "sheet", "sheets", "device", "devices", "handset",
    "handsets", "models", "brand", "series", "processor", "chip", "chips", "camera", "cameras", "sensor",
    "lens", "speaker", "cover", "holder", "mount", "accessories", "repair", "repairs", "market", "sale",
    "shipments", "shipment", "imports", "exports", "industry", "survey", "surveys", "interview", "interviews",
    "poll", "banks", "minutes", "seconds", "messages", "customers", "owners", "visitors", "visits",
    "sessions",
    "pageviews", "impressions", "clicks", "shares", "searches", "budget", "fee", "fees", "charge", "charges",
    "costs", "prices", "discount", "tax", "aviv", "world", "congress", "edition", "specs", "weight", "speed",
    "latency", "bandwidth", "throughput", "score", "benchmark", "rate", "rates", "ratio", "percentage",
    "average", "growth", "coverage", "network", "networks", "towns", "robot", "step", "steps", "tips",
    "guide",
    "review", "reviews", "unlock", "lock", "ringtone", "tree", "automaton", "therapy", "biology", "phase",
  ]

  /// What has numbers that are filled up with zeros: `sku 00493012345678`.
  static let filledUp = WordSet(
    opposing + [
      "transaction", "txn", "trace", "traceid", "span", "spanid", "request", "req", "session", "job", "task",
      "event",
      "batch", "lot", "sku", "ean", "gtin", "upc", "isbn", "issn", "asin", "barcode", "article", "item",
      "part", "product",
      "material", "patient", "case", "record", "rec", "document", "doc", "frame", "packet", "sector", "inode",
      "reg",
      "register", "code", "zip", "plz", "postcode", "konto", "kontonr", "acct", "iban", "bic", "vat", "tax",
      "policy",
      "contract", "claim", "reference", "ref", "tracking", "parcel", "shipment", "delivery", "purchase", "po",
      "rev",
      "revision", "commit", "release", "step", "iteration", "iter", "sample", "seed", "rand", "random",
      "digest", "sha",
      "md5", "etag", "nonce", "pin", "otp", "catalog", "aws", "arn", "employee", "matricule", "mask", "mode",
      "perm",
      "octal", "oct", "hex", "dec", "bin", "checkpoint", "segment", "chunk", "partition", "node", "slot",
      "lsn", "txid",
      "took", "elapsed", "cpf", "ssn", "nhs", "siren", "siret", "passport", "licence", "license", "plate",
      "vin",
    ]
  )

  /// Parts of words that hold "phone" and are none for one.
  static let compoundsOfPhone: [StaticString] = [
    "iphone", "phonem", "phonet", "phonic", "phonolog", "phoney", "phonebook", "phonebooth", "phonecase",
    "phonegap",
    "phonebill", "phonecall", "telephony", "payphone", "speakerphone", "persephone", "francoph", "angloph",
    "lusoph",
    "hispanoph", "germanoph", "russoph", "arabophone", "alloph", "vibraph", "sousaph", "dictaph", "hydroph",
    "geoph",
    "symphon", "polyph", "cacoph", "euphon", "idioph", "aeroph", "membranoph", "chordoph", "antiph",
    "stereoph",
    "quadroph", "micro", "headph", "earph", "saxoph", "xyloph", "gramoph", "megaph", "homoph", "fairphone",
  ]

  /// Parts of words that hold "telefon", or what it is in other languages, and are none for a number.
  static let compoundsOfTelefon: [StaticString] = [
    "efonrechn", "efonzelle", "efonbuch", "efonbüch", "efonkosten", "efonvertr", "efonanlag", "efonkonf",
    "efongeb",
    "efontarif", "efonkarte", "efonkabel", "efonat", "efonhörer", "efonmast", "efonleitung", "efonica",
    "efónica",
    "efonía", "efonia", "efonie", "efonov",
  ]

  struct Kind: OptionSet, Sendable {
    let rawValue: UInt16

    static let word = Kind(rawValue: 1)
    static let opposed = Kind(rawValue: 2)
    static let vague = Kind(rawValue: 4)
    /// What turns a vague word into a certain one when it follows it.
    static let person = Kind(rawValue: 8)
    static let owner = Kind(rawValue: 16)
    /// May stand between a word for a phone and the number in any count.
    static let connecting = Kind(rawValue: 32)
    /// May be cut short before the number: `Tel. 030 123456`.
    static let abbreviation = Kind(rawValue: 64)
    /// A word for a phone where it is a label.
    static let label = Kind(rawValue: 128)
    /// Makes something else of a word for a phone before it.
    static let turning = Kind(rawValue: 256)
  }

  static let kinds = WordKinds<Kind>([
    (
      .word,
      context.filter { !$0.contains(" ") }.flatMap { word in
        // Of other scripts, all cases: ASCII letters have none here.
        word.utf8.allSatisfy { $0 < 0x80 } ? [word] : Array(Set([word, word.uppercased(), word.capitalized]))
      } + ["cellular"]
    ),
    (.opposed, opposing),
    (.turning, turning),
    (
      .vague,
      ["cell", "cells", "call", "calls", "text", "contact", "contacts", "reach", "ring"]
    ),
    (
      .label,
      [
        "cell", "caller", "callee", "emergencycontact", "portable", "fixe", "fijo", "hp", "kom", "zap",
        "wechat",
      ]
    ),
    (.person, ["me", "us", "him", "her", "them", "number", "no", "nr", "numbers"]),
    (.owner, ["my", "his", "her", "your", "our", "their"]),
    (
      .connecting,
      [
        "number", "numbers", "num", "nr", "no", "nro", "numero", "número", "numéro", "nummer", "numer",
        "номер",
        "is", "are",
        "ist", "est", "es", "at", "on", "to", "for", "of", "the", "my", "your", "his", "her", "our", "me",
        "us",
        "home",
        "work", "office", "private", "main", "business", "or", "oder", "ou", "and", "und", "et", "via", "by",
        "type", "voice",
        "support", "customer", "service", "emergency", "privat", "private", "privé", "privado", "prive",
        "hjem", "hem", "koti", "dom", "casa", "domicile",
        "maison", "zuhause",
        "arbeid", "arbejde", "arbete", "työ", "praca", "trabajo", "trabalho", "bureau", "büro", "buero",
        "firma", "ufficio",
        "werk", "dienstlich", "geschäftlich", "beruflich", "direkt", "direct", "zentrale", "mobile", "mobil",
        "daytime",
        "evening", "primary", "secondary", "updated", "changed", "given", "provided", "was", "now", "new",
        "old", "from",
        "cell", "value", "mein", "meine", "unter", "der", "die", "uri", "pref",
      ]
    ),
    (
      .abbreviation,
      [
        "tel", "tél", "Tél", "TÉL", "telef", "tlf", "tfn", "tfno", "telf", "ph", "mob", "fax", "fon", "nr",
        "no",
        "num", "puh",
        "telem", "telp", "cell", "kom", "tālr", "κιν", "հեռ", "ტელ", "cel", "тел", "Тел", "ТЕЛ", "моб", "Моб",
        "τηλ", "Τηλ",
      ]
    ),
  ])
}

extension String {
  /// The word with a capital letter at the start.
  fileprivate var capitalized: String { prefix(1).uppercased() + dropFirst() }
}
