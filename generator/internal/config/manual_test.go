package config

import (
	"os"
	"strings"
	"testing"
)

// TestManualListsEveryKey keeps the chapter on site.yaml from drifting: each
// key that has an effect stands there with the sentence of its table.
func TestManualListsEveryKey(t *testing.T) {
	data, err := os.ReadFile("../../../content/guide/les-reglages.md")
	if err != nil {
		t.Fatal(err)
	}
	names, sentences := string(data), strings.ReplaceAll(string(data), "`", "")
	var check func(prefix string, keys []Key)
	check = func(prefix string, keys []Key) {
		for _, k := range keys {
			if k.Later {
				continue
			}
			if name := "`" + prefix + k.Name + "`"; !strings.Contains(names, name) {
				t.Errorf("the manual does not name the key %s", name)
			}
			if !strings.Contains(sentences, k.Doc) {
				t.Errorf("the manual does not say of %s%s: %s", prefix, k.Name, k.Doc)
			}
			check(prefix+k.Name+".", k.Keys)
		}
	}
	check("", Keys)
}
