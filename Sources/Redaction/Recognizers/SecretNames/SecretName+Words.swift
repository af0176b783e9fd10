// The vocabulary of names, from the rule lists of secret scanners, frameworks' settings and dictionaries.
extension SecretName {
  /// A word that names of secrets end in.
  struct Entry: Sendable {
    enum Place: Sendable {
      /// No other word ends in it.
      case anywhere
      /// A word of its own, or joined to one of `joined`: `dbpass`, but not `compass`.
      case ownWord
      /// The whole name.
      case alone
      /// It names a secret behind another word that says what it is for: `SENDGRID_KEY`, but not `key`.
      case behindWord
    }

    let word: NameWord
    let kind: Kind
    let place: Place

    /// Whether programs count, page and parse by such names, too.
    var isToken = false
    /// Whether people choose what it names.
    var isChosen = false
    /// Whether its digits may be three.
    var isShort = false
    /// Whether programs name much else so.
    var isLoose = false
  }

  enum Words {
    static let names = WordEndings(all) { $0.word }

    private static let all: [Entry] =
      entries(
        .password,
        .anywhere,
        [
          "password", "masterauth", "authtok", "passwd", "passphrase", "passcode", "pswd", "pwd", "passwrd",
          "passw0rd",
          "psswd", "psswrd", "pssword", "pswrd", "psword", "paswd", "paswrd", "pasword", "passwort",
          "paswoord", "pasvorto",
          "pass_word", "pass-word", "pass word", "pass_phrase", "pass-phrase", "pass phrase",
          "seed_phrase", "seedphrase", "seed phrase", "recovery_phrase", "recoveryphrase", "recovery phrase",
          // German, Dutch, Scandinavian
          "kennwort", "wachtwoord", "wagwoord", "lösenord", "lÖsenord", "losenord", "lozenord", "adgangskode",
          "adgangskoden",
          "passord", "passordet", "kodeord", "lykilorð", "lykilord", "salasana", "tunnussana", "parool",
          // Romance
          "motdepasse", "contraseña", "contraseÑa", "contrasena", "contrasenya", "contrasinal", "senha",
          "parolă",
          // Slavic, Baltic, Hungarian
          "hasło", "hasŁo", "haslo", "heslo", "lozinka", "geslo", "zaporka", "jelszó", "jelszÓ", "jelszo",
          "slaptažodis",
          "slaptazodis",
          "пароль", "Пароль",
          "ПАРОЛЬ", "парола", "Парола", "озинка", "кодовое слово", "Кодовое слово", "секретное слово",
          "Секретное слово",
          // Turkish, Greek, Indonesian, Vietnamese
          "şifre", "sifre", "Şifre", "Şİfre", "şifresi", "şifrə", "Şifrə", "ωδικός", "ωδικος", "ωδικό",
          "ωδικού", "ΩΔΙΚΟΣ", "ΩΔΙΚΌΣ", "υνθηματικό", "ΥΝΘΗΜΑΤΙΚΟ", "mật khẩu", "mật mã", "matkhau",
          "mat khau", "katasandi", "katalaluan", "kodikos",
          // Basque, Welsh, Irish, Scottish Gaelic, Swahili
          "pasahitza", "cyfrinair", "pasfhocal", "facal-faire", "nenosiri",
          // Albanian, Estonian, Kazakh, Mongolian, Armenian, Georgian
          "fjalëkalim", "fjalëkalimi", "fjalekalim", "fjalekalimi", "salasõna", "ұпиясөз", "ұпия сөз",
          "ууц үг", "աղտնաբառ", "პაროლი",
          // Semitic, Persian, Hindi, Thai
          "المرور", "مرور", "السر", "السري", "סיסמה", "סיסמא", "عبور", "گذرواژه", "ورڈ", "የይለፍ ቃል",
          // Of India and its neighbours
          "पासवर्ड", "संकेतशब्द", "कूटशब्द", "াসওয়ার্ড", "াসওয়ার্ড", "கடவுச்சொல்", "వర్డ్", "సంకేతపదం", "વર્ડ", "ವರ್ಡ್",
          "ಗುಪ್ತಪದ", "വേഡ്", "വേർഡ്", "ਵਰਡ", "මුරපදය", "សម្ងាត់", "ລະຫັດຜ່ານ", "စကားဝှက်", "รหัสผ่าน",
          // Chinese, Japanese, Korean
          "パスワード", "暗証番号", "密码", "密碼", "口令", "비밀번호", "암호",
        ]
      )
      + entries(
        .password,
        .ownWord,
        [
          "pass", "pw", "psw", "psk", "passe", "mdp", "parola", "parole", "parol", "sandi", "laluan", "khau",
          "mima",
        ]
      )
      + (["secret", "credential"] as [StaticString]).map {
        Entry(word: NameWord($0), kind: .key, place: .anywhere, isChosen: true)
      }
      + ofChosen.map { Entry(word: NameWord($0), kind: .key, place: .anywhere, isChosen: true) }
      + entries(
        .key,
        .anywhere,
        [
          "apikey", "passkey", "accountkey", "tokenkey", "code_verifier", "codeverifier", "csrf", "xsrf",
          "macaroon", "samlresponse",
          "samlrequest",
          "totp_seed", "otp_seed", "totpseed", "otpseed",
          "wallet_seed",
          // German, Dutch, Scandinavian
          "schlüssel", "sleutel", "nyckel", "nyckeln", "nøkkel", "nøkkelen",
          // French, Italian, Polish, Turkish
          "jeton", "chiave", "klucz", "anahtar", "anahtarı",
          // Russian, Arabic
          "токен", "Токен", "ТОКЕН", "ключ", "Ключ", "КЛЮЧ", "مفتاح",
        ]
      )
      + [Entry(word: NameWord("token"), kind: .key, place: .anywhere, isToken: true)]
      + entries(
        .key,
        .ownWord,
        ["auth", "creds", "cred", "accesskey", "bearer", "hmac", "crumb", "clé", "clave", "chave", "salt"]
      )
      + entries(.key, .behindWord, ["key"])
      + [Entry(word: NameWord("pat"), kind: .key, place: .behindWord, isLoose: true)]
      + entries(.code, .ownWord, ["pin", "otp", "totp"])
      + entries(
        .code,
        .anywhere,
        [
          "mfa_code", "mfacode", "mfa code", "fa_code", "facode", "fa code", "authentication_code",
          "authentication code", "otp_code", "otp code", "verification_code",
          "verificationcode", "verification code", "security_code", "securitycode", "security code",
        ]
      )
      + ["cvv", "cvc"].map { Entry(word: NameWord($0), kind: .code, place: .ownWord, isShort: true) }
      + entries(.authorization, .anywhere, ["authorization"])
      + entries(.cookies, .ownWord, ["cookie"])
      + entries(
        .session,
        .anywhere,
        ["sessionid", "session_id", "session-id", "sessid", "sess_id", "sess-id", "connect.sid"]
      )
      + entries(.session, .ownWord, ["sid", "awsalb", "cf_clearance"])
      + entries(.session, .anywhere, ["sessionhash", "session_hash"])
      + ["session", "sess"].map { Entry(word: NameWord($0), kind: .session, place: .ownWord, isLoose: true) }
      + entries(
        .signature,
        .anywhere,
        [
          "amz-signature", "goog-signature", "oss-signature", "obs-signature", "amz_signature", "q-signature",
          "hub-signature", "hub_signature",
          "stripe-signature", "slack-signature", "twilio-signature", "oauth_signature", "api_sig",
        ]
      )
      + entries(.signature, .alone, ["sig"])

