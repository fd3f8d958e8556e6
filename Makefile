# Two commands do everything: `make demo` shows what the tool is for, `make test` proves that it works.

SHELL := /bin/bash
CONFIGURATION ?= release
export SWIFT_BACKTRACE := enable=no

DCMTK_HEADER := dcmtk/config/osconfig.h
TELERAD := .build/$(CONFIGURATION)/telerad
REPORT := demo-report
CONFORMANCE := .build/conformance
PAGES := .build/pages
TABLES := .build/tables
SCHEMAS := .build/schemas
FUZZ_SECONDS ?= 60
KILLS ?= 50

# The tests see what other modules see, so that they run the very program that is built, and nothing is built twice.
TEST_FLAGS := --disable-xctest --disable-testable-imports

# STATIC=1 links the Swift runtime into the program, which then runs where there is none.
ifdef STATIC
BUILD_FLAGS := --static-swift-stdlib --scratch-path .build-static
TELERAD := .build-static/$(CONFIGURATION)/telerad
endif

# Where `make install` puts things; DESTDIR stands before it, for packages.
PREFIX ?= /usr/local
DESTDIR ?=
BINDIR ?= $(PREFIX)/bin
DATADIR ?= $(PREFIX)/share
MUTANTS ?= 200000

.PHONY: help demo test build install uninstall install-check deps test-deps bench-deps bench bench-quick conformance pages tables schemas sanitize fuzz differential kill study scenarios scenarios-update model format lint samples clean

help:  ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-16s %s\n", $$1, $$2 }'

demo: build  ## Compare cloud with on-premise on a bundled scenario that replays SampleStudies
	@mkdir -p $(REPORT)
	@$(TELERAD) compare Scenarios/demo.yaml --json --output $(REPORT)/compare.json
	@$(TELERAD) compare Scenarios/demo.yaml --output $(REPORT)/compare.txt
	@$(TELERAD) compare Scenarios/demo.yaml --output $(REPORT)/report.html
	@cat $(REPORT)/compare.txt
	@echo
	@echo "The report is in $(REPORT)/compare.txt, as a page to look at in $(REPORT)/report.html, and for programs in"
	@echo "$(REPORT)/compare.json."
	@echo "Change a line of Scenarios/demo.yaml and run 'make demo' again."

build: deps  ## Build telerad in release mode
	swift build -c $(CONFIGURATION) $(BUILD_FLAGS) --product telerad

# Nothing but copies files, so that it can be run as root after `make build`.
install:  ## Install telerad, its manual, completions and scenarios below PREFIX (/usr/local), after `make build`
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' BINDIR='$(BINDIR)' DATADIR='$(DATADIR)' TELERAD='$(TELERAD)' \
	    .ci/install

uninstall:  ## Remove what `make install` put there
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' BINDIR='$(BINDIR)' DATADIR='$(DATADIR)' .ci/install --remove

install-check: build  ## Install into a folder, try the program, its completions and its manual there, and uninstall
	@.ci/install-missing mandoc:command:mandoc man-db:command:man bash-completion:file:/usr/share/bash-completion/bash_completion \
	    fish:command:fish zsh:command:zsh
	.ci/install-check $(TELERAD)

test: deps test-deps  ## Build and run all tests
	timeout 3000 swift test -c $(CONFIGURATION) $(TEST_FLAGS)

deps:  ## Install what the build needs (libdcmtk-dev, zlib1g-dev, libarchive-dev), where it is missing
	@.ci/install-missing libdcmtk-dev:header:$(DCMTK_HEADER) zlib1g-dev:header:zlib.h libarchive-dev:header:archive.h

test-deps:  ## Install what the tests need, where it is missing
	@.ci/install-missing dcmtk:command:dcmdump dicom3tools:command:dciodvfy zip:command:zip xz-utils:command:xz \
	    bsdutils:command:script

bench-deps:
	@.ci/install-missing python3:command:python3 python3-pip:command:pip3 libgdcm-dev:header:gdcm-3.0/gdcmReader.h \
	    libsimgrid-dev:header:simgrid/s4u.hpp

bench: deps bench-deps  ## Measure the kernel, link sharing, the whole model and the header scan beside their peers
	Benchmarks/run

bench-quick: deps bench-deps  ## See that every benchmark runs
	Benchmarks/run --quick

conformance: build  ## Compare the listing of files that others made with pydicom's and dcmdump's
	@.ci/install-missing python3:command:python3 python3-pip:command:pip3 dcmtk:command:dcmdump
	@$(MAKE) --no-print-directory $(CONFORMANCE)/packages
	python3 Tests/Conformance/compare.py

tables: build  ## Let pyarrow, Polars, DuckDB, pandas and R read the tables that telerad writes
	@.ci/install-missing python3:command:python3 python3-pip:command:pip3 r-base-core:command:Rscript \
	    r-cran-data.table:file:/usr/lib/R/site-library/data.table/DESCRIPTION
	@$(MAKE) --no-print-directory $(TABLES)/packages
	python3 Tests/Tables/check.py
	python3 Tests/Tables/notebook.py

schemas: build  ## Let a validator of JSON Schema judge scenarios, templates and mistakes by the schema of telerad
	@.ci/install-missing python3:command:python3 python3-pip:command:pip3
	@$(MAKE) --no-print-directory $(SCHEMAS)/packages
	python3 Tests/Schemas/check.py

