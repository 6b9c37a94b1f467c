# Bare `make` prints the targets. Everything lives in .venv and var/; `make clean` removes both.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test faults demo check advisories sbom quotes lint format docs screenshots lock bench services clean

# Airflow starts two to three times slower without .pyc files.
unexport PYTHONDONTWRITEBYTECODE
# A PYTHONPATH of the caller could hide the locked packages.
unexport PYTHONPATH

PY := .venv/bin/python
ARGS ?=

help:
	@awk 'BEGIN {FS = ":.*## "} /^##@/ {printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo

##@ Dùng (use)
run: setup ## chạy Airflow với các kế hoạch, hộp thư diễn tập và sổ; Ctrl-C để dừng
	@$(PY) -m dunghen.entrypoints.standalone $(ARGS)

demo: setup ## diễn trọn một kỳ báo cáo năm bằng đồng hồ giả lập; kết quả trong var/demo/
	@$(PY) -m dunghen.tools.demo $(ARGS)

check: setup ## kiểm tra mọi tệp trong config/ và liệt kê việc cần cấu hình
	@.venv/bin/dunghen check

##@ Kiểm thử (verify)
test: setup-dev services ## cài mọi thứ cần cho kiểm thử và chạy tất cả kiểm thử
	@$(PY) -m pytest -n auto --dist loadgroup $(ARGS)

faults: setup-dev services ## thử lỗi thật lâu (tắt ngang, máy chủ thư, đĩa, sổ, tệp độc hại); viết docs/explanation/promises.md
	@rm -f var/faults.jsonl && mkdir -p var
	@FAULTS_LOG=var/faults.jsonl $(PY) -m pytest tests/faults tests/third_party tests/integration/web/test_schemathesis.py -m "not sample and not benchmark" -n auto --dist loadgroup $(ARGS); status=$$?; \
	  $(PY) -m tests.faults.report var/faults.jsonl; exit $$status

lint: setup-dev ## ruff, mypy, import-linter; trang tài liệu sinh tự động còn khớp
	@scripts/lint.sh

bench: setup-dev ## chạy các phép đo (mặc định không nằm trong make test)
	@$(PY) -m pytest -m benchmark -s $(ARGS)

advisories: setup-dev ## lấy lại danh sách lỗ hổng đã biết: make advisories CLONE=bản-sao-của-pypa/advisory-database
	@test -n "$(CLONE)" || { echo "Chỉ bản sao (git clone) của pypa/advisory-database: make advisories CLONE=thư-mục"; exit 2; }
	@$(PY) scripts/advisories.py renew "$(CLONE)" && $(PY) scripts/advisories.py check

sbom: setup-dev ## danh mục phần mềm có trong bản cài (CycloneDX), từ requirements.txt; var/sbom.json
	@mkdir -p var && .venv/bin/cyclonedx-py requirements requirements.txt --short-PURLs --output-reproducible -o var/sbom.json

quotes: setup-dev ## so mọi trích dẫn với toàn văn: make quotes SEEDS=thư-mục
	@test -n "$(SEEDS)" || { echo "Chỉ thư mục chứa toàn văn: make quotes SEEDS=thư-mục"; exit 2; }
	@$(PY) -m dunghen.tools.quotes "$(SEEDS)" --facts tests/fixtures/facts.csv

##@ Phát triển (develop)
setup: ## tạo .venv với các gói cần để chạy
	@scripts/setup.sh run

setup-dev: ## như trên, thêm các gói cần để phát triển và kiểm thử
	@scripts/setup.sh dev

services: ## cài dịch vụ mà kiểm thử tích hợp tự khởi động (apt-get)
	@scripts/services.sh

format: setup-dev ## định dạng mã nguồn
	@.venv/bin/ruff check --fix --quiet && .venv/bin/ruff format --quiet

docs: setup-dev ## sinh lại docs/reference/ và config/plan.schema.json
	@$(PY) -m dunghen.tools.reference

screenshots: setup-dev services ## chụp lại hình của docs/so-tay/ và in tờ hướng dẫn: ARGS="--only TÊN" cho một hình
	@$(PY) -m tests.handbook.screenshots $(ARGS)

lock: ## khoá lại các gói (UPGRADE=1 để nâng phiên bản)
	@scripts/lock.sh $(if $(UPGRADE),--upgrade)

clean: ## xoá .venv, var/ và mọi tệp tạm
	@rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache dist build
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
