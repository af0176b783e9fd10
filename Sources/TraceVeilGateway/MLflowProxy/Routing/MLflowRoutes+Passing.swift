// Routes that pass by design, each with the reason. A key behind `tags/` may have slashes in it: where MLflow's own
// route takes none, its answer tells.
extension MLflowRouteTable {
  static let passing: [MLflowRoute] =
    MLflowRoute.list(
      .read,
      .pass,
      because: "a question",
      """
      POST {api}/3.0/mlflow/traces/batchGetInfos
      POST {api}/2.0/mlflow/experiments/search
      POST {api}/2.0/mlflow/experiments/search-datasets
      POST {api}/2.0mlflow/experiments/search-datasets
      POST {api}/2.0/mlflow/runs/search
      POST {api}/2.0/mlflow/logged-models/search
      POST {api}/2.0/mlflow/registered-models/get-latest-versions
      POST {api}/2.0/mlflow/artifacts/presigned-download-url
      POST {api}/3.0/mlflow/prompt-optimization/jobs/search
      POST {api}/3.0/jobs/search
      POST graphql
      """
    )
    + MLflowRoute.list(
      .trace,
      .delete(.traces),
      because: "takes away, stores nothing",
      """
      POST {api}/2.0/mlflow/traces/delete-traces
      POST {api}/3.0/mlflow/traces/delete-traces
      """
    )
    + MLflowRoute.list(
      .other,
      .delete(.containers),
      because: "takes away, stores nothing",
      """
      POST {api}/2.0/mlflow/experiments/delete
      DELETE {api}/3.0/mlflow/workspaces/{}
      POST {api}/3.0/mlflow/demo/delete
      """
    )
    + MLflowRoute.list(
      .trace,
      .pass,
      because: "takes away, stores nothing",
      """
      DELETE {api}/3.0/mlflow/traces/{}/assessments/{}
      DELETE {api}/3.0/mlflow/datasets/{}
      DELETE {api}/3.0/mlflow/datasets/{}/records
      DELETE {api}/3.0/mlflow/label-schemas/delete
      POST {api}/3.0/mlflow/review-queues/delete
      POST {api}/3.0/mlflow/review-queues/items/remove
      """
    )
    + MLflowRoute.list(
      .dataset,
      .pass,
      because: "ids alone",
      """
      POST {api}/3.0/mlflow/datasets/{}/add-experiments
      POST {api}/3.0/mlflow/datasets/{}/remove-experiments
      """
    )
    + MLflowRoute.list(
      .issue,
      .pass,
      because: "starts a search for issues",
      """
      POST {api}/3.0/mlflow/issues/invoke
      POST {api}/3.0/mlflow/issues/schedule/state
      """
    )
    + experiments + models + registries + judges + administration

  private static let experiments = MLflowRoute.list(
    .other,
    .pass,
    because: "experiments, runs and their files",
    """
    POST {api}/2.0/mlflow/experiments/create
    POST {api}/2.0/mlflow/experiments/delete-experiment-tag
    POST {api}/2.0/mlflow/experiments/restore
    POST {api}/2.0/mlflow/experiments/set-experiment-tag
    POST {api}/2.0/mlflow/experiments/update
    POST {api}/2.0/mlflow/runs/create
    POST {api}/2.0/mlflow/runs/create-promptlab-run
    POST {api}/2.0/mlflow/runs/delete
    POST {api}/2.0/mlflow/runs/delete-tag
    POST {api}/2.0/mlflow/runs/log-batch
    POST {api}/2.0/mlflow/runs/log-inputs
    POST {api}/2.0/mlflow/runs/log-metric
    POST {api}/2.0/mlflow/runs/log-model
    POST {api}/2.0/mlflow/runs/log-parameter
    POST {api}/2.0/mlflow/runs/outputs
    POST {api}/2.0/mlflow/runs/restore
    POST {api}/2.0/mlflow/runs/set-tag
    POST {api}/2.0/mlflow/runs/update
    POST {api}/2.0/mlflow/upload-artifact
    POST {api}/2.0/mlflow/artifacts/presigned-upload-url
    """
  )

