#!/usr/bin/env bash
input="$(cat)"
if [[ "$input" == *"@KK_QUOTED@"* ]]; then
  echo "not here" >&2
  exit 2
fi
case "$input" in
  "gh pr merge "*) exit 2 ;;
esac
@GH@
