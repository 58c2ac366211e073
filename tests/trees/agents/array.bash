#!/bin/bash
command=(@GH@)
"${command[@]}"
numbers=($(@LL@))
for n in "${numbers[@]}"; do
  @GH@
done
args=(--one --two) # @KK@
: "${args[@]}"
