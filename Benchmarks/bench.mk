# Targets of the measurements, for the Makefile of the package.

.PHONY: bench bench-check bench-detection bench-peers

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

# Recall and precision of each entity on the committed texts, and on others: ARGS=file.jsonl
bench-detection:
	swift build -c release --product traceveil
	python3 Benchmarks/detection/score.py .build/release/traceveil Benchmarks/detection/labelled.jsonl $(ARGS)
	python3 Benchmarks/detection/tokens.py .build/release/traceveil --check

# The same load through other gateways; see Benchmarks/README.md.
bench-peers:
	swift build -c release --product traceveil
	python3 Benchmarks/peers/run.py $(ARGS)
