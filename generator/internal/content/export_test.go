package content

import "essaim/generator/site"

// Problems returns what is wrong with a page.
func (s *Scanner) Problems(name string, data []byte) []site.Problem {
	doc, problems := parse(name, data, s.known)
	if doc == nil {
		return problems
	}
	_, more := s.Facts(doc)
	return append(problems, more...)
}
