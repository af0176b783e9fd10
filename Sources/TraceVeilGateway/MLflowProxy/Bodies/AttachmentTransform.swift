import OTLP
import TraceVeil

/// Leaves a readable placeholder in the texts of spans for each attachment that is dropped.
///
/// Runs before redaction, which so sees what it has put in.
struct AttachmentTransform: BatchTransform {
  let name = "attachments"
  let attachments: EmbeddedAttachments

  func transform(_ batch: inout TelemetryBatch) throws {
    var editor = Editor(attachments: attachments)
    try batch.editTexts(&editor)
  }

  private struct Editor: TextEditor {
    let attachments: EmbeddedAttachments

    mutating func edit(
      _ text: Span<UInt8>,
      form: TextForm,
      place: TextPlace,
      attributeKey: Span<UInt8>,
      key: Span<UInt8>,
      replacement: inout [UInt8]
    ) throws -> TextEdit {
      guard form == .string, let changed = try attachments.replace(in: text) else { return .keep }
      replacement = changed
      return .replace
    }
  }
}

extension MLflowRedaction {
  /// Redaction with placeholders for the attachments that `policy` drops.
  init(
    policy: AttachmentPolicy,
    transforms: [any BatchTransform],
    isDryRun: Bool,
    wireLimits: WireLimits = WireLimits()
  ) {
    let texts = MLflowRedaction(transforms: transforms, isDryRun: isDryRun, wireLimits: wireLimits)
    let attachments = EmbeddedAttachments(policy: policy) { try texts.redact(text: $0, key: "attachment") }
    self.init(
      transforms: [AttachmentTransform(attachments: attachments)] + transforms,
      isDryRun: isDryRun,
      wireLimits: wireLimits
    )
  }
}
