PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help run test lint bench lock messages

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Set up what is missing and start School Talks (API_PORT=8000 WEB_PORT=3000)
	@exec $(PYTHON) -m tools run

test: ## Run all tests, or one part: only=sqlite, postgres, node or journeys
	@exec $(PYTHON) -m tools test $(only)

lint: ## Check style, types and the direction of imports
	@exec $(PYTHON) -m tools lint

bench: ## Compare logins, texts, reading, searching and chatting with what they can't do without
	@.venv/bin/python -m bench.login
	@.venv/bin/python -m bench.richtext
	@.venv/bin/python -m bench.reading
	@.venv/bin/python -m bench.search
	@.venv/bin/python -m bench.chat

lock: ## Compile requirements/*.txt from pyproject.toml
	@exec $(PYTHON) -m tools lock

messages: ## Compile the translations (needs gettext's msgfmt)
	@for po in backend/locale/*/LC_MESSAGES/*.po; do msgfmt --check-format --output-file="$${po%.po}.mo" "$$po" || exit 1; done