    private static let ofChosen: [StaticString] = [
      "zugangscode", "secreta", "secreto", "segreta", "segreto", "segredo", "secrète",
      "recovery_code", "recoverycode",
      "recovery code", "backup_code", "backupcode", "backup code", "access_code", "accesscode", "access code",
      "unlock_code", "unlockcode", "unlock code", "snmp_community", "community_string", "communitystring",
    ]

    private static func entries(_ kind: Kind, _ place: Entry.Place, _ words: [StaticString]) -> [Entry] {
      words.map { Entry(word: NameWord($0), kind: kind, place: place) }
    }

    /// What is written before `pass`, `key` and other short words without a joint.
    static let joined = NameWords([
      "db", "database", "my", "mysql", "mariadb", "pg", "pgsql", "postgres", "postgresql", "sql", "ora",
      "oracle",
      "mongo", "redis", "rabbitmq", "amqp", "ftp", "sftp", "ssh", "smtp", "imap", "pop", "mail", "email",
      "ldap",
      "http", "https", "proxy", "web", "wifi", "wlan", "user", "usr", "admin", "root", "login", "new", "old",
      "current", "require", "store", "trust", "keystore", "key", "api", "app", "application", "access",
      "account",
      "secret", "private", "client", "consumer", "master", "license", "licence", "signing", "sign",
      "encryption",
      "encrypt", "decrypt", "decryption", "crypto", "cipher", "aes", "hmac", "jwt", "service", "server",
      "shared",
      "subscription", "auth", "authentication", "basic", "deploy", "deployment", "priv", "security",
      "storage",
      "refresh",
      "bearer", "session", "device", "push", "bot", "sendgrid", "stripe", "openai", "sudo", "sys", "system",
      "net",
      "test", "backup", "repl", "vault", "rpc", "merchant", "secure", "super", "dev", "prod", "stage",
      "staging", "bind", "recovery", "preshared", "product", "activation", "unseal", "bootstrap", "join",
      "github", "gitlab", "google", "gcp", "aws", "azure", "slack", "twilio", "anthropic", "gemini", "groq",
      "mistral",
      "cohere", "huggingface", "datadog", "sentry", "cloudflare", "digitalocean", "heroku", "algolia",
      "mapbox",
      "openweather", "hubspot", "shopify", "zendesk", "mailchimp", "mailgun", "pagerduty", "grafana",
      "airtable",
    ])

