#!/bin/sh
@GH@
# @KK@
if @GH@; then echo ok; else echo no; fi
