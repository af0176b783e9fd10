# Targets of the measurements, for the Makefile of the package.

.PHONY: bench bench-check bench-detection bench-false-positives bench-mlflow bench-peers

# What the gateway costs on this machine, for both workloads. With TRAITS=Libdeflate it compresses with libdeflate;
# that build has a folder of its own, so that neither is built anew after the other.
bench: folder := .build$(if $(TRAITS),-$(shell echo '$(TRAITS)' | tr 'A-Z,' 'a-z-'))
bench:
	$(if $(findstring Libdeflate,$(TRAITS)),Scripts/install-system-packages.sh libdeflate)
	swift build -c release --product traceveil --scratch-path $(folder) $(if $(TRAITS),--traits $(TRAITS))
	$(folder)/release/traceveil bench --workload llm $(ARGS)
	$(folder)/release/traceveil bench --workload web $(ARGS)

# Instructions and allocations of each stage against Benchmarks/Micro/baseline.json.
bench-check:
	Scripts/install-system-packages.sh bench-check
	swift build -c release --product traceveil-microbench
	python3 Benchmarks/Micro/check.py .build/release/traceveil-microbench $(ARGS)

# Recall and precision of each entity: on the committed texts, on Faker's values, on the numbers of all regions that
# phonenumbers knows, on others: ARGS=file.jsonl; of tokens by the forms of public lists, and of secrets behind a name
made := .build/detection
bench-detection:
	swift build -c release --product traceveil
	Scripts/python-environment.sh .venv-detection Benchmarks/detection/requirements.txt
	mkdir -p $(made)
	.venv-detection/bin/python Benchmarks/detection/faker_texts.py >$(made)/faker.jsonl
	.venv-detection/bin/python Benchmarks/detection/phones.py >$(made)/phones.jsonl
	python3 Benchmarks/detection/score.py .build/release/traceveil Benchmarks/detection/labelled.jsonl \
	  $(made)/faker.jsonl $(made)/phones.jsonl $(ARGS)
	python3 Benchmarks/detection/tokens.py .build/release/traceveil --check
	.venv-detection/bin/python Benchmarks/detection/named_secrets.py .build/release/traceveil --check
	python3 Benchmarks/detection/number_rates.py .build/release/traceveil

# What is taken in ordinary text files of this machine, and how much of it is wrong: ARGS="--logs DIR"
bench-false-positives:
	swift build -c release --product traceveil
	python3 Benchmarks/detection/false_positives.py .build/release/traceveil $(ARGS)

# Drop-in mode before a real MLflow server: CPU for a trace of its client, memory for large ones; see Benchmarks/README.md.
bench-mlflow:
	swift build -c release --product traceveil
	Scripts/integration-environment.sh
	.venv-integration/bin/python Benchmarks/mlflow/run.py .build/release/traceveil $(ARGS)

# The same load through other gateways; see Benchmarks/README.md.
bench-peers:
	swift build -c release --product traceveil
	python3 Benchmarks/peers/run.py $(ARGS)
