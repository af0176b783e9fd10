// Written by Scripts/setting-meanings.py from the documentation.

extension SettingMeanings {
  /// A line for each setting, and for each ending of the settings of a destination that others do not have.
  static let table = """
    COMPRESSION_LEVEL: for this destination only
    HTTPS_PROXY: proxy for destinations and for an upstream with that scheme: http:// or socks5://, then USER:PASSWORD@ if needed, then HOST:PORT. HTTP proxies are asked for a tunnel (CONNECT)
    HTTP_PROXY: proxy for destinations and for an upstream with that scheme: http:// or socks5://, then USER:PASSWORD@ if needed, then HOST:PORT. HTTP proxies are asked for a tunnel (CONNECT)
    KIND: otlp, or mlflow, or console
    MAX_CONCURRENT_EXPORTS: for this destination only
    MAX_CONNECTION_AGE: for this destination only
    NO_PROXY: hosts that are reached without a proxy: names with their subdomains, addresses, networks such as 10.0.0.0/8, each with a port or without, or *. Loopback addresses are always reached without a proxy
    OTEL_BSP_EXPORT_TIMEOUT: limit of all attempts of a batch together; 0 is no limit. Not applied with a queue on disk
    OTEL_BSP_MAX_EXPORT_BATCH_SIZE: items of a batch; a batch also ends at 2 MB. The default is 1536 with TRACEVEIL_MLFLOW_TRACKING_URI, and 512 with the header x-mlflow-experiment-id
    OTEL_BSP_MAX_QUEUE_SIZE: items that may wait. TRACEVEIL_QUEUE_BYTES limits the queue in any case
    OTEL_BSP_SCHEDULE_DELAY: how long a batch waits for more items
    OTEL_CONFIG_FILE: a file in OpenTelemetry's declarative format, file_format 1, whose name ends in .yaml or .yml
    OTEL_EXPORTER_OTLP_CERTIFICATE: PEM file of the authorities that the destination's certificate is checked against
    OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: PEM file of the gateway's own certificate
    OTEL_EXPORTER_OTLP_CLIENT_KEY: PEM file of its key
    OTEL_EXPORTER_OTLP_COMPRESSION: gzip, or zstd, which is smaller and faster if the destination accepts it, or none. MLflow does not accept zstd
    OTEL_EXPORTER_OTLP_ENDPOINT: base URL of the destination; v1/traces and so on are appended. The URL of a single signal is used as it is
    OTEL_EXPORTER_OTLP_HEADERS: name=value,..., percent-encoded
    OTEL_EXPORTER_OTLP_INSECURE: true switches TLS off for a gRPC endpoint without a scheme. It has no effect on other endpoints
    OTEL_EXPORTER_OTLP_PROTOCOL: http/protobuf, or grpc, or http/json, which takes more bytes and time. MLflow accepts only http/protobuf
    OTEL_EXPORTER_OTLP_TIMEOUT: limit of one attempt. The default is 30000 with TRACEVEIL_MLFLOW_TRACKING_URI
    OTEL_LOG_LEVEL: level of the log on standard error
    OTEL_RESOURCE_ATTRIBUTES: more resource attributes of these metrics, key=value,..., percent-encoded. A mistake discards all of them
    OTEL_SERVICE_NAME: the resource attribute service.name of these metrics, which is traceveil otherwise. Data that passes through is not changed
    OTEL_TRACES_EXPORTER: otlp, or console, or none, which does not serve the signal. Also OTEL_LOGS_EXPORTER and OTEL_METRICS_EXPORTER
    RETRY_INITIAL: for this destination only
    RETRY_MAX: for this destination only
    RETRY_MAX_ELAPSED: for this destination only
    ROUTES: comma list of values of the header or attribute that TRACEVEIL_ROUTE_BY names. The destination gets only data with one of these values
    SIGNALS: comma list of traces, logs, metrics
    TRACEVEIL_ACK: when a sender is answered. memory: as soon as its request is in the queue in memory. disk: when its request is synced to disk, the default with a directory. delivered: after the destination's answer, which is passed on
    TRACEVEIL_ACK_TIMEOUT: with delivered: how long a sender waits for that answer, in milliseconds, before it gets 503. Attempts end then, too. From 100 to 600000
    TRACEVEIL_ADMIN_LISTEN: /livez, /readyz, /status and /metrics, or none
    TRACEVEIL_ADMISSION_WAIT: longest wait of a request for room. It should be less than the 10 s after which senders give up. 0 answers 503 at once
    TRACEVEIL_AUTH_API_KEYS_FILE: API keys, one a line
    TRACEVEIL_AUTH_API_KEY_HEADER: the request header that holds an API key
    TRACEVEIL_AUTH_TOKENS_FILE: bearer tokens, one a line. See below
    TRACEVEIL_AUTH_USERS_FILE: NAME:PASSWORD, one a line, for basic authentication
    TRACEVEIL_BACKTRACE: what a crash prints. none: only the signal. symbols: also the addresses and symbols of the thread's call stack. full: the report of Swift's runtime, which may hold texts of telemetry
    TRACEVEIL_COMPRESSION_LEVEL: level of gzip, 1 to 9 (of zlib or libdeflate), or of zstd, 1 to 19
    TRACEVEIL_DEAD_LETTER_BYTES: bound on data that destinations refused permanently, in addition to TRACEVEIL_QUEUE_DISK_BYTES. The oldest are removed to make room. With 0 none are kept: they are dropped. Needs a directory
    TRACEVEIL_DEFAULT_DESTINATIONS: comma list of destinations for data that matches no route
    TRACEVEIL_DELIVERED_BY: any or all: when a request counts as delivered, and what happens when one destination has no room. Needs TRACEVEIL_DESTINATIONS
    TRACEVEIL_DESTINATIONS: comma list of their names; in a file, a list
    TRACEVEIL_DRY_RUN: counts matches and sends everything unchanged. Nothing is protected. Warned about at every start
    TRACEVEIL_ENTITIES: names to look for; -NAME removes one; country:de stands for all of a country
    TRACEVEIL_EXPORTER_OTLP_CUT_STATUSES: HTTP statuses, besides 400, 413, 422 and 431, at which a batch is sent in parts. It has no form that begins with OTEL
    TRACEVEIL_EXPORTER_OTLP_HEADERS_FILE: a file of headers, NAME: VALUE, one a line; at most 64. They win over OTEL_EXPORTER_OTLP_HEADERS and over forwarded headers. A token or user wins over them
    TRACEVEIL_EXPORTER_OTLP_OAUTH2_AUTH_METHOD: how the secret is sent: client_secret_basic, in a header, which is used if this is not set; or client_secret_post, in the form
    TRACEVEIL_EXPORTER_OTLP_OAUTH2_CLIENT_ID: the client's id
    TRACEVEIL_EXPORTER_OTLP_OAUTH2_CLIENT_SECRET_FILE: a file with its secret: a line
    TRACEVEIL_EXPORTER_OTLP_OAUTH2_PARAMS: further parameters for the token URL: name=value,..., percent-encoded, such as audience=
    TRACEVEIL_EXPORTER_OTLP_OAUTH2_SCOPES: scopes to ask for, with blanks or commas between
    TRACEVEIL_EXPORTER_OTLP_OAUTH2_TOKEN_URL: URL that issues access tokens for OAuth 2.0's client credentials. See below for this and the next nine settings
    TRACEVEIL_EXPORTER_OTLP_PASSWORD_FILE: a file with that user's password
    TRACEVEIL_EXPORTER_OTLP_SIGV4_CREDENTIALS_FILE: a shared credentials file with the keys
    TRACEVEIL_EXPORTER_OTLP_SIGV4_PROFILE: the profile in it
    TRACEVEIL_EXPORTER_OTLP_SIGV4_REGION: such as eu-central-1; else AWS_REGION or AWS_DEFAULT_REGION
    TRACEVEIL_EXPORTER_OTLP_SIGV4_SERVICE: signs requests for this service of AWS, such as xray (Signature Version 4)
    TRACEVEIL_EXPORTER_OTLP_TOKEN_FILE: a file with one line, a bearer token. This and the next three settings have forms for one signal, such as TRACEVEIL_EXPORTER_OTLP_TRACES_TOKEN_FILE, and no form that begins with OTEL
    TRACEVEIL_EXPORTER_OTLP_USERNAME: a user, for basic authentication, with a password
    TRACEVEIL_FORWARD_AUTHORIZATION: sends the caller's Authorization on
    TRACEVEIL_FORWARD_HEADERS: request headers that stay with their data and are sent on, unless OTEL_EXPORTER_OTLP_HEADERS has one of that name. Requests with different values are never batched together
    TRACEVEIL_GRPC_LISTEN: where OTLP/gRPC is received, or none. If another program uses the default port, the gateway starts without gRPC and warns
    TRACEVEIL_GRPC_MAX_CONNECTION_AGE: how long a client keeps its gRPC connection. Then it is told to open a new one, which a load balancer may send to another replica. 0 is no limit
    TRACEVEIL_HTTP_CORS_HEADERS: headers that pages may set besides those of OTLP's clients and of TRACEVEIL_FORWARD_HEADERS
    TRACEVEIL_HTTP_CORS_ORIGINS: origins whose pages may send from browsers, such as https://app.example.com or https://*.example.com, or * for any. With *, browsers send no cookies. Without this setting no page may send
    TRACEVEIL_HTTP_LISTEN: where OTLP/HTTP is received, or none. Port 0 picks a free port, and the log names it. unix:/run/traceveil.sock is a Unix domain socket. The other addresses of this page can be sockets, too
    TRACEVEIL_HTTP_TRACES_PATHS: paths of traces besides those below. Also TRACEVEIL_HTTP_LOGS_PATHS and TRACEVEIL_HTTP_METRICS_PATHS
    TRACEVEIL_KEY_FILE: 32 bytes, raw or as hexadecimal or base64. hash and encrypt do not start without it. openssl rand -hex 32 makes one
    TRACEVEIL_LOG_FORMAT: text writes lines of key=value, json an object a line. --log-format wins over it
    TRACEVEIL_MAX_CONCURRENT_EXPORTS: requests in flight to one destination. If there are three or more, one tenant can use all but one. Tenants whose last request got no answer can together use half
    TRACEVEIL_MAX_CONNECTIONS: concurrent connections of senders. Beyond it, a new connection displaces one that does nothing
    TRACEVEIL_MAX_CONNECTION_AGE: how long a connection to a destination is used. Then new connections are opened, and the host name is resolved again. 0 is no limit
    TRACEVEIL_MAX_REQUEST_BYTES: limit of one request, before and after decompression. A larger one gets 413
    TRACEVEIL_MLFLOW_ALLOWED_HOSTS: names by which clients may call the proxy, without ports, besides addresses and localhost; * for any
    TRACEVEIL_MLFLOW_ATTACHMENTS: keep, or the media types to keep, such as image/*,application/pdf
    TRACEVEIL_MLFLOW_CREATE_EXPERIMENT: creates the experiment if none has the name
    TRACEVEIL_MLFLOW_EXPERIMENT_ID: experiment of requests that name none
    TRACEVEIL_MLFLOW_EXPERIMENT_NAME: the same experiment, by its name; it is looked up once
    TRACEVEIL_MLFLOW_LISTEN: where drop-in mode listens
    TRACEVEIL_MLFLOW_RUN_ID: run to link the traces to
    TRACEVEIL_MLFLOW_TRACKING_PASSWORD: none, or _PASSWORD_FILE, a file that holds it
    TRACEVEIL_MLFLOW_TRACKING_TOKEN: a bearer token instead; or _TOKEN_FILE. It cannot be combined with TRACEVEIL_MLFLOW_TRACKING_USERNAME: both end the start
    TRACEVEIL_MLFLOW_TRACKING_URI: URL of the server, with its static prefix if it has one
    TRACEVEIL_MLFLOW_TRACKING_USERNAME: for basic authentication, with a password. MLFLOW_TRACKING_USERNAME, _PASSWORD and _TOKEN are read where these are not set
    TRACEVEIL_MLFLOW_UPSTREAM: URL of an MLflow tracking server; switches drop-in mode on
    TRACEVEIL_MLFLOW_UPSTREAM_CERTIFICATE: PEM file of the authorities that the upstream's certificate is checked against
    TRACEVEIL_MLFLOW_UPSTREAM_CLIENT_CERTIFICATE: PEM file of the gateway's own certificate
    TRACEVEIL_MLFLOW_UPSTREAM_CLIENT_KEY: PEM file of its key
    TRACEVEIL_MLFLOW_UPSTREAM_HEADERS: name=value,..., percent-encoded: set on every request, replacing the client's. Authorization is for requests without one, instead of a user or token
    TRACEVEIL_MLFLOW_UPSTREAM_PASSWORD: the password; or _PASSWORD_FILE, a file that holds it
    TRACEVEIL_MLFLOW_UPSTREAM_TOKEN: a bearer token instead; or _TOKEN_FILE. It cannot be combined with a user: both end the start
    TRACEVEIL_MLFLOW_UPSTREAM_USERNAME: user for requests without an Authorization. A client's own Authorization is passed on
    TRACEVEIL_MLFLOW_WORKSPACE: for servers with workspaces
    TRACEVEIL_NER_MAX_BYTES: bytes of the texts of one span that ner searches
    TRACEVEIL_NER_ON_EXCESS: for a span that exceeds either limit: redact replaces each text that was not searched, drop drops the batch
    TRACEVEIL_NER_TIMEOUT: CPU time of ner for one span, in milliseconds
    TRACEVEIL_OPERATOR: replace, redact, mask, hash, encrypt or keep
    TRACEVEIL_POLICY: a policy file, see <doc:Policies>; read again when it changes
    TRACEVEIL_PRESIDIO_ENTITIES: entities that the analyzer is asked for
    TRACEVEIL_PRESIDIO_ON_FAILURE: while the analyzer fails: hold waits, redact replaces each text that it should have seen, drop drops the batch
    TRACEVEIL_PRESIDIO_TIMEOUT: limit of one request to the analyzer
    TRACEVEIL_PRESIDIO_URL: URL of a Presidio analyzer, such as http://localhost:5002; presidio needs it
    TRACEVEIL_PROCESSORS: the recognizer sets to use. ner finds names of people and places, and dates. presidio asks an analyzer. none switches redaction off, and is warned about at every start
    TRACEVEIL_QUEUE_BYTES: bytes that were accepted and not yet delivered. When it is full, requests wait, then get 503 with Retry-After. Each signal has a reserved share
    TRACEVEIL_QUEUE_DIRECTORY: a folder for a queue on disk. Setting it switches the queue on. TRACEVEIL_FORWARD_AUTHORIZATION=true is an error with it
    TRACEVEIL_QUEUE_DISK_BYTES: bound on the requests in the files of all signals (<doc:QueueOnDisk> says what counts). Needs a directory. At least 1048576. One request may take half of it
    TRACEVEIL_QUEUE_MAX_AGE: age of a request at which the last attempt is made, even if it is sent together with newer ones; 0 is no limit. Needs a directory. Without it, a request that is never accepted waits without limit
    TRACEVEIL_QUEUE_WHEN_FULL: refuse: 503 until there is room; drop-oldest: the oldest requests make room, and count as dropped with the reason drop_oldest. Needs a directory
    TRACEVEIL_RELOAD_INTERVAL: how often the policy, the files of TRACEVEIL_AUTH_* and of TRACEVEIL_TLS_*, the file of --config, and files of destinations are checked for changes; 0 is never
    TRACEVEIL_REPLACEMENT: the text of replace
    TRACEVEIL_RETRY_INITIAL: upper limit of the first wait. It doubles with each retry, and a wait is a random time below it (full jitter)
    TRACEVEIL_RETRY_MAX: upper limit of all waits
    TRACEVEIL_RETRY_MAX_ELAPSED: age of an item, since its arrival, at which the last attempt is made; 0 is a single attempt. With a queue on disk there is no such limit unless it is set
    TRACEVEIL_ROUTE_BY: service, header:NAME or attribute:KEY: the value that selects the destinations
    TRACEVEIL_SHUTDOWN_TIMEOUT: time limit of the drain after SIGTERM or SIGINT
    TRACEVEIL_SUMMARY: count adds redaction.masked.count to each changed span: the number of changed texts. keys also adds redaction.masked.keys: the keys of the changed attributes
    TRACEVEIL_TELEMETRY_ENDPOINT: full URL to which the metrics are sent by OTLP, such as http://collector:4318/v1/metrics, or http://collector:4317 for gRPC
    TRACEVEIL_TELEMETRY_HEADERS: name=value,..., percent-encoded; needs an endpoint. Headers of the destination are not sent there
    TRACEVEIL_TELEMETRY_INTERVAL: interval in milliseconds
    TRACEVEIL_TELEMETRY_PROTOCOL: http/protobuf, or grpc, or http/json: how the metrics are sent
    TRACEVEIL_TLS_CERTIFICATE: PEM file: receives with TLS, in drop-in mode, too
    TRACEVEIL_TLS_CLIENT_CA: PEM file of the authorities that must have signed a client's certificate
    TRACEVEIL_TLS_KEY: PEM file of its key
    TRACEVEIL_WORKERS: batches that are redacted, encoded and compressed concurrently
    TRACEVEIL_WORK_BYTES: memory, besides the queue, in which all workers together unpack, redact and compress. The default is 33554432 for each of TRACEVEIL_WORKERS if that is more. At least 16777216
    """
}
