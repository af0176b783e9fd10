/// What the names of secrets are found by: of each the rarest part. A word that is frequent in texts is looked for
/// together with what joins it to a value, so that a text which only mentions it costs nothing.
///
/// The scanner tells places apart by four bytes: words that begin alike, or have a mark among their first four bytes, cost
/// next to nothing. So there are many of those, and few that begin like words of their own. Of the lists of tokens only
/// those are looked for that no message of a model has: each of them counts its tokens.
enum SecretTriggers {
  /// The words that are searched in either case.
  static let words = rare + joined + foreign

  private static let rare = [
    "passw", "passphra", "passcode", "pswd", "pwd", "secret", "credenti", "creds", "csrf", "xsrf", " by '",
    " by \"", "fied by ", "passw0", "psswd", "psswr", "psswo", "pswrd", "psword",
    "paswd", "paswr", "paswo", "macaroon", "samlresp", "authtok", "auth_sal",
  ]

  private static let joined = [
    "pass,", "pass;", "pass\t", "pass|", "pass\n", "pass)", "pass!", "pass |", "pass !", "pass=", "pass:",
    "pass\"", "pass'", "pass =", "pass :", "pass\\", "pass>", "pass]", "pass is", "pass_",
    "pass1",
    "pass2", "-pass ", "repass ", "keypass ",
    "token=", "token:", "token\"", "token'", "token ", "token\\", "token>", "token]", "token_", "token1",
    "token2",
    "tokenv", "token\n", "token,", "token<", "token;", "token\t", "token|", "token)", "token!", "token.a",
    "token.e",
    "ss_token", "sh_token", "kens=[", "kens = ", "kens: ", "kens': [", "eys=[", "eys: ", "eys\":", "eys': [",
    "keys = ", "eys:\n", "kens:\n", "token{", "token[", "token`", "key`", "key stri", "kens**", "eys**",
    "token**", "key {",
    "pw=", "pw:", "pw\"", "pw'", "pw =", "pw :", "pw\\", "pw>", "-pw ", "pw is", "crumb=", "crumb:",
    "crumb\"",
    "psw=", "psw:", "psw\"", "psk=", "psk:", "psk\"",
    "uth=", "uth:", "uth\"", "uth'", "auth =", "auth :", "uth>", "uth\\", "red=", "red\"",
    "key=", "key:", "key\"", "key'", "key\n", "key\r", "key**", "key =", "key :", "key>", "key]", "key\\",
    "key is", "key->", "key ->", "key |", "key\u{2192}", "key \u{2192}",
    "key\u{21d2}", "key\u{27a1}", "key\u{2236}", "key\t", "key<", "pass->", "pass ->",
    "pass\u{2192}",
    "pass \u{2192}", "token->", "token\u{2192}", "auth->", "auth ->", "_verifie", "everifie",
    "-key ", "_key_", "_key1",
    "_key2", "_key,", "_key<", "pw |", "_key;", "_key\t", "_key|", "_key\n", "_key)", "_key!", "api key ",
    "_pat=", "_pat\"", "_pat:", "_pat =", "key1", "key2", "pw1", "pw2", "pw_",
    "key(\"", "key('", "key \"", "key '", "_key ", "token(", "uth(\"", "uth('", "_pass ",
    "\"pin", "pin=", "pin:", "pin is", "otp=", "otp:", "otp\"", "otp is",
    "pass wor", "pass-wor", "pass phr", "pass-phr", "seal key",
    "cvv=", "cvv:", "cvv\"", "cvv2", "cvv ", "cvc=", "cvc:", "cvc\"", "cvc2",
    "?code=", "&code=", "hmac=", "hmac:", "hmac\"",
    "bindpw ", "rootpw ", "masterau", "bearer=", "bearer:", "bearer\"", "bearer,", "pass<", " code: ",
    " code is", "y_code",
    "p_code", "fa_code", "ss_code",
    "k_code",
    "on_code", "seed_phr", "seedphra", "seed phr", "ry_phras", "tp_seed", "tpseed", "et_seed", "mp_commu",
    "nity_str", "-apikey ", "-api.key", "-accessk", "-private", "-masterk", "--encryp", " -encryp",
    "-signing", "icekey ",
    "ntkey ", "-auth ", "--bearer", "auth \u{2192}", "auth\u{2192}", "pw ->", "pw->", "pw \u{2192}",
    "pw\u{2192}", "bearer =", "bearer -",
  ]

  /// In this case.
  static let exact = ["PASS ", "TOKENS=", "_KEYS=", "arool", "lapta\u{17e}", "senya", "ilor\u{f0}"]

