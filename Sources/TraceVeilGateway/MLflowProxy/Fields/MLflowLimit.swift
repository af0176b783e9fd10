/// How many characters MLflow takes of a text. Redaction must not make one longer than that which was not: MLflow, or its
/// database, would refuse it, and all that came with it.
struct MLflowLimit: Hashable, Sendable {
  /// The first that is not below what the text had is the one that counts: members of one name have another limit in
  /// another message.
  let characters: [Int]
  /// Whether MLflow finds something by the text, or keeps it once: then it must stay different from others.
  var identifies = true

  /// The limit of the key of an entry.
  static let key = MLflowLimit(characters: [250])
  /// The limit of a name.
  static let name = MLflowLimit(characters: [250, 255])

  /// The limit of a value of a tag or of metadata: what a column of PostgreSQL accepts.
  static let value = MLflowLimit(characters: [8000], identifies: false)
  static let ofDatasetTag = MLflowLimit(characters: [5000], identifies: false)
  /// The limit of an option that a reviewer may choose.
  static let option = MLflowLimit(characters: [64])

  /// Nil where MLflow has none.
  static func of(_ name: String) -> MLflowLimit? {
    limits[name.hasPrefix("mlflow.") ? name : MLflowFields.snakeCase(name)]
  }

  private static let limits: [String: MLflowLimit] = {
    var limits: [String: MLflowLimit] = [
      "name": name, "assessment_name": name,
      "client_request_id": MLflowLimit(characters: [50]),
      "request_preview": MLflowLimit(characters: [1000], identifies: false),
      "response_preview": MLflowLimit(characters: [1000], identifies: false),
      "instruction": MLflowLimit(characters: [1000], identifies: false),
      "mlflow.traceName": MLflowLimit(characters: [4096]),
    ]
    for name in ["options", "positive_label", "negative_label"] { limits[name] = option }
    for name in [
      "user", "users", "source_id", "completed_by", "new_owner", "categories", "delete_metadata_keys",
      "mlflow.trace.session", "mlflow.trace.user",
    ] { limits[name] = MLflowLimit(characters: [250]) }
    for name in ["created_by", "last_updated_by", "mlflow.user"] {
      limits[name] = MLflowLimit(characters: [255])
    }
    return limits
  }()
}
