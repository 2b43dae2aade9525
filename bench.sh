#!/usr/bin/env bash
# Measures the engine on a full-size random checkpoint: ./bench.sh [name…] [--precision fp32|bf16|auto] [--repeats N] [--cold]
set -euo pipefail
cd "$(dirname "$0")"
dotnet build -c Release bench/Senmitsu.Benchmarks --nologo --verbosity quiet
# glibc reads this at process start only: tensors of megabytes get huge pages, which are cheaper to clear.
if [[ "$(uname)" == Linux ]]; then
  export GLIBC_TUNABLES="${GLIBC_TUNABLES-glibc.malloc.hugetlb=1}"
  export DOTNET_TieredPGO="${DOTNET_TieredPGO-0}" # as ./senmitsu does
fi
exec artifacts/bin/Senmitsu.Benchmarks/release/Senmitsu.Benchmarks "$@"
