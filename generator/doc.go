// Package generator builds a site: a folder with a site.yaml and Markdown pages
// under content/ becomes a tree of static files.
//
//	s, err := generator.Open("mon-site", generator.Options{})
//	report, err := s.Build(ctx)
//
// An error is a failure of the machine or a wrong call. The mistakes of the
// site's authors are in the Report, as problems with their file, line and
// column; while there are errors among them the published site stays as it was.
package generator
