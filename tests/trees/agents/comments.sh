#!/bin/sh
# Closes what is done. By hand: @KK@
# @KK@ \
#   --help
set -eu

@GH@ # and never @KK@
if true; then
  # @KK@
  @GH@
fi # @KK@
printf '%s\n' '@KK@'
