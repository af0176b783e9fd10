"""Which functions of MLflow's client were called: of `MlflowClient`, and of the modules that a user calls.

Has to begin before anybody has taken a function out of its module.
"""

from __future__ import annotations

import functools
import importlib
import inspect
from collections.abc import Callable
from typing import Any

from mlflow import MlflowClient

MODULES = (
    "mlflow",
    "mlflow.tracing",
    "mlflow.genai",
    "mlflow.genai.datasets",
    "mlflow.genai.label_schemas",
    "mlflow.genai.review_queues",
    "mlflow.genai.scorers",
)

# Functions that ask no server for anything about traces, or only what a function asks that is called. What else a version
# has must be called.
NOTHING_ABOUT_TRACES = {
    "settings of the process": """
        mlflow.active_run mlflow.autolog mlflow.clear_active_model mlflow.disable_system_metrics_logging mlflow.doctor
        mlflow.enable_system_metrics_logging mlflow.get_active_model_id mlflow.get_active_trace_id
        mlflow.get_current_active_span mlflow.get_registry_uri mlflow.get_tracking_uri mlflow.get_workspace
        mlflow.is_tracking_uri_set mlflow.last_logged_model mlflow.login mlflow.set_active_model mlflow.set_registry_uri
        mlflow.set_system_metrics_node_id mlflow.set_system_metrics_samples_before_logging
        mlflow.set_system_metrics_sampling_interval mlflow.set_tracking_uri mlflow.set_workspace
        mlflow.tracing.configure mlflow.tracing.context mlflow.tracing.disable mlflow.tracing.disable_notebook_display
        mlflow.tracing.enable mlflow.tracing.enable_notebook_display mlflow.tracing.get_bridged_tracer_provider
        mlflow.tracing.reset mlflow.context mlflow.tracing.set_span_chat_tools
        mlflow.genai.disable_git_model_versioning mlflow.genai.enable_git_model_versioning
        mlflow.genai.set_session_hierarchy mlflow.genai.to_predict_fn mlflow.validate_evaluation_results
        """,
    "runs, models and workspaces, of which MlflowClient has the same": """
        mlflow.create_experiment mlflow.create_external_model mlflow.create_workspace mlflow.delete_experiment
        mlflow.delete_experiment_tag mlflow.delete_logged_model_tag mlflow.delete_run mlflow.delete_tag
        mlflow.delete_workspace mlflow.end_run mlflow.evaluate mlflow.finalize_logged_model
        mlflow.flush_artifact_async_logging mlflow.flush_async_logging mlflow.get_artifact_uri mlflow.get_experiment
        mlflow.get_experiment_by_name mlflow.get_logged_model mlflow.get_parent_run mlflow.get_run mlflow.import_checkpoints
        mlflow.initialize_logged_model mlflow.last_active_run mlflow.list_workspaces mlflow.load_table mlflow.log_artifact
        mlflow.log_artifacts mlflow.log_dict mlflow.log_figure mlflow.log_image mlflow.log_input mlflow.log_inputs
        mlflow.log_metric mlflow.log_metrics mlflow.log_model_params mlflow.log_outputs mlflow.log_param
        mlflow.log_params mlflow.log_stream mlflow.log_table mlflow.log_text mlflow.register_model
        mlflow.restore_experiment mlflow.restore_run mlflow.run mlflow.search_experiments mlflow.search_logged_models
        mlflow.search_model_versions mlflow.search_registered_models mlflow.search_runs mlflow.set_experiment_tag
        mlflow.set_experiment_tags mlflow.set_logged_model_tags mlflow.set_model_version_tag mlflow.set_tag
        mlflow.set_tags mlflow.start_run mlflow.update_workspace
        """,
    "prompts, MCP servers and skills, which pass": """
        mlflow.delete_prompt_alias mlflow.load_prompt mlflow.register_prompt mlflow.search_prompts mlflow.set_prompt_alias
        mlflow.genai.create_mcp_access_endpoint mlflow.genai.delete_mcp_access_endpoint mlflow.genai.delete_mcp_server
        mlflow.genai.delete_mcp_server_alias mlflow.genai.delete_mcp_server_tag mlflow.genai.delete_mcp_server_version
        mlflow.genai.delete_mcp_server_version_tag mlflow.genai.delete_prompt_alias
        mlflow.genai.delete_prompt_model_config mlflow.genai.delete_prompt_tag mlflow.genai.delete_prompt_version_tag
        mlflow.genai.get_latest_mcp_server_version mlflow.genai.get_mcp_access_endpoint mlflow.genai.get_mcp_server
        mlflow.genai.get_mcp_server_version mlflow.genai.get_mcp_server_version_by_alias mlflow.genai.get_prompt_tags
        mlflow.genai.import_skills mlflow.genai.load_prompt mlflow.genai.optimize_prompt mlflow.genai.optimize_prompts
        mlflow.genai.pull mlflow.genai.refresh_mcp_server_version_tools mlflow.genai.register_mcp_server
        mlflow.genai.register_mcp_server_from_url mlflow.genai.register_prompt mlflow.genai.register_skill
        mlflow.genai.search_mcp_access_endpoints mlflow.genai.search_mcp_server_versions
        mlflow.genai.search_mcp_servers mlflow.genai.search_prompts mlflow.genai.search_skills
        mlflow.genai.set_mcp_server_alias mlflow.genai.set_mcp_server_tag mlflow.genai.set_mcp_server_version_tag
        mlflow.genai.set_prompt_alias mlflow.genai.set_prompt_model_config mlflow.genai.set_prompt_tag
        mlflow.genai.set_prompt_version_tag mlflow.genai.update_mcp_access_endpoint mlflow.genai.update_mcp_server
        mlflow.genai.update_mcp_server_version
        """,
    "what the other process of a distributed trace calls": """
        mlflow.tracing.set_tracing_context_from_http_request_headers
        """,
    "of Databricks, which no other server has": """
        mlflow.genai.create_labeling_session mlflow.genai.delete_labeling_session mlflow.genai.get_labeling_session
        mlflow.genai.get_labeling_sessions mlflow.genai.get_review_app
        mlflow.tracing.set_databricks_monitoring_sql_warehouse_id mlflow.tracing.set_experiment_trace_location
        mlflow.tracing.unset_experiment_trace_location mlflow.tracing.set_destination
        """,
    "what is computed in the process": """
        mlflow.test mlflow.genai.compare_evaluations mlflow.genai.make_scorer_ensemble mlflow.genai.test_agent
        mlflow.genai.scorers.agg_all mlflow.genai.scorers.agg_any mlflow.genai.scorers.get_all_scorers
        mlflow.genai.scorers.majority_vote mlflow.genai.scorers.make_scorer_ensemble mlflow.genai.scorers.maximum
        mlflow.genai.scorers.mean mlflow.genai.scorers.minimum
        """,
}


