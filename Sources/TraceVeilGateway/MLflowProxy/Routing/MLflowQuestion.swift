/// What a request asks for in its path or its query, which redaction has changed when it was written.
enum MLflowQuestion: String, Hashable, Sendable {
  /// A filter of traces, as a parameter.
  case filter
  /// A filter for evaluation datasets.
  case datasetFilter = "dataset_filter"
  /// A label schema by its name.
  case name
  /// A review queue by its name.
  case queueName = "queue_name"
  /// Queues of a reviewer.
  case user
  /// The key of a tag, at the end of the path.
  case tagKey = "tag_key"

  /// Whether a parameter of the query holds it.
  func isAsked(in parameter: String) -> Bool {
    switch self {
    case .filter, .datasetFilter: MLflowFields.isFilter(parameter)
    case .name, .queueName: parameter == "name"
    case .user: parameter == "user"
    case .tagKey: false
    }
  }
}
