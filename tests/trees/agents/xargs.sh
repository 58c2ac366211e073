#!/usr/bin/env bash
set -euo pipefail
# @LL@ | xargs -n1 @KK@
@LL@ | while read -r n; do
  @GH@ # of $n
done
@LL@ | xargs -I {} echo {}
