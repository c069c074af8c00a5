package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os/exec"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"essaim/generator"
)

func serveCommand(a *app) *cobra.Command {
	f := &siteFlags{}
	var addr string
	var open bool
	cmd := &cobra.Command{
		Use:     "serve [options] [dossier]",
		Aliases: []string{"servir"},
		Short:   "Montre le site pendant qu'on l'écrit",
		Long: "Construit le site, le montre sur cette machine, et le reconstruit à chaque changement.\n\n" +
			"Rien n'est écrit dans public/. S'il y a une erreur, la version précédente reste affichée.",
		Example: "  essaim serve\n  essaim serve --drafts --open",
		Args:    atMost(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			listener, err := listen(addr)
			if err != nil {
				return err
			}
			defer listener.Close()
			address := "http://" + listener.Addr().String() + "/"
			f.options.BaseURL = address
			s, err := f.open(args)
			if err != nil {
				return err
			}
			defer s.Close()
			return a.serve(cmd, f, s.NewServer(), listener, address, open)
		},
	}
	f.register(cmd)
	_ = cmd.Flags().MarkHidden("base-url") // the address is the server's own
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:1313", "adresse et port où servir le site")
	cmd.Flags().BoolVar(&open, "open", false, "ouvre le site dans le navigateur")
	return cmd
}

func listen(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	ip := net.ParseIP(host)
	_, unknown := net.ResolveTCPAddr("tcp", addr)
	if err != nil || unknown != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, usageError(fmt.Sprintf("--addr n'accepte pas « %s »", addr), "le site se montre sur cette machine seulement, par exemple : --addr 127.0.0.1:8080")
	}
	l, err := net.Listen("tcp", addr)
	if errors.Is(err, fs.ErrPermission) { // a port below 1024
		return nil, fmt.Errorf("listen on %s: %w", addr, err)
	}
	if err != nil {
		return nil, usageError(fmt.Sprintf("l'adresse %s est déjà prise, peut-être par un autre « essaim serve »", addr), "arrêtez-le, ou choisissez un autre port : --addr 127.0.0.1:1314")
	}
	return l, nil
}

// serve shows the site until the command is interrupted, or until its first
// build fails for a reason that no change of the site can mend.
func (a *app) serve(cmd *cobra.Command, f *siteFlags, v *generator.Server, l net.Listener, address string, open bool) error {
	ctx, stop := context.WithCancelCause(cmd.Context())
	defer stop(nil)
	server := &http.Server{Handler: v.Handler(), ReadHeaderTimeout: 10 * time.Second}
	served := make(chan error, 1)
	go func() { served <- server.Serve(l) }()

	first := true
	err := v.Watch(ctx, func(r generator.Report, err error) {
		switch {
		case ctx.Err() != nil: // interrupted in the middle of a build
			return
		case err != nil && first:
			stop(err)
		case err != nil:
			a.report(err)
		default:
			_ = a.finish(cmd, f, r, lastLine(r)) // an error of content is said, and the site stays
		}
		if first && err == nil {
			fmt.Fprintf(a.out, "Le site est là : %s (Ctrl+C pour arrêter)\n", address)
			if open {
				openBrowser(address)
			}
		}
		first, f.verbose = false, false // lists are for once; the counts are said each time
	})
	server.Close()
	if e := <-served; err == nil && !errors.Is(e, http.ErrServerClosed) {
		err = e
	}
	if cause := context.Cause(ctx); err == nil && cmd.Context().Err() == nil {
		err = cause
	}
	return err
}

// openBrowser shows an address in the reader's browser; one that does not open
// is no failure, the address is on the screen.
func openBrowser(address string) {
	name, args := "xdg-open", []string{address}
	switch runtime.GOOS {
	case "darwin":
		name = "open"
	case "windows":
		name, args = "rundll32", []string{"url.dll,FileProtocolHandler", address}
	}
	_ = exec.Command(name, args...).Start()
}
