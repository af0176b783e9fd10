// Questions for something by a name, a tag or a text that was redacted when it was written.
extension MLflowRouteTable {
  static let questions: [MLflowRoute] =
    MLflowRoute.list(
      .read,
      .redact(.search),
      """
      POST {api}/3.0/mlflow/traces/search
      POST {api}/3.0/mlflow/traces/metrics
      POST {api}/3.0/mlflow/traces/calculate-filter-correlation
      """
    ) + [
      MLflowRoute("POST", "{api}/3.0/mlflow/datasets/search", .read, .redact(.datasetSearch)),
      MLflowRoute("POST", "{api}/3.0/mlflow/issues/search", .read, .redact(.issueSearch)),
      MLflowRoute("GET", "{api}/3.0/mlflow/datasets/search", .read, .ask(.datasetFilter)),
      MLflowRoute("GET", "{api}/2.0/mlflow/traces", .read, .ask(.filter)),
      MLflowRoute("GET", "{api}/3.0/mlflow/label-schemas/get-by-name", .read, .ask(.name)),
      MLflowRoute("GET", "{api}/3.0/mlflow/review-queues/get-by-name", .read, .ask(.queueName)),
      MLflowRoute("GET", "{api}/3.0/mlflow/review-queues/list", .read, .ask(.user)),
      MLflowRoute("DELETE", "{api}/3.0/mlflow/datasets/{}/tags/{*}", .dataset, .ask(.tagKey)),
    ]
}
