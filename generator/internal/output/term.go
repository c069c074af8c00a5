package output

import (
	"fmt"

	"essaim/generator/internal/french"
	"essaim/generator/internal/index"
	"essaim/generator/internal/theme"
	"essaim/generator/site"
)

// terms lists, for each vocabulary with pages that something carries, the page
// of the vocabulary and those of its terms; audiences have portals.
func terms(m *Maker) (out []Output) {
	for _, vocabulary := range m.Index.Schema.Vocabularies {
		used := m.Index.Terms(vocabulary.Name)
		if !vocabulary.Pages || len(used) == 0 {
			continue
		}
		address := site.Address(vocabulary.Name + "/")
		out = append(out, Output{Address: address, What: fmt.Sprintf("la liste « %s »", vocabulary.Label),
			make: func(m *Maker, v *index.View) (made, error) {
				ctx := theme.VocabularyContext{
					Context:    m.context(v, "vocabulaire", vocabulary.Label, ""),
					Vocabulary: vocabulary, Terms: v.Terms(vocabulary.Name),
				}
				return m.render(ctx, nil, "vocabulaire")
			}})
		for _, t := range used {
			out = append(out, m.termPages(vocabulary, t)...)
			out = append(out, m.passagePages(vocabulary, t)...)
		}
	}
	return out
}

func (m *Maker) termPages(vocabulary *site.Vocabulary, t *site.Term) []Output {
	what := fmt.Sprintf("la page « %s » de « %s »", t.Label, vocabulary.Label)
	return m.windows("terme/"+vocabulary.Name+"/"+t.ID, site.Pos{}, what,
		func(v *index.View, ctx *theme.ListContext) ([]site.Problem, error) {
			ctx.Term = v.Term(vocabulary.Name, t.ID)
			if vocabulary.Name != index.AudienceVocabulary {
				ctx.Trail = append(ctx.Trail, theme.Link{Label: vocabulary.Label, URL: v.Place().To(site.Address(vocabulary.Name + "/"))})
			}
			return nil, nil
		})
}

// passagePages lists the pages where a passage is written for an audience, when
// they are more than its portal shows.
func (m *Maker) passagePages(vocabulary *site.Vocabulary, t *site.Term) []Output {
	list := index.PassageList(t.ID)
	if vocabulary.Name != index.AudienceVocabulary || m.Index.Len(list) <= index.PortalPassages {
		return nil
	}
	return m.windows(list, site.Pos{}, fmt.Sprintf("la liste des passages pour « %s »", t.Label),
		func(v *index.View, ctx *theme.ListContext) ([]site.Problem, error) {
			ctx.Term = v.Term(vocabulary.Name, t.ID)
			ctx.Kind = "passages"
			ctx.Trail = append(ctx.Trail, theme.Link{Label: t.Label, URL: v.Place().To(index.TermAddress(t))})
			return nil, nil
		})
}

// portal completes the context of the portal of an audience.
func (m *Maker) portal(ctx *theme.ListContext, v *index.View) error {
	ctx.Kind = "portail"
	list := index.PassageList(ctx.Term.ID)
	ctx.Passages = v.Latest(list, index.PortalPassages)
	if n := v.Count(list); n > len(ctx.Passages) {
		label, err := m.Theme.Say("passages.tout", french.FormatNumber(float64(n)))
		if err != nil {
			return err
		}
		ctx.AllPassages = &theme.Link{Label: label, URL: v.Place().To(m.Index.ListAddress(list))}
	}
	return nil
}
