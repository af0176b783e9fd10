/// Stands for an entity of the network among the recognizers: in their lists, and as a source of candidates.
///
/// It has no triggers. What it finds is reported by `Redactor.addNames`.
struct NamedEntityRecognizer: Recognizer {
  let entity: EntityType
  let label: NameTagger.Label
  let triggers: [Trigger] = []

  static let all = [
    NamedEntityRecognizer(entity: .person, label: .person),
    NamedEntityRecognizer(entity: .location, label: .location),
  ]

  func confirm(_ text: ByteView, at hit: TriggerHit, into findings: inout Findings) {}
}
