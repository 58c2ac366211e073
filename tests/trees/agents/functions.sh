#!/bin/sh
try() {
  "$@" || return 1
}
numbers() {
  @LL@
}
act() { @GH@; }
try act
for n in $(numbers); do act "$n"; done
unused() {
  # @KK@
  @KK@
}
