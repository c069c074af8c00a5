package browser

import (
	"encoding/json"
	"fmt"
	"net"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// sink is the listener that stands for every other machine. It reads what it
// is sent, writes down the name that was called, and hangs up.
type sink struct {
	listener net.Listener
	wg       sync.WaitGroup
	mu       sync.Mutex
	names    []string
}

func listen(t testing.TB) *sink {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &sink{listener: l}
	s.wg.Go(func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			s.wg.Go(func() { s.hear(conn) })
		}
	})
	return s
}

func (s *sink) address() string { return s.listener.Addr().String() }

func (s *sink) hear(conn net.Conn) {
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(time.Second))
	data := make([]byte, 2048)
	n, _ := conn.Read(data) // a connection opened ahead of a request sends nothing
	name := nameIn(data[:n])
	s.mu.Lock()
	defer s.mu.Unlock()
	if name != "" {
		s.names = append(s.names, name)
	}
}

// domain finds a name in the first bytes of HTTP (Host) or of TLS (server name).
var domain = regexp.MustCompile(`(?i)([a-z0-9-]+\.)+[a-z]{2,}`)

// nameIn is the name of the machine that a connection was meant for, "" when
// it does not say.
func nameIn(data []byte) string {
	text := string(data)
	if _, after, found := strings.Cut(text, "\r\nHost: "); found {
		text = after
	}
	return strings.ToLower(domain.FindString(text))
}

func (s *sink) close() {
	s.listener.Close()
	s.wg.Wait()
}

func (s *sink) called() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.names)
}

// netLog is what Chromium writes of its network, as far as we read it.
type netLog struct {
	Events []struct{ Params any }
}

// hostsIn reads the log that Chromium keeps of its network, and returns the
// names in it other than this machine's.
func (s *sink) hostsIn(file string) ([]string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var log netLog
	if err := json.Unmarshal(data, &log); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var hosts []string
	for _, e := range log.Events {
		hosts = s.hostsOf(e.Params, hosts)
	}
	return hosts, nil
}

// wanted are the parameters of events that name what is wanted of the network.
var wanted = []string{"url", "host", "original_url", "group_id", "origin", "destination"}

// hostsOf adds to hosts the names in the parameters of an event.
func (s *sink) hostsOf(params any, hosts []string) []string {
	switch params := params.(type) {
	case map[string]any:
		// A name is looked up under the one of the sink, and for whom is said.
		host, _ := params["host"].(string)
		by, _ := params["network_anonymization_key"].(string)
		if strings.HasSuffix(host, s.address()) && strings.Contains(by, "//127.0.0.1") && !slices.Contains(hosts, Unnamed) {
			hosts = append(hosts, Unnamed)
		}
		for key, value := range params {
			text, ok := value.(string)
			if !ok {
				hosts = s.hostsOf(value, hosts)
			} else if host := hostOf(text); host != "" && slices.Contains(wanted, key) && !slices.Contains(hosts, host) {
				hosts = append(hosts, host)
			}
		}
	case []any:
		for _, value := range params {
			hosts = s.hostsOf(value, hosts)
		}
	}
	return hosts
}

// hostOf reads "https://a.test/b", "pm/ssl/a.test:443" and "a.test:443".
func hostOf(text string) string {
	if u, err := url.Parse(text); err == nil && u.Host != "" {
		text = u.Hostname()
	}
	return strings.ToLower(domain.FindString(text))
}
