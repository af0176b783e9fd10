#ifndef TRACEVEIL_DESCRIPTORS_H
#define TRACEVEIL_DESCRIPTORS_H

#include "generated/logs_service.pb-c.h"
#include "generated/metrics_service.pb-c.h"
#include "generated/status.pb-c.h"
#include "generated/trace_service.pb-c.h"

/* Swift imports the generated descriptors as constants whose address it cannot
 * take. These are the messages that stand alone on the wire; a descriptor leads
 * to those of its fields. */

static inline const ProtobufCMessageDescriptor *otlp_traces_request(void) {
  return &opentelemetry__proto__collector__trace__v1__export_trace_service_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *otlp_logs_request(void) {
  return &opentelemetry__proto__collector__logs__v1__export_logs_service_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *otlp_metrics_request(void) {
  return &opentelemetry__proto__collector__metrics__v1__export_metrics_service_request__descriptor;
}

static inline const ProtobufCMessageDescriptor *otlp_traces_response(void) {
  return &opentelemetry__proto__collector__trace__v1__export_trace_service_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *otlp_logs_response(void) {
  return &opentelemetry__proto__collector__logs__v1__export_logs_service_response__descriptor;
}

static inline const ProtobufCMessageDescriptor *otlp_metrics_response(void) {
  return &opentelemetry__proto__collector__metrics__v1__export_metrics_service_response__descriptor;
}

/* And what nearly all telemetry is made of. */

static inline const ProtobufCMessageDescriptor *otlp_key_value(void) {
  return &opentelemetry__proto__common__v1__key_value__descriptor;
}

static inline const ProtobufCMessageDescriptor *otlp_any_value(void) {
  return &opentelemetry__proto__common__v1__any_value__descriptor;
}

static inline const ProtobufCMessageDescriptor *otlp_span(void) {
  return &opentelemetry__proto__trace__v1__span__descriptor;
}

static inline const ProtobufCMessageDescriptor *otlp_span_event(void) {
  return &opentelemetry__proto__trace__v1__span__event__descriptor;
}

static inline const ProtobufCMessageDescriptor *otlp_resource(void) {
  return &opentelemetry__proto__resource__v1__resource__descriptor;
}

static inline const ProtobufCMessageDescriptor *otlp_status(void) { return &google__rpc__status__descriptor; }

#endif