$(CONFORMANCE)/packages: Tests/Conformance/requirements.txt
$(SCHEMAS)/packages: Tests/Schemas/requirements.txt
$(TABLES)/packages: Tests/Tables/requirements.txt
$(CONFORMANCE)/packages $(TABLES)/packages $(SCHEMAS)/packages:
	rm -rf $@ $@-new
	python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --no-compile \
	    --only-binary :all: --target $@-new --requirement $<
	@mv $@-new $@

pages: build  ## Open reports and charts in Chromium: nothing missing, cut, unreadable or fetched
	@.ci/install-missing python3:command:python3 python3-pip:command:pip3 chromium:command:chromium \
	    poppler-utils:command:pdftoppm fonts-dejavu-core:file:/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
	@$(MAKE) --no-print-directory $(PAGES)/packages $(PAGES)/vega
	python3 Tests/Pages/check.py

$(PAGES)/packages: Tests/Pages/requirements.txt
$(PAGES)/vega: Tests/Pages/vega-requirements.txt
$(PAGES)/packages $(PAGES)/vega:
	rm -rf $@ $@-new
	python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --no-compile \
	    --only-binary :all: --target $@-new --requirement $<
	@mv $@-new $@

sanitize: deps test-deps  ## Run the tests of unsafe and foreign code under the address sanitizer, leaks included
	ASAN_OPTIONS=detect_leaks=1 LSAN_OPTIONS=suppressions=.ci/leak-suppressions.txt timeout 3000 swift test --disable-xctest --sanitize=address --scratch-path .build-asan \
	    --filter 'DICOMHeaderTests|DICOMArchivesTests|DICOMNetworkTests|FlowNetwork|EventQueueLaw|TimerTests|ServerStation|IndexQueue|Pool'

# Assertions are kept on: the fuzzer is to find what breaks them.
fuzz: deps  ## Feed the header scanner damaged files for FUZZ_SECONDS (60)
	@mkdir -p .build-fuzz/corpus
	swiftc -O -wmo -assert-config Debug -parse-as-library -swift-version 6 -sanitize=fuzzer,address -use-ld=lld \
	    -package-name telerad -module-name HeaderFuzzer -I Sources/CZlib -o .build-fuzz/header-fuzzer \
	    $$(find Sources/DICOMHeader -name '*.swift') Tests/Fuzzing/HeaderFuzzer.swift
	timeout $$(($(FUZZ_SECONDS) + 120)) .build-fuzz/header-fuzzer .build-fuzz/corpus Tests/Fuzzing/Corpus \
	    -dict=Tests/Fuzzing/dicom.dict -artifact_prefix=.build-fuzz/ -max_total_time=$(FUZZ_SECONDS) -max_len=65536 \
	    -timeout=5 -rss_limit_mb=512 -malloc_limit_mb=4 -print_final_stats=1 -verbosity=0

differential: deps test-deps  ## Compare the header scanner with DCMTK on MUTANTS (200000) changed files
	TELERAD_MUTANTS=$(MUTANTS) timeout 3000 swift test -c $(CONFIGURATION) $(TEST_FLAGS) --filter DifferentialTests

kill: deps test-deps  ## Kill an experiment at KILLS (50) random moments, and see that it goes on to the same bytes
	TELERAD_KILLS=$(KILLS) timeout 3000 swift test -c $(CONFIGURATION) $(TEST_FLAGS) --filter ResumeFacts.killed

study: build  ## Check that the tables of Scenarios/cloud-vs-on-premise are what its scenarios give
	@.ci/install-missing python3:command:python3
	Scenarios/cloud-vs-on-premise/study.py --check --telerad $(TELERAD)
	@diff <($(TELERAD) model Scenarios/cloud-vs-on-premise/cut.yaml) Scenarios/cloud-vs-on-premise/MODEL.md > /dev/null || \
	    { echo "MODEL.md is not what cut.yaml gives; run 'make model'"; exit 1; }

model: build  ## Write Scenarios/cloud-vs-on-premise/MODEL.md anew
	$(TELERAD) model Scenarios/cloud-vs-on-premise/cut.yaml --output Scenarios/cloud-vs-on-premise/MODEL.md

scenarios: build  ## Check that the pages of Scenarios show what telerad prints (SCENARIOS names some of them)
	@.ci/install-missing python3:command:python3
	Scenarios/quotes.py --telerad $(TELERAD) $(SCENARIOS)

scenarios-update: build  ## Bring the pages of Scenarios up to what telerad prints
	@.ci/install-missing python3:command:python3
	Scenarios/quotes.py --write --telerad $(TELERAD) $(SCENARIOS)

samples: build  ## Write SampleStudies anew
	$(TELERAD) sample-studies --seed 20260302 --force SampleStudies

format:  ## Format all Swift sources
	swift format -i -r Package.swift Plugins Sources Tests Benchmarks/Package.swift Benchmarks/Sources

lint:  ## Check the format of all Swift sources
	swift format lint --strict -r Package.swift Plugins Sources Tests Benchmarks/Package.swift Benchmarks/Sources

clean:  ## Remove everything that was built
	rm -rf .build .build-* $(REPORT)