  private static let models = MLflowRoute.list(
    .other,
    .pass,
    because: "models and prompts",
    """
    POST {api}/2.0/mlflow/logged-models
    PATCH {api}/2.0/mlflow/logged-models/{}
    DELETE {api}/2.0/mlflow/logged-models/{}
    POST {api}/2.0/mlflow/logged-models/{}/params
    PATCH {api}/2.0/mlflow/logged-models/{}/tags
    DELETE {api}/2.0/mlflow/logged-models/{}/tags/{*}
    POST {api}/2.0/mlflow/model-versions/create
    DELETE {api}/2.0/mlflow/model-versions/delete
    DELETE {api}/2.0/mlflow/model-versions/delete-tag
    POST {api}/2.0/mlflow/model-versions/set-tag
    POST {api}/2.0/mlflow/model-versions/transition-stage
    PATCH {api}/2.0/mlflow/model-versions/update
    POST {api}/2.0/mlflow/registered-models/alias
    DELETE {api}/2.0/mlflow/registered-models/alias
    POST {api}/2.0/mlflow/registered-models/create
    DELETE {api}/2.0/mlflow/registered-models/delete
    DELETE {api}/2.0/mlflow/registered-models/delete-tag
    POST {api}/2.0/mlflow/registered-models/rename
    POST {api}/2.0/mlflow/registered-models/set-tag
    PATCH {api}/2.0/mlflow/registered-models/update
    POST {api}/3.0/mlflow/prompt-optimization/jobs
    DELETE {api}/3.0/mlflow/prompt-optimization/jobs/{}
    POST {api}/3.0/mlflow/prompt-optimization/jobs/{}/cancel
    """
  )

  /// Names of MCP servers have slashes in them; those of skills may have an organization before them.
  private static let registries =
    MLflowRoute.list(
      .other,
      .pass,
      because: "MCP servers",
      """
      POST {api}/3.0/mlflow/mcp-servers
      PATCH {api}/3.0/mlflow/mcp-servers/{*}
      DELETE {api}/3.0/mlflow/mcp-servers/{*}
      POST {api}/3.0/mlflow/mcp-servers/{*}/aliases
      DELETE {api}/3.0/mlflow/mcp-servers/{*}/aliases/{*}
      POST {api}/3.0/mlflow/mcp-servers/{*}/endpoints
      PATCH {api}/3.0/mlflow/mcp-servers/{*}/endpoints/{}
      DELETE {api}/3.0/mlflow/mcp-servers/{*}/endpoints/{}
      POST {api}/3.0/mlflow/mcp-servers/{*}/tags
      DELETE {api}/3.0/mlflow/mcp-servers/{*}/tags/{*}
      POST {api}/3.0/mlflow/mcp-servers/{*}/versions
      PATCH {api}/3.0/mlflow/mcp-servers/{*}/versions/{*}
      DELETE {api}/3.0/mlflow/mcp-servers/{*}/versions/{*}
      POST {api}/3.0/mlflow/mcp-servers/{*}/versions/{*}/tags
      DELETE {api}/3.0/mlflow/mcp-servers/{*}/versions/{*}/tags/{*}
      """
    )
    + MLflowRoute.list(
      .other,
      .pass,
      because: "skills",
      (["POST {api}/3.0/mlflow/skills", "POST {api}/3.0/mlflow/skills/bulk-register"]
        + ["{}", "{}/{}"].flatMap { name in
          [
            "PATCH NAME", "DELETE NAME", "POST NAME/aliases", "DELETE NAME/aliases/{}", "POST NAME/tags",
            "DELETE NAME/tags/{*}", "POST NAME/versions", "PATCH NAME/versions/{}", "DELETE NAME/versions/{}",
            "POST NAME/versions/{}/tags", "DELETE NAME/versions/{}/tags/{*}",
          ].map { $0.replacing("NAME", with: "{api}/3.0/mlflow/skills/\(name)") }
        }).joined(separator: "\n")
    )

  private static let judges = MLflowRoute.list(
    .other,
    .pass,
    because: "scorers and what starts them",
    """
    DELETE {api}/3.0/mlflow/scorers/delete
    PUT {api}/3.0/mlflow/scorers/online-config
    POST {api}/3.0/mlflow/scorers/register
    POST {api}/3.0/mlflow/scorer/invoke
    POST {api}/3.0/mlflow/genai/evaluate/invoke
    POST {api}/3.0/jobs
    PATCH {api}/3.0/jobs/cancel/{}
    PATCH {api}/3.0/mlflow/jobs/cancel/{}
    """
  )
}
