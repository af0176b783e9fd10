import Testing

@testable import Redaction

/// Words for a password in the languages of the world.
@Suite struct LanguageTests {
  @Test(arguments: [
    "κωδικός πρόσβασης", "Κωδικός πρόσβασης", "Κωδικός", "κωδικός", "ΚΩΔΙΚΟΣ", "Συνθηματικό", "кодовое слово",
    "Кодовое слово", "секретное слово", "Лозинка", "пароль доступу", "পাসওয়ার্ড", "পাসওয়ার্ড", "கடவுச்சொல்", "పాస్‌వర్డ్",
    "సంకేతపదం", "پاس ورڈ", "પાસવર્ડ", "ಪಾಸ್‌ವರ್ಡ್", "ಗುಪ್ತಪದ", "പാസ്‌വേഡ്", "പാസ്‌വേർഡ്", "ਪਾਸਵਰਡ", "संकेतशब्द",
    "कूटशब्द",
    "گذرواژه", "کلمه عبور", "كلمة مرور", "الرمز السري", "şifrə", "құпиясөз", "құпия сөз", "fjalëkalimi",
    "գաղտնաբառ", "პაროლი", "нууц үг", "ពាក្យសម្ងាត់", "ລະຫັດຜ່ານ", "စကားဝှက်", "මුරපදය", "የይለፍ ቃል",
    "salasõna", "Mật khẩu", "mật mã", "JELSZÓ", "패스워드", "合言葉", "通行碼", "通行码",
  ])
  func namesAPassword(word: String) throws {
    try expectMarked("\(word): «Esche3MZ81x»")
    try expectMarked("\(word)=«Esche3MZ81x»")
  }

  /// As people write them who have no other letters at hand, and by other names.
  @Test(arguments: [
    "losenord", "lozenord", "wagwoord", "lykilord", "jelszo", "slaptazodis", "fjalekalimi", "kodikos",
    "parol",
    "kata laluan", "mat khau", "nenosiri", "pasahitza", "cyfrinair", "pasfhocal", "facal-faire", "tunnussana",
    "zaporka", "pasvorto", "paswoord", "mima",
  ])
  func namesAPasswordInPlainLetters(word: String) throws {
    try expectMarked("\(word): «Esche3MZ81x»")
    try expectMarked("\(word)=«Esche3MZ81x»")
    try expectMarked("\(word.uppercased()): «Esche3MZ81x»")
  }

  /// Programs put blanks round the joint, and marks round the value.
  @Test(arguments: [
    "haslo", "hasło", "parola", "parolă", "jelszó", "salasana", "adgangskode", "lozinka", "contrasena",
    "sifre",
    "senha", "heslo", "mdp",
  ])
  func namesAPasswordOfAProgram(word: String) throws {
    try expectMarked("\(word) = '«Esche3MZ81x»'")
    try expectMarked("\(word) = \"«Esche3MZ81x»\"")
    try expectMarked("{\"\(word)\": \"«Esche3MZ81x»\"}")
  }

  @Test(arguments: [
    "parole: libere", "parol: neverno", "mima: 5", "aluan: 7", "losenord: fel", "Parole board: 12 members",
    "mima:latest",
  ])
  func otherWordsBehindThemStay(text: String) throws {
    try expectMarked(text)
  }

  @Test(arguments: [
    "ο κωδικός είναι «Esche3MZ81x»", "Пароль - «Esche3MZ81x»", "合言葉：«Esche3MZ81x»",
    "password “«LindeaLhR53z»”", #"Optional("password"): Optional("«LindeZ1pr53z»")"#,
  ])
  func isSaidOfAPassword(text: String) throws {
    try expectMarked(text)
  }
}
