// Routes that set the server up.
extension MLflowRouteTable {
  static let administration =
    MLflowRoute.list(
      .other,
      .pass,
      because: "settings of the server",
      """
      POST {api}/3.0/mlflow/gateway/budgets/create
      DELETE {api}/3.0/mlflow/gateway/budgets/delete
      POST {api}/3.0/mlflow/gateway/budgets/update
      POST {api}/3.0/mlflow/gateway/endpoints/bindings/create
      DELETE {api}/3.0/mlflow/gateway/endpoints/bindings/delete
      POST {api}/3.0/mlflow/gateway/endpoints/create
      DELETE {api}/3.0/mlflow/gateway/endpoints/delete
      DELETE {api}/3.0/mlflow/gateway/endpoints/delete-tag
      POST {api}/3.0/mlflow/gateway/endpoints/models/attach
      POST {api}/3.0/mlflow/gateway/endpoints/models/detach
      POST {api}/3.0/mlflow/gateway/endpoints/set-tag
      POST {api}/3.0/mlflow/gateway/endpoints/update
      POST {api}/3.0/mlflow/gateway/guardrails/add-to-endpoint
      POST {api}/3.0/mlflow/gateway/guardrails/create
      DELETE {api}/3.0/mlflow/gateway/guardrails/delete
      DELETE {api}/3.0/mlflow/gateway/guardrails/remove-from-endpoint
      PATCH {api}/3.0/mlflow/gateway/guardrails/update-config
      POST {api}/3.0/mlflow/gateway/model-definitions/create
      DELETE {api}/3.0/mlflow/gateway/model-definitions/delete
      POST {api}/3.0/mlflow/gateway/model-definitions/update
      POST {api}/3.0/mlflow/gateway/secrets/create
      DELETE {api}/3.0/mlflow/gateway/secrets/delete
      POST {api}/3.0/mlflow/gateway/secrets/update
      POST {api}/2.0/mlflow/webhooks
      PATCH {api}/2.0/mlflow/webhooks/{}
      DELETE {api}/2.0/mlflow/webhooks/{}
      POST {api}/2.0/mlflow/webhooks/{}/test
      POST {api}/3.0/mlflow/workspaces
      PATCH {api}/3.0/mlflow/workspaces/{}
      PUT {api}/3.0/mlflow/assistant/config
      PATCH {api}/3.0/mlflow/assistant/sessions/{}
      POST {api}/3.0/mlflow/assistant/sessions/{}/permission
      POST {api}/3.0/mlflow/assistant/skills/install
      POST {api}/3.0/mlflow/demo/generate
      POST {api}/3.0/mlflow/ui-telemetry
      """
    )
    + MLflowRoute.list(
      .other,
      .pass,
      because: "a model call of which MLflow makes no trace",
      "POST {api}/2.0/mlflow/gateway-proxy"
    )
    // These are routes of the app basic-auth.
    + MLflowRoute.list(
      .other,
      .pass,
      because: "users of the server",
      """
      POST {api}/2.0/mlflow/users/create
      POST {api}/2.0/mlflow/users/create-ui
      DELETE {api}/2.0/mlflow/users/delete
      PATCH {api}/2.0/mlflow/users/update-admin
      PATCH {api}/2.0/mlflow/users/update-password
      POST {api}/3.0/mlflow/roles/assign
      POST {api}/3.0/mlflow/roles/create
      DELETE {api}/3.0/mlflow/roles/delete
      POST {api}/3.0/mlflow/roles/permissions/add
      DELETE {api}/3.0/mlflow/roles/permissions/remove
      PATCH {api}/3.0/mlflow/roles/permissions/update
      DELETE {api}/3.0/mlflow/roles/unassign
      PATCH {api}/3.0/mlflow/roles/update
      POST {api}/3.0/mlflow/users/permissions/grant
      POST {api}/3.0/mlflow/users/permissions/revoke
      """
    )
}
