/// What the names of secrets are found by: of each the rarest part. A word that is frequent in texts is looked for
/// together with what joins it to a value, so that a text which only mentions it costs nothing.
enum SecretTriggers {
  /// In either case.
  static let words = rare + joined + foreign

  private static let rare = [
    "passw", "passphra", "passcode", "pswd", "pwd", "secret", "credenti", "creds", "csrf", "xsrf", "identifi",
    "apikey",
    "api key", "cess key", "vate key", "ccesskey", "countkey", "vatekey", "haredkey", "tion key", "sterkey",
  ]

  private static let joined = [
    "pass=", "pass:", "pass\"", "pass'", "pass =", "pass :", "pass\\", "pass>", "pass]", "pass is", "pass_",
    "pass1",
    "pass2", "-pass ", "repass ", "keypass ",
    "token=", "token:", "token\"", "token'", "token ", "token\\", "token>", "token]", "token_", "token1",
    "token2",
    "tokenv", "ss_token", "sh_token", "pi_token", "th_token", "token\n",
    "pw=", "pw:", "pw\"", "pw'", "pw =", "pw\\", "pw>", "-pw ", "psw=", "psw:", "psk=", "psk:", "psk\"",
    "auth=", "auth:", "auth\"", "auth'", "auth =", "auth>", "auth\\", "cred=", "cred\"",
    "_key=", "_key:", "_key\"", "_key'", "_key ", "_key>", "_key]", "_key_", "_key\\", "_key1", "_key2",
    "_keys",
    "-key=", "-key:", "-key\"", "-key'", "-key ", "-key>", "-key\\",
    "\"pin\"", "pin=", "pin:", "otp=", "otp:", "otp\"",
  ]

  /// In this case: a capital letter is what begins a word of a name.
  static let humps = ["Key=", "Key:", "Key\"", "Key'", "Key =", "Key>", "Key\\", "?key=", "&key="]

  /// Names in other languages, by at most eight bytes of each.
  private static let foreign = [
    "kennwort", "wachtwoo", "senord", "adgangsk", "passord", "kodeord", "lykilor", "salasana", "parool",
    "passe=",
    "passe:", "passe\"", "passe'", "passe ", "mdp=", "mdp:", "mdp\"", "contrase", "ontrasin", "senha",
    "parol", "haslo",
    "has\u{142}o", "heslo", "lozinka", "geslo", "jelsz", "slapta", "\u{43f}\u{430}\u{440}\u{43e}",
    "\u{41f}\u{430}\u{440}\u{43e}", "\u{41f}\u{410}\u{420}\u{41e}", "\u{43b}\u{43e}\u{437}\u{438}", "ifre",
    "\u{3ba}\u{3c9}\u{3b4}\u{3b9}", "\u{3c3}\u{3c5}\u{3bd}\u{3b8}", "t kh\u{1ea9}", "matkhau", "mat khau",
    "sandi",
    "\u{645}\u{631}\u{648}\u{631}", "\u{627}\u{644}\u{633}\u{631}", "\u{5e1}\u{5d9}\u{5e1}\u{5de}",
    "\u{639}\u{628}\u{648}\u{631}", "\u{935}\u{930}", "\u{e2a}\u{e1c}", "\u{30b9}\u{30ef}",
    "\u{6697}\u{8a3c}",
    "\u{5bc6}\u{7801}", "\u{5bc6}\u{78bc}", "\u{53e3}\u{4ee4}", "\u{bc00}\u{bc88}", "\u{c554}\u{d638}",
    "clave=",
    "clave:", "clave\"", "segreto",
    "chl\u{fc}ss",
  ]
}
