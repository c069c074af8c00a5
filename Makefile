# What one needs to work on essaim. `make test` is all that a fresh machine
# with Go needs: Go itself fetches the tools that go.mod pins.

GO ?= go

.PHONY: serve build test tools compiler browser vet lint unit repository-site bench fuzz clean

serve:                ## show the site of this repository
	$(GO) run ./cmd/essaim serve

build:                ## make the program, one static binary
	CGO_ENABLED=0 $(GO) build -trimpath -o essaim ./cmd/essaim

test: tools vet lint unit repository-site

tools: compiler browser ## what the tests need beside Go, installed with apt-get where it can be

compiler:             ## for the race detector
	@command -v cc >/dev/null || { $(call install,a C compiler: install gcc,gcc libc6-dev); }

browser:              ## in which tests open pages; CHROMIUM names one that is not in PATH
	@command -v "$${CHROMIUM:-chromium}" >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	  { $(call install,a browser: install Chromium or Google Chrome and let CHROMIUM name the program,chromium); }

# install,what is missing,its packages
define install
  command -v apt-get >/dev/null || { echo 'make test needs $(1)' >&2; exit 1; }; \
  sudo=; [ "$$(id -u)" = 0 ] || sudo=sudo; \
  $$sudo apt-get update -q && $$sudo apt-get install -qy --no-install-recommends $(2)
endef

vet:
	test -z "$$(gofmt -l cmd generator themes)" || { gofmt -l cmd generator themes; exit 1; }
	$(GO) vet ./...
	GOOS=windows $(GO) vet ./...
	GOOS=darwin $(GO) vet ./...

lint:                 ## static analysis, the version pinned in go.mod
	$(GO) tool staticcheck ./...

unit:
	CGO_ENABLED=1 $(GO) test -race -timeout 60m ./...

repository-site:      ## the site of this repository has no error
	$(GO) run ./cmd/essaim check

bench:
	$(GO) test -run '^$$' -bench . -benchmem ./...

fuzz:                 ## a minute of each fuzz target
	@for pkg in $$($(GO) list ./...); do \
	  for f in $$($(GO) test -list '^Fuzz' $$pkg | grep '^Fuzz'); do \
	    $(GO) test -run '^$$' -fuzz "^$$f$$" -fuzztime 60s $$pkg || exit 1; \
	  done; \
	done

clean:
	rm -rf essaim .essaim public/*
