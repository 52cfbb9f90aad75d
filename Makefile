# The two commands: `make run` serves the app, `make test` proves it. `make help` lists the rest.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

LISTEN ?= 127.0.0.1:8080
DATABASE ?= var/yizhan.db
# What is tested and checked is built with everything, once: another set of features would compile the
# dependencies a second time.
FEATURES := --features static-maps

help: ## List the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 20

run: web ## Build everything and serve it with the shipped data on http://127.0.0.1:8080
	@scripts/need.sh rust cc
	cargo build --release --locked
	@echo "Serving on http://$(LISTEN) with the database $(DATABASE); stop with Ctrl-C."
	target/release/yizhan serve --listen $(LISTEN) --database $(DATABASE)

map-renderer: ## Build the program that draws maps for pictures, beside the server (takes minutes)
	@scripts/need.sh rust cc vulkan
	cargo build --release --locked $(FEATURES) --bin yizhan-map-renderer

web: ## Build the web pages that the program carries inside it
	@scripts/need.sh node
	@scripts/web.sh

test: web ## Install what the tests need and run all of them
	@scripts/need.sh rust cc postgres chromium gdal poppler python vulkan
	cargo test --locked $(FEATURES)
	npm --prefix web test
	cargo build --locked $(FEATURES)
	scripts/clients.sh
	@scripts/openpyxl.sh >/dev/null
	npm --prefix web run e2e
	@scripts/schemathesis.sh

check: web ## Formatting, lints, licences and advisories of dependencies, web checks
	@scripts/need.sh rust cc python
	cargo fmt --check
	cargo clippy --locked --all-features --all-targets -- -D warnings
	@scripts/deny.sh
	npm --prefix web run check
	npm --prefix web run sizes
	@scripts/hygiene.sh

bench: ## Criterion benches; YIZHAN_BENCH_LARGE=1 adds 2,000,000 stations
	@scripts/need.sh rust cc
	cargo bench --locked

bench-http: ## Load test on loopback against a constant answer of the same size
	@scripts/need.sh rust cc wrk
	@scripts/bench_http.sh

bench-tiles: ## Vector tiles on loopback: kept ones, fresh ones, and PostGIS's
	@scripts/need.sh rust cc wrk postgis
	@scripts/bench_tiles.sh

qgis: ## QGIS without a screen against the program; installs QGIS, almost a gigabyte
	@scripts/need.sh rust cc qgis
	cargo build --locked $(FEATURES)
	scripts/qgis.sh

s3: web ## Photos in a bucket: builds the program with S3, and tries it against moto
	@scripts/need.sh rust cc python
	scripts/s3.sh

clean: ## Remove what was built; the database stays
	cargo clean
	rm -rf web/dist web/node_modules

.PHONY: help run map-renderer web test check bench bench-http bench-tiles qgis s3 clean
