package output

import (
	"essaim/generator/internal/index"
	"essaim/generator/internal/theme"
	"essaim/generator/site"
)

const surveyAddress site.Address = "bilan/"

// survey lists the page that says what is to be done for the content, when
// site.yaml asks for it. Neither the menu nor the sitemap leads there: it is
// for those who write the site.
func survey(m *Maker) []Output {
	if !m.Settings.Survey {
		return nil
	}
	return []Output{{Address: surveyAddress, What: "la page du bilan", make: func(m *Maker, v *index.View) (made, error) {
		title, err := m.Theme.Say("bilan.titre")
		if err != nil {
			return made{}, err
		}
		return m.render(theme.SurveyContext{Context: m.context(v, "bilan", title, ""), Survey: v.Survey()}, nil, "bilan")
	}}}
}
