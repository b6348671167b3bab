# What the commands of README.md call. `make help` lists the targets.

SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=

BUILD := .build/release/ampsh
# Swift's static library exports every symbol of the program, for the loader to go through at each start. Nothing but Lua's C
# modules looks one up.
RELEASE := -c release --static-swift-stdlib --disable-local-rpath -Xlinker --no-export-dynamic \
	-Xlinker --dynamic-list=$(CURDIR)/CLua/exported.list -Xlinker $(CURDIR)/.build/lua.o
SOURCES := Sources Tests Benchmarks Package.swift

# Debian packages: libraries that are linked, and a C++ compiler for the TOML parser.
BUILD_PACKAGES := liblua5.4-dev libedit-dev libsqlite3-dev zlib1g-dev g++ git ca-certificates
# Stock Lua and one of its C modules, which the tests compare with.
TEST_PACKAGES := lua5.4 lua-socket

# A command without any AMPSH_ variable of the caller, and without what else would change what the shell says.
CLEAN_ENVIRONMENT := env $$(compgen -e | grep '^AMPSH_' | sed 's/^/-u /') -u NO_COLOR -u CLICOLOR_FORCE -u RECORD

.PHONY: help run build test check reliability docs bench bench-check measures install clean build-packages test-packages tests-built

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: build ## build, then open the prompt on the local sandbox (without a terminal: run the tour)
	@if [ -t 0 ]; then exec $(BUILD) --sandbox; \
	else $(CLEAN_ENVIRONMENT) $(BUILD) --sandbox-path :memory: scripts/tour.lua; fi

build: build-packages .build/lua.o ## build the release binary .build/release/ampsh
	swift build $(RELEASE) --product ampsh

# Lua as one object: it runs up to a fifth faster than as a shared library. Not as the archive, whose symbols Swift's link
# hides from C modules.
.build/lua.o: | build-packages
	mkdir -p .build
	ld -r --whole-archive "$$($(CC) -print-file-name=liblua5.4.a)" -o $@

test: tests-built ## run all tests
	$(CLEAN_ENVIRONMENT) swift test --skip-build

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

measures: build-packages .build/lua.o
	swift build $(RELEASE) --product HostMeasures

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
