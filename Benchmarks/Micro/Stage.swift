/// The parts of a gateway worker's task, in their order.
///
/// A run up to a stage does all stages before it too, on the same bytes. What a stage costs is the difference
/// between two runs, and so nothing of what the others leave behind has to be made up.
enum Stage: String, CaseIterable {
  case decode, redact, encode, gzip
}
