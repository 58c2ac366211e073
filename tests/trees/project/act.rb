# @KK@
system("@GH_JSON@")