    /// What makes other words of `pass`.
    static let passes = NameWords([
      "com", "encom", "by", "tres", "sur", "over", "under", "out", "im", "multi", "single", "one", "two",
      "first",
      "last", "second", "low", "high", "band", "all", "render", "sub", "pre", "post", "auto", "not", "opt",
      "per",
      "each", "should", "can", "will", "did", "to", "un", "mis", "no", "is", "has", "gate", "code", "num",
      "total",
      "frame", "depth", "shadow", "geometry", "light", "analysis", "function", "loop", "module", "compiler",
    ])

    /// What stands behind a name without a change to what it names.
    static let kept = NameWords([
      "equals", "assign",
      "confirmation", "confirm", "confirmed", "again", "repeat", "repeated", "retype", "verify", "new", "old",
      "current", "previous", "prev", "original", "initial", "temp", "tmp", "temporary", "default", "prod",
      "production", "dev", "development", "staging", "stage", "test", "testing", "live", "sandbox", "qa",
      "uat",
      "local", "ci", "backup", "primary", "secondary", "main", "master", "admin", "root", "user", "value",
      "val",
      "text", "string", "str", "plain", "plaintext", "cleartext", "clear", "raw", "data", "a", "b", "v",
      "base",
      "encoded", "eu", "us", "de", "db", "env", "var", "override", "utf", "ordine", "d", "for", "mail",
      "smtp", "accès", "acces", "acceso", "acesso", "accesso", "dostępu", "доступа", "доступу", "πρόσβασης",
      "di",
      "ftp", "ldap", "mysql", "postgres", "pg", "redis", "mongo", "api", "app", "web", "wifi", "ssh", "vpn",
    ])

    /// What stands behind a name and names something else.
    static let harmless = NameWords([
      "file", "filename", "path", "url", "uri", "id", "ids", "name", "names", "arn", "type", "types",
      "length",
      "len", "size", "count", "counts", "limit", "limits", "ttl", "expiry", "expires", "expire", "expiration",
      "expired", "policy", "policies", "hint", "field", "fields", "label", "reset", "required", "strength",
      "min",
      "max", "age", "date", "time", "at", "timestamp", "enabled", "disabled", "error", "errors", "message",
      "messages", "msg", "prompt", "title", "description", "desc", "help", "placeholder", "validator",
      "validation",
      "regex", "pattern", "format", "algorithm", "alg", "algo", "encoder", "encoding", "version", "provider",
      "manager", "service", "store", "storage", "cache", "handler", "factory", "controller", "view", "model",
      "class", "func", "function", "method", "callback", "status", "state", "valid", "invalid", "ok", "mode",
      "scope", "scopes", "usage", "used", "endpoint", "host", "username", "header", "prefix", "suffix",
      "index",
      "idx", "number", "num", "position", "pos", "offset", "range", "list", "map", "set", "dir", "directory",
      "input", "output", "box", "form", "page", "screen", "dialog", "rule", "rules", "schema", "ref",
      "source",
      "issuer", "audience", "kind", "owner", "group", "attempts", "retries", "changed", "created", "updated",
      "visible", "toggle", "icon", "stream", "span", "ring", "rate", "through", "word", "usb", "selector",
      "js",
      "ts", "py", "rs", "go", "java", "html", "css", "json", "yaml", "yml", "xml", "txt", "md", "c", "h",
      "cpp",
      "rb", "php", "so", "sh", "conf", "pem", "lock", "signature", "fingerprint", "digest", "budget",
      "per", "in", "out", "stats", "cost", "price", "details", "info", "metadata", "email", "namespace",
      "variants", "bits", "is", "has",
    ])

