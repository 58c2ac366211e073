cleanup() {
  @GH@
}
trap cleanup EXIT
trap '@GH_QUOTED@' USR1
# trap '@KK@' EXIT
true