  /// Names in other languages, from a letter outside of ASCII on, or together with a joint.
  private static let foreign = [
    "nnwort", "htwoord", "gwoord", "senord", "zenord", "ykilor", "asvorto", "zapork",
    "elszo", "azodis", "khau:", "khau=", "aluan", "dikos", "sahitza", "cyfrinai", "sfhocal",
    "l-fair", "osiri", "lekalim", "arol=", "arol:", "arol\"", "arole:", "arole=", "arole\"",
    "ndi\"", "mima=", "mima:", "mima\"",
    "\u{f6}senord", "\u{d6}senord", "passord", "passe=", "passe:", "passe\"", "passe'",
    "passe ",
    "mdp=", "mdp:", "mdp\"", "\u{f1}a", "\u{d1}a", "ena=", "ena:", "ena\"", "senha ", "heslo ", "as\u{142}o ",
    "nha=", "nha:", "nha\"", "ola=",
    "ola:",
    "ola\"", "a d'ordi", "\u{103}:", "\u{103}=", "slo=", "slo:", "slo\"", "\u{142}o=", "\u{142}o:",
    "\u{142}o\"",
    "\u{141}o=", "\u{141}o:", "nka=", "nka:", "nka\"", "\u{f3}:", "\u{f3}=", "\u{f3}\"", "ana=", "ana:",
    "ana\"", "kode=",
    "kode:", "\u{43f}\u{430}\u{440}\u{43e}", "\u{41f}\u{430}\u{440}\u{43e}", "\u{41f}\u{410}\u{420}\u{41e}",
    "\u{43e}\u{437}\u{438}\u{43d}", "fre=", "fre:", "fre\"", "\u{3c9}\u{3b4}\u{3b9}\u{3ba}",
    "\u{3a9}\u{394}\u{399}\u{39a}",
    "\u{3c5}\u{3bd}\u{3b8}\u{3b7}", "\u{3a5}\u{39d}\u{398}\u{397}", "\u{1ea9}u", "hau=", "hau:", "ndi=",
    "ndi:",
    "\u{645}\u{631}\u{648}\u{631}",
    "\u{627}\u{644}\u{633}\u{631}", "\u{5e1}\u{5d9}\u{5e1}\u{5de}", "\u{639}\u{628}\u{648}\u{631}",
    "\u{935}\u{930}", "\u{e2a}\u{e1c}", "\u{30b9}\u{30ef}", "\u{6697}\u{8a3c}", "\u{5bc6}\u{7801}",
    "\u{5bc6}\u{78bc}", "\u{5bc6}\u{94a5}", "\u{5bc6}\u{9470}", "\u{4ee4}\u{724c}", "\u{53e3}\u{4ee4}",
    "i\u{30ad}\u{30fc}", "i \u{d0a4}", "\u{30b7}\u{30fc}", "\u{30c8}\u{30fc}", "\u{be44}\u{bc00}",
    "\u{d1a0}\u{d070}", "\u{bc00}\u{bc88}", "\u{c554}\u{d638}", "\u{fc}ssel",
    "gangscod", "jeton", "leutel", "yckel", "\u{f8}kkel", "klucz", "anahtar", "chiave",
    "cl\u{e9}:",
    "cl\u{e9}=", "cl\u{e9} ", "cl\u{e9}\"", "chave", "clave", "segreta", "segreto", "segredo",
    "\u{645}\u{641}\u{62a}\u{627}",
    "\u{442}\u{43e}\u{43a}\u{435}", "\u{422}\u{43e}\u{43a}\u{435}", "\u{43a}\u{43b}\u{44e}\u{447}",
    "\u{41a}\u{43b}\u{44e}\u{447}",
    "\u{43a}\u{43e}\u{434}\u{43e}", "\u{41a}\u{43e}\u{434}\u{43e}", "\u{441}\u{435}\u{43a}\u{440}",
    "\u{421}\u{435}\u{43a}\u{440}", "\u{eb}kal", "\u{f5}na:", "\u{f5}na=", "\u{4b1}\u{43f}\u{438}\u{44f}",
    "\u{443}\u{443}\u{446} ", "\u{576}\u{561}\u{562}\u{561}", "\u{10de}\u{10d0}", "\u{15f}ifr",
    "\u{648}\u{627}\u{698}", "\u{648}\u{631}\u{688}", "\u{1208}\u{134d}", "\u{924}\u{936}",
    "\u{91f}\u{936}", "\u{9b8}\u{993}", "\u{b9f}\u{bb5}", "\u{c35}\u{c30}", "\u{c24}\u{c2a}",
    "\u{ab5}\u{ab0}", "\u{cb5}\u{cb0}", "\u{ca4}\u{caa}", "\u{d35}\u{d47}", "\u{a35}\u{a30}",
    "\u{dbb}\u{db4}", "\u{1784}\u{17b6}", "\u{e94}\u{e9c}", "\u{101d}\u{103e}", "\u{1ead}t m",
    "\u{c6cc}\u{b4dc}", "\u{884c}\u{7801}", "\u{884c}\u{78bc}", "\u{5408}\u{8a00}", "\u{d3}:", "\u{d3}=",
    "kode\"", "kode'", "kode =", "slo =", "ola =", "ana =", "nka =", "ena =", "fre =", "\u{f3} =",
    "\u{103} =", "\u{103}\"", "\u{142}o =", "mdp =", "arol =", "hau =",
  ]
}
