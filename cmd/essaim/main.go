// Command essaim compiles a folder of Markdown pages about digital education
// projects into a static site. There is one file here for each command; what
// they do is in package generator, what they say is here, in French.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() { os.Exit(run()) }

// run executes the command line and returns the exit code.
func run() int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl+C ends the program there and then
	return execute(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
}
