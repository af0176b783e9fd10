import Redaction
import Synchronization

/// The buffers of a worker, kept between batches: one for each variant of a plan, made when it is first used.
final class RedactionBuffers: Sendable {
  private let lanes: [Lane]

  private final class Lane: Sendable {
    let redactor: Redactor
    let scratch = Mutex<RedactionScratch?>(nil)

    init(_ redactor: Redactor) {
      self.redactor = redactor
    }
  }

  init(_ plan: RedactionPlan) {
    lanes = plan.variants.map { Lane($0.redactor) }
  }

  /// Takes buffers, for one user at a time.
  func take(_ variant: Int) -> RedactionScratch {
    let kept = lanes[variant].scratch.withLock { $0.take() }
    if let kept { return kept }
    return lanes[variant].redactor.makeScratch()
  }

  func put(_ returned: consuming RedactionScratch, _ variant: Int) {
    var returned = returned
    returned.trim()
    var slot: RedactionScratch? = consume returned
    lanes[variant].scratch.withLock { $0 = slot.take() }
  }
}
