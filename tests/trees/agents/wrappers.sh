#!/bin/bash
timeout 60 @GH@
env LANG=C @GH@
nice -n 5 @GH@
command @GH@ || true
time @GH@
# sudo @KK@
bash -c '@GH_QUOTED@'