    /// What stands before any name and says that the value is none.
    static let spoilers = NameWords([
      "no", "without", "public", "pub", "publickey", "is", "has", "oldpwd", "empty", "missing", "invalid",
      "incorrect",
      "bad", "wrong", "buflen", "maxlen",
      "minlen", "expire", "tostore",
    ])

    static let tokenSpoilers = NameWords([
      "next", "page", "nextpage", "continuation", "cancellation", "cancel", "window", "key", "pad", "padding",
      "eos",
      "bos", "unk", "cls", "sep", "mask", "special", "stop", "start", "end", "max", "min", "num", "total",
      "input",
      "output", "prompt", "completion", "cached", "reasoning", "sync", "cursor", "resume", "lexer", "syntax",
      "first",
      "last", "prev", "previous", "json", "xml", "symbol", "word", "type", "delimiter", "semicolon", "comma",
      "idempotency", "request", "js", "markdown", "design", "color", "theme", "pagination", "skip", "scroll",
      "marker",
      "watch", "after", "before", "text", "image", "audio", "per", "of", "the", "document", "non", "nft",
      "lock", "creation", "creator", "starting", "forward", "backward", "concurrency", "revision",
      "checkpoint", "bookmark", "resumption", "savepoint", "deduplication", "idempotence", "correlation",
      "optimistic", "activity", "binder", "list", "listing", "more", "position", "sequence",
    ])

    /// What stands before `token` where it tells one request from another; such a token is a UUID.
    static let requests = NameWords([
      "client", "change", "update", "action", "registration", "operation", "transaction", "job", "execution",
      "command", "event", "process", "workflow", "task",
    ])

    static let keySpoilers = NameWords([
      "primary", "foreign", "sort", "partition", "cache", "index", "row", "unique", "composite", "hash",
      "dict",
      "object", "bucket", "routing", "idempotency", "ordering", "dedup", "deduplication", "group", "shard",
      "join",
      "lookup", "registry", "hot", "shortcut", "arrow", "page", "enter", "any", "up", "down", "left", "right",
      "ppa", "apt", "repo", "keyserver",
      "config", "setting", "translation", "message", "label", "metric", "attribute", "attr", "tag",
      "property",
      "prop", "param", "parameter", "field", "column", "json", "header", "query", "next", "last", "first",
      "start",
      "event", "entity", "item", "issue", "project", "node", "tenant", "file", "blob", "path", "parent",
      "natural",
      "surrogate", "candidate", "business", "external", "span", "trace", "websocket", "sec", "host",
      "known", "dataset", "data", "state", "the", "of", "by", "no", "ref", "reference", "link",
      "sortby", "order", "range", "value", "record", "redis", "dimension", "namespace", "locale", "string",
      "text", "input", "output", "task", "job", "run", "artifact", "content", "digest", "checksum", "version",
      "block",
      "distribution", "clustering", "merge", "sequence", "grouping", "series", "result", "results", "limit",
      "output", "more", "time", "date",
      "get", "install", "recv", "receive", "delete", "remove", "edit", "locate", "asset", "i18n", "menu",
      "home", "escape", "esc", "tab", "return", "space", "backspace", "shift", "ctrl", "control", "alt",
      "modifier", "press", "pressed", "lock", "memo", "sorting", "filter", "term", "story", "epic", "board",
      "counter", "stat", "legend",
    ])
  }
}
