# Two commands: `make run` shows what TraceVeil does, `make test` proves it.

.PHONY: run demo test test-libdeflate package test-package test-deploy integration chaos crash soak fuzz docs docs-api lint format generate help

help:
	@echo "make run [ARGS=--once]  build, start the gateway, send it a trace full of personal data"
	@echo "make demo [ARGS=--once] the examples of MLflow's page on redaction, through a real MLflow server"
	@echo "make test               every test: Swift, and against a real MLflow server and real SDKs"
	@echo "make integration        only the latter, on what is built; ARGS go to pytest"
	@echo "make test-libdeflate    the tests of gzip with the package's trait Libdeflate"
	@echo "make chaos [SECONDS=600] destinations in trouble by chance, and a ledger of what arrived; make test runs a minute"
	@echo "make crash [KILLS=1000]  ends a gateway with a queue on disk at every call that changes a file, and by chance"
	@echo "make soak [SECONDS=3600] a gateway with a queue on disk, destinations in trouble: nothing lost, nothing grows"
	@echo "make fuzz [SECONDS=600]  libFuzzer over what takes bytes from outside; make test runs 20,000 inputs"
	@echo "make package            a .deb of a program that needs no Swift, in .build-package"
	@echo "make test-package       installs it in a bare Debian and starts it there"
	@echo "make test-deploy        checks manifests, dashboard, alerts and schema, with what is built; make test does, too"
	@echo "make docs               the documentation as a web site in .build-docs"
	@echo "make docs-api           the same with the reference of the libraries' public declarations; builds them"
	@echo "make lint               style, generated code, file lengths, documentation"
	@echo "make format             puts the Swift sources into shape"
	@echo "make bench              what the gateway costs on this machine; ARGS go to traceveil bench."
	@echo "                        TRAITS=Libdeflate measures it with libdeflate instead of zlib"
	@echo "make bench-peers        the same load through other gateways; ARGS=--latency adds p99 at 80 % of the highest"
	@echo "make bench-mlflow       what drop-in mode costs before a real MLflow server: CPU for a trace, memory for large ones"
	@echo "make bench-detection    recall and precision on labelled texts; ARGS=file.jsonl adds others"
	@echo "make bench-false-positives  what is taken in the text files of this machine; ARGS=\"--logs DIR\" adds logs"
	@echo "make bench-check        instructions of each stage against the committed figures; ARGS=--update takes them anew"
	@echo "make generate           makes the protobuf-c sources from Protos/"

run:
	Scripts/install-system-packages.sh run
	swift build --configuration release --product traceveil
	Scripts/run-sample.sh "$$(swift build --configuration release --show-bin-path)/traceveil" $(ARGS)

demo:
	@Scripts/install-system-packages.sh test
	@echo "==> building the gateway, which takes minutes the first time"
	@swift build --configuration release --product traceveil --quiet
	@Scripts/integration-environment.sh
	@.venv-integration/bin/python Scripts/demo.py "$$(swift build --configuration release --show-bin-path)/traceveil" $(ARGS)

test:
	Scripts/install-system-packages.sh test
	swift build --build-tests
	Scripts/unit-tests.sh
	FUZZ_RUNS=20000 Tests/Fuzz/run.sh 60
	Scripts/integration-environment.sh
	Scripts/integration-tests.sh
	$(MAKE) test-deploy

# A package of its own, in which nothing but the OTLP library has to be built.
test-libdeflate:
	Scripts/install-system-packages.sh libdeflate
	swift test --package-path Tests/Libdeflate --scratch-path .build-libdeflate-tests

# For size, so nothing of another build is of use: each function for itself, for the linker to leave out.
packaged = --configuration release --product traceveil --disable-local-rpath --scratch-path .build-package/build \
  -Xswiftc -Osize -Xswiftc -Xfrontend -Xswiftc -function-sections -Xcc -ffunction-sections -Xcc -fdata-sections
package: export TRACEVEIL_PACKAGE = 1
package:
	Scripts/install-system-packages.sh package
	swift build $(packaged)
	rm -f .build-package/traceveil_*.deb
	Scripts/package.sh "$$(swift build $(packaged) --show-bin-path)/traceveil" .build-package

test-package: package
	Scripts/python-environment.sh .venv-deployment Tests/Deployment/requirements.txt
	cd Tests/Deployment && ../../.venv-deployment/bin/python -m pytest test_package.py $(ARGS)

test-deploy:
	Scripts/python-environment.sh .venv-deployment Tests/Deployment/requirements.txt
	cd Tests/Deployment && TRACEVEIL_BINARY=$(CURDIR)/.build/debug/traceveil \
	  ../../.venv-deployment/bin/python -m pytest --ignore test_package.py $(ARGS)

integration:
	Scripts/integration-environment.sh
	Scripts/integration-tests.sh $(ARGS)

chaos:
	Scripts/integration-environment.sh
	CHAOS_SECONDS=$(or $(SECONDS),600) Scripts/integration-tests.sh test_chaos.py -s

crash:
	Scripts/integration-environment.sh
	CRASH_STEP=1 DISK_QUEUE_KILLS=$(or $(KILLS),1000) OTELCOL=$(OTELCOL) Scripts/integration-tests.sh test_disk_queue_calls.py \
	  test_disk_queue.py test_destinations_on_disk.py test_crash_peers.py -s -k "any_call or kill_9"

soak:
	Scripts/integration-environment.sh
	SOAK_SECONDS=$(or $(SECONDS),3600) Scripts/integration-tests.sh test_soak.py -s

fuzz:
	Scripts/install-system-packages.sh run
	Tests/Fuzz/run.sh $(or $(SECONDS),600)

# The API's reference comes from what the compiler knows of the libraries, so that one builds.
docs docs-api:
	Scripts/docs.sh $(if $(filter docs-api,$@),--api)
	@echo "python3 -m http.server --directory .build-docs 8000 serves http://localhost:8000/documentation/manual"

lint:
	Scripts/install-system-packages.sh test
	Scripts/lint.sh

format:
	swift-format format --in-place --parallel --configuration .swift-format --recursive Package.swift Benchmarks Examples Sources Tests

generate:
	Protos/generate.sh

include Benchmarks/bench.mk
