package content

import (
	"bytes"
	"regexp"
	"strings"
)

// What a heading may hold that is no text of its title.
var (
	privateRemark = regexp.MustCompile(`<!--.*?(?:-->|$)|%%.*?(?:%%|$)|\{>>.*?(?:<<\}|$)|\{/\*.*?(?:\*/\}|$)`)
	saidOfHeading = regexp.MustCompile(`\s*\{:?\s*[.#-][^{}]*\}\s*$`)
	closingMarks  = regexp.MustCompile(`(?:^|\s)#+\s*$`)
	linkInHeading = regexp.MustCompile(`\[([^\[\]]*)\]\([^()]*\)`)
	emphasised    = regexp.MustCompile(`\*([^*]+)\*`)
	markInHeading = strings.NewReplacer("**", "", "__", "", "==", "", "~~", "", "`", "")
)

// HeadingText returns the text of a heading as a title: without its marks, what
// is said of it between braces, and what its author wrote for himself.
func HeadingText(heading string) string {
	s := privateRemark.ReplaceAllString(heading, "")
	s = closingMarks.ReplaceAllString(saidOfHeading.ReplaceAllString(s, ""), "")
	s = linkInHeading.ReplaceAllString(s, "$1")
	s = emphasised.ReplaceAllString(markInHeading.Replace(s), "$1")
	return strings.Join(strings.Fields(s), " ")
}

// firstHeading returns the text of the first heading of level 1, "" when there
// is none. What stands in code or in a remark is none.
func firstHeading(body []byte) string {
	until := "" // what ends the code or the remark that is open
	for line := range bytes.Lines(body) {
		text := strings.TrimSpace(string(line))
		switch {
		case until != "":
			if closesPassage(text, until) {
				until = ""
			}
		case strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~"):
			until = text[:3]
		case strings.HasPrefix(text, "%%") && !strings.Contains(text[2:], "%%"):
			until = "%%"
		case strings.HasPrefix(text, "<!--") && !strings.Contains(text[2:], "-->"):
			until = "-->"
		case bytes.HasPrefix(line, []byte("# ")):
			if title := HeadingText(text[1:]); title != "" {
				return title
			}
		}
	}
	return ""
}

func closesPassage(line, mark string) bool {
	if mark == "%%" || mark == "-->" {
		return strings.Contains(line, mark)
	}
	return strings.HasPrefix(line, mark)
}
