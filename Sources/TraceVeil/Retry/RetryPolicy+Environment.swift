extension RetryPolicy {
  /// Reads `TRACEVEIL_RETRY_{INITIAL,MAX,MAX_ELAPSED}`, in milliseconds. A `MAX_ELAPSED` of 0 is one attempt
  /// and no more.
  public init(reading reader: inout ConfigurationReader) throws(ConfigurationError) {
    self.init()
    let positive = 1...ConfigurationReader.longest
    initialBackoff = try reader.duration(
      ["TRACEVEIL_RETRY_INITIAL"],
      default: initialBackoff,
      in: positive
    )
    maximumBackoff = try reader.duration(["TRACEVEIL_RETRY_MAX"], default: maximumBackoff, in: positive)
    maximumElapsed = try reader.duration(["TRACEVEIL_RETRY_MAX_ELAPSED"], default: maximumElapsed)
    if initialBackoff > maximumBackoff {
      throw reader.error("TRACEVEIL_RETRY_INITIAL", "it is larger than TRACEVEIL_RETRY_MAX")
    }
  }
}
