package config

import (
	"regexp"
	"strings"
	"testing"
)

// A key that has an effect says to editors what its value may be.
func TestEveryKeyHasAForm(t *testing.T) {
	var check func(prefix string, keys []Key)
	check = func(prefix string, keys []Key) {
		for _, k := range keys {
			if said := k.form != nil; said == (k.Later || k.Keys != nil) {
				t.Errorf("%s%s: has a form: %t", prefix, k.Name, said)
			}
			check(prefix+k.Name+".", k.Keys)
		}
	}
	check("", Keys)
}

func TestSwitchFormHasEveryAnswer(t *testing.T) {
	pattern := regexp.MustCompile(switchForm["anyOf"].([]form)[1]["pattern"].(string))
	for answer := range answers {
		for _, text := range []string{answer, strings.ToUpper(answer), strings.ToUpper(answer[:1]) + answer[1:]} {
			if !pattern.MatchString(text) {
				t.Errorf("%q is not in the form", text)
			}
		}
	}
	if pattern.MatchString("peut-être") || pattern.MatchString("n") {
		t.Error("the form has more than the answers")
	}
}
