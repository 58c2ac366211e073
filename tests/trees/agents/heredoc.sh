#!/bin/sh
cat <<'EOF'
Usage: release.sh
  @KK@
EOF
sh <<'EOF'
# @KK@
@GH@
EOF
cat <<EOF | cat
# @KK@
EOF
@GH@
