/// What an exporter may take to close its connections at the end of a shutdown.
enum Closing {
  /// When the shutdown's time is over. Connections are closed at once, but for one that is still being opened: that is not
  /// waited for, as the process is to end.
  static let leastTime = Duration.milliseconds(100)
  /// When there is more: nothing is delivered any more.
  static let mostTime = Duration.seconds(1)
}
