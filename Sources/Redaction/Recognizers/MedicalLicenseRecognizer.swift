/// DEA registration numbers of US medical practitioners: two letters, six digits and a check digit. Off by default.
struct MedicalLicenseRecognizer: Recognizer {
  let entity = EntityType.medicalLicense
  let triggers: [Trigger] = [.digits(atLeast: 7)]
  let contextWords = ["medical", "certificate", "dea"]
  let isOnByDefault = false

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {
    let start = hit.position - 2
    let end = text.end(from: hit.position, limit: 8) { $0.isDigit }
    guard end - hit.position == 7, !text[end].isWordByte else { return }
    guard text[start].isLetter, text[start + 1].isLetter, !text[start - 1].isWordByte else { return }
    var sum = 0
    for index in 0..<6 { sum += text[hit.position + index].digitValue * (index & 1 == 0 ? 1 : 2) }
    guard sum % 10 == text[end - 1].digitValue else { return }
    findings.report(start..<end, score: 0.8)
    findings.floor = end
  }
}
