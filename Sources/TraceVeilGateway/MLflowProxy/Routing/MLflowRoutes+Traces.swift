// Routes with something about traces in them.
extension MLflowRouteTable {
  static let tracing: [MLflowRoute] =
    [
      MLflowRoute("POST", "v1/traces", .otlp, .redact(.otlp)),
      MLflowRoute("POST", "{api}/3.0/mlflow/traces", .trace, .redact(.startTrace)),
    ]
    + MLflowRoute.list(
      .trace,
      .redact(.json),
      """
      POST {api}/2.0/mlflow/traces
      PATCH {api}/2.0/mlflow/traces/{}
      POST {api}/2.0/mlflow/traces/link-to-run
      POST {api}/3.0/mlflow/traces/link-to-run
      POST {api}/2.0/mlflow/traces/link-prompts
      POST {api}/3.0/mlflow/traces/link-prompts
      """
    )
    + MLflowRoute.list(
      .traceTag,
      .redact(.json),
      """
      PATCH {api}/2.0/mlflow/traces/{}/tags
      PATCH {api}/3.0/mlflow/traces/{}/tags
      DELETE {api}/2.0/mlflow/traces/{}/tags
      DELETE {api}/3.0/mlflow/traces/{}/tags
      """
    )
    + MLflowRoute.list(
      .assessment,
      .redact(.json),
      """
      POST {api}/3.0/mlflow/traces/{}/assessments
      PATCH {api}/3.0/mlflow/traces/{}/assessments/{}
      """
    )
    + [MLflowRoute("POST", "{api}/3.0/mlflow/datasets/create", .dataset, .redact(.named))]
    + MLflowRoute.list(
      .dataset,
      .redact(.json),
      """
      POST {api}/3.0/mlflow/datasets/{}/records
      PATCH {api}/3.0/mlflow/datasets/{}/tags
      """
    )
    + MLflowRoute.list(
      .issue,
      .redact(.named),
      """
      POST {api}/3.0/mlflow/issues
      PATCH {api}/3.0/mlflow/issues/{}
      """
    )
    + MLflowRoute.list(
      .review,
      .redact(.named),
      """
      POST {api}/3.0/mlflow/label-schemas/create
      PATCH {api}/3.0/mlflow/label-schemas/update
      """
    )
    + MLflowRoute.list(
      .review,
      .redact(.review),
      """
      POST {api}/3.0/mlflow/review-queues/create
      POST {api}/3.0/mlflow/review-queues/get-or-create-user
      POST {api}/3.0/mlflow/review-queues/update
      POST {api}/3.0/mlflow/review-queues/items/add
      POST {api}/3.0/mlflow/review-queues/items/set-status
      """
    )
    + MLflowRoute.list(
      .assistant,
      .redact(.json),
      """
      POST {api}/3.0/mlflow/assistant/message
      POST {api}/3.0/mlflow/assistant/sessions/{}/tool-result
      """
    )
    + artifacts
    + MLflowRoute.list(
      .modelCall,
      .refuse(.modelCall),
      """
      POST gateway/anthropic/v1/messages
      POST gateway/gemini/v1beta/models/{}
      POST gateway/mlflow/v1/chat/completions
      POST gateway/openai/v1/chat/completions
      POST gateway/openai/v1/embeddings
      POST gateway/openai/v1/responses
      POST gateway/openai/v1/responses/compact
      POST gateway/proxy/{}/{*}
      POST gateway/typesafe/v1/systemone
      POST gateway/{}/mlflow/invocations
      """
    )

  private static let artifacts: [MLflowRoute] = [
    MLflowRoute("PUT", "{api}/2.0/mlflow-artifacts/artifacts/{*}", .other, .artifact),
    MLflowRoute("DELETE", "{api}/2.0/mlflow-artifacts/artifacts/{*}", .other, .pass, "stores nothing"),
    MLflowRoute("POST", "{api}/2.0/mlflow-artifacts/mpu/create/{*}", .other, .upload(.create)),
    MLflowRoute("POST", "{api}/2.0/mlflow-artifacts/mpu/complete/{*}", .other, .upload(.complete)),
    MLflowRoute("POST", "{api}/2.0/mlflow-artifacts/mpu/abort/{*}", .other, .upload(.abort)),
    MLflowRoute("PUT", "{api}/2.0/mlflow-artifacts/traceveil-parts/{}/{}", .traceData, .upload(.part)),
  ]
}
