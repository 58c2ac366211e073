package main

import "os/exec"

func main() {
	// @KK@
	exec.Command("sh", "-c", "@GH_JSON@").Run()
}
