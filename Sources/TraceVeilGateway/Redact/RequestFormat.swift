internal import ArgumentParser

/// How an export request is written.
enum RequestFormat: String, ExpressibleByArgument, CaseIterable {
  case otlpJSON = "otlp-json"
  case otlpProto = "otlp-proto"
}