class Watch:
    """Puts wrappers into their places that note a call."""

    def __init__(self) -> None:
        self._called: set[int] = set()
        # By name, the function that it was first.
        self._functions: dict[str, Callable[..., Any]] = {}
        self._wrappers: dict[int, Callable[..., Any]] = {}
        for name, function in inspect.getmembers(MlflowClient, inspect.isfunction):
            if not name.startswith("_"):
                self._replace(MlflowClient, name, f"MlflowClient.{name}", function)
        found = [(module, name) for module in map(importlib.import_module, MODULES) for name in module.__all__]
        functions = [(module, name, getattr(module, name, None)) for module, name in found]
        for module, name, function in functions:
            if inspect.isfunction(function):
                self._replace(module, name, f"{module.__name__}.{name}", function)

    def _replace(self, place: Any, name: str, full_name: str, function: Callable[..., Any]) -> None:
        # One that stands in several modules is one.
        wrapper = self._wrappers.setdefault(id(function), self._noting(function))
        self._functions[full_name] = function
        setattr(place, name, wrapper)

    def _noting(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def noting(*arguments: Any, **named: Any) -> Any:
            self._called.add(id(function))
            return function(*arguments, **named)

        return noting

    def unused(self) -> list[str]:
        """Functions that nobody called, and that are not listed."""
        listed = {name for names in NOTHING_ABOUT_TRACES.values() for name in names.split()}
        called = {name for name, function in self._functions.items() if id(function) in self._called}
        return sorted(self._functions.keys() - called - listed)
