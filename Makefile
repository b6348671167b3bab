# What the commands of README.md call. `make help` lists the targets.

SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=

BUILD := .build/release/ampsh
SOURCES := Sources Tests Benchmarks Package.swift

# Debian packages: libraries that are linked, and a C++ compiler for the TOML parser.
BUILD_PACKAGES := liblua5.4-dev libedit-dev libsqlite3-dev zlib1g-dev g++ git ca-certificates
# Stock Lua and one of its C modules, which the tests compare with.
TEST_PACKAGES := lua5.4 lua-socket

# A command without any AMPSH_ variable of the caller, and without what else would change what the shell says.
CLEAN_ENVIRONMENT := env $$(compgen -e | grep '^AMPSH_' | sed 's/^/-u /') -u NO_COLOR -u CLICOLOR_FORCE -u RECORD -u TESTED_BUILD

.PHONY: help run build test test-release check reliability docs bench bench-check measures install clean build-packages test-packages tests-built

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: build ## build, then open the prompt on the local sandbox (without a terminal: run the tour)
	@if [ -t 0 ]; then exec $(BUILD) --sandbox; \
	else $(CLEAN_ENVIRONMENT) $(BUILD) --sandbox-path :memory: scripts/tour.lua; fi

build: build-packages ## build the release binary .build/release/ampsh
	flags=$$(scripts/dev/release-flags) && swift build $$flags --product ampsh

test: tests-built ## run all tests
	$(CLEAN_ENVIRONMENT) swift test --skip-build

test-release: build tests-built ## run the tests of the whole binary with the release
	$(CLEAN_ENVIRONMENT) TESTED_BUILD=release swift test --skip-build --filter EndToEndTests

check: tests-built ## format, imports, the law of the bridge, stale pages
	swift format lint --strict --recursive $(SOURCES)
	scripts/dev/check-imports --self-test
	scripts/dev/check-imports
	scripts/dev/check-bridge-law --self-test
	scripts/dev/check-bridge-law
	$(CLEAN_ENVIRONMENT) swift test --skip-build --filter GeneratedPage

reliability: tests-built ## measure the promises of docs/RELIABILITY.md at full count
	$(CLEAN_ENVIRONMENT) scripts/dev/reliability

docs: tests-built ## write the generated pages of docs/ anew
	-$(CLEAN_ENVIRONMENT) RECORD=1 swift test --skip-build --filter GeneratedPage
	git status --short docs

measures: build-packages
	flags=$$(scripts/dev/release-flags) && swift build $$flags --product HostMeasures

bench: ## measure against the peers and write docs/PERFORMANCE.md
	scripts/dev/bench --write

bench-check: ## measure, and name what got worse than the last written table
	scripts/dev/bench --check

install: build ## install to PREFIX (default /usr/local)
	install -d '$(DESTDIR)$(PREFIX)/bin' '$(DESTDIR)$(PREFIX)/share/ampsh/scripts'
	install -m 755 $(BUILD) '$(DESTDIR)$(PREFIX)/bin/ampsh'
	-strip '$(DESTDIR)$(PREFIX)/bin/ampsh'
	cd scripts && find . '(' -name '*.lua' -o -path './faults/*' -type f ')' -exec install -D -m 644 {} '$(abspath $(DESTDIR)$(PREFIX))/share/ampsh/scripts/{}' \;

clean: ## delete what was built
	swift package clean

tests-built: test-packages
	swift build --build-tests

build-packages:
	@scripts/dev/install-packages $(BUILD_PACKAGES)

test-packages: build-packages
	@scripts/dev/install-packages $(TEST_PACKAGES)
