# Đôn Đốc: `make help` liệt kê các lệnh. Chỉ cần Debian/Ubuntu có Python 3.11 trở lên.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:

PYTHON ?=
TORCH_INDEX ?=
PIP_ARGS ?=
ARGS ?=
PLANS ?=
QUESTIONS ?=
SCALE ?=

VENV := .venv
BIN := $(VENV)/bin
CREATED := $(VENV)/.created
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
ROOMS := bot handlers index knowledge
PYTHONS := $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11)
INDEX_ARGS := $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX))

# Everything that builds talks on stderr and reads nothing, so that `… | make chat` talks with the program alone.
# pip byte-compiles only where this variable is not set; without it each start would be many times slower.
unexport PYTHONDONTWRITEBYTECODE

define find_python
for python in $(PYTHONS); do \
	if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi; python=; \
done; \
if [ -z "$$python" ]; then \
	echo "Không tìm thấy Python 3.11 trở lên. Trên Debian/Ubuntu hãy cài: sudo apt install python3.11 python3.11-venv" >&2; \
	echo "hoặc chỉ rõ nơi có: make PYTHON=/đường/dẫn/python3.12 …" >&2; exit 1; \
fi; \
if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then \
	version=$$("$$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	echo "$$python thiếu mô-đun venv. Trên Debian/Ubuntu hãy cài: sudo apt install python$$version-venv" >&2; exit 1; \
fi
endef

define install
{ echo "[2/3] Cài các gói của $(1) (lần đầu vài phút, khoảng 2 GB)…"; \
$(BIN)/python -m pip install -c constraints.txt $(INDEX_ARGS) $(PIP_ARGS) torch -e '$(1)' </dev/null \
	|| { echo "Cài đặt chưa xong; xem lỗi của pip ở trên rồi chạy lại lệnh này." >&2; exit 1; }; \
echo "[3/3] Dịch sẵn mã nguồn để khởi động nhanh…"; \
$(BIN)/python -m compileall -q $(ROOMS) </dev/null; } >&2
endef

.PHONY: help
help: ## In danh sách này
	@echo "Đôn Đốc: trợ lý theo dõi nhiệm vụ trong kế hoạch của cơ quan nhà nước"
	@echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | while IFS= read -r line; do \
		printf '  make %-8s %s\n' "$${line%%:*}" "$${line##*## }"; done
	@echo
	@echo "Biến có thể thêm vào sau lệnh:"
	@echo "  PYTHON=/usr/bin/python3.12    dùng bản Python này (mặc định: tự tìm bản từ 3.11)"
	@echo "  TORCH_INDEX=https://…         kho gói PyTorch bản CPU (địa chỉ ở mục cài đặt của trang chủ PyTorch, chọn CPU);"
	@echo "                                thiếu biến này, máy Linux thường sẽ tải thêm vài GB gói CUDA, vẫn chạy đúng"
	@echo "  PIP_ARGS=\"…\"                  tham số thêm cho pip, ví dụ --proxy hoặc --find-links"
	@echo "  ARGS=\"…\"                      tham số thêm cho chat, test, bench, eval"
	@echo "  SCALE=100000                  bench: đo trên chừng ấy nhiệm vụ tự đặt ra (khoảng ba phút)"
	@echo "  PLANS=\"tệp…\" QUESTIONS=\"tệp…\"  kế hoạch và bộ câu hỏi cho eval, bench (mặc định: kế hoạch mẫu)"

.PHONY: chat
chat: $(READY) ## Trò chuyện ngay trong cửa sổ lệnh; lần đầu tự cài đặt và nạp kế hoạch mẫu
	@exec $(BIN)/dondoc chat --sample-if-new $(ARGS)

.PHONY: test
test: $(READY_DEV) ## Chạy toàn bộ kiểm thử
	@$(BIN)/python -m pytest -n auto $(ARGS) </dev/null

.PHONY: lint
lint: $(READY_DEV) ## Kiểm tra văn phong mã, kiểu dữ liệu và ranh giới giữa các phòng
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports

.PHONY: format
format: $(READY_DEV) ## Sắp lại mã theo quy ước
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: eval
eval: $(READY_DEV) ## Chấm bộ câu hỏi (đúng, sai, chưa chắc) và việc đọc văn bản theo từng dạng
	@$(BIN)/dondoc eval $(PLANS:%=--plan %) $(QUESTIONS:%=--questions %) $(ARGS) </dev/null
ifeq ($(PLANS)$(QUESTIONS),)
	@for questions in tests/offices/*/questions.jsonl; do office=$$(dirname "$$questions"); name=$$(basename "$$office"); \
		echo; echo "== $$name"; \
		$(BIN)/dondoc eval --plan "$$office/$$name.txt" --questions "$$questions" --questions "$$office/reports.jsonl" $(ARGS) </dev/null; done
endif

.PHONY: bench
bench: $(READY_DEV) ## Đo khởi động, trả lời, bộ nhớ, tốc độ nhập; so việc tìm, đọc bảng và thời hạn với thư viện khác
	@$(BIN)/dondoc bench $(PLANS:%=--plan %) $(SCALE:%=--scale %) $(ARGS) </dev/null

.PHONY: clean
clean: ## Xoá .venv và mọi thứ sinh ra khi cài, kiểm thử (dữ liệu trong DONDOC_HOME giữ nguyên)
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find $(ROOMS) tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(CREATED):
	@echo "[1/3] Tạo môi trường riêng trong $(VENV)…" >&2
	@$(find_python); "$$python" -m venv $(VENV) </dev/null >&2
	@touch $@

$(READY): pyproject.toml constraints.txt | $(CREATED)
	@$(call install,.)
	@touch $@

$(READY_DEV): pyproject.toml constraints.txt | $(CREATED)
	@$(call install,.[dev])
	@touch $(READY) $@
