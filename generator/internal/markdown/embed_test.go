package markdown

import (
	"fmt"
	"strings"
	"testing"
)

func TestResource(t *testing.T) {
	const uuid = "52a10666-3a18-4e73-93da-e8d3c12c305a"
	tests := []struct {
		address string
		want    string // kind and address; "" for a link like others, "known" when only a frame would be one
	}{
		{"https://tubes.apps.education.fr/w/9Kxmk3rMzT2YzP4uVYuQPk", "video https://tubes.apps.education.fr/w/9Kxmk3rMzT2YzP4uVYuQPk"},
		{"https://tubes.apps.education.fr/videos/embed/" + uuid + "?autoplay=1&title=0", "video https://tubes.apps.education.fr/w/" + uuid},
		{"http://tubes.apps.education.fr/videos/watch/" + uuid + "?start=1m30s&stop=2m", "video https://tubes.apps.education.fr/w/" + uuid + "?start=1m30s"},
		{"https://tubes.apps.education.fr/video-playlists/embed/" + uuid, "video https://tubes.apps.education.fr/w/p/" + uuid},
		{"https://tubes.apps.education.fr/about", "known"},
		{"https://framatube.org/w/9Kxmk3rMzT2YzP4uVYuQPk;threadId=1", "video https://framatube.org/w/9Kxmk3rMzT2YzP4uVYuQPk"},
		{"https://peertube.exemple.fr/w/9Kxmk3rMzT2YzP4uVYuQPk", "video https://peertube.exemple.fr/w/9Kxmk3rMzT2YzP4uVYuQPk"},
		{"https://peertube.exemple.fr/autre", ""},
		{"https://exemple.fr/w/9Kxmk3rMzT2YzP4uVYuQPk", ""},
		{"https://podeduc.apps.education.fr/video/1234-un-titre/?is_iframe=true", "video https://podeduc.apps.education.fr/video/1234-un-titre/"},
		{"https://www.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=43s&list=PL1", "video https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=43s"},
		{"https://m.youtube.com/shorts/dQw4w9WgXcQ?feature=share", "video https://www.youtube.com/watch?v=dQw4w9WgXcQ"},
		{"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=0&rel=0", "video https://www.youtube.com/watch?v=dQw4w9WgXcQ"},
		{"https://www.youtube.com/embed/videoseries?si=a&list=PL12345678", "video https://www.youtube.com/playlist?list=PL12345678"},
		{"https://youtu.be/dQw4w9WgXcQ?si=abc&t=90", "video https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90"},
		{"https://www.youtube.com/@chaine", "known"},
		{"https://vimeo.com/76979871", "video https://vimeo.com/76979871"},
		{"https://vimeo.com/76979871/8272103f6e?share=copy", "video https://vimeo.com/76979871/8272103f6e"},
		{"https://player.vimeo.com/video/76979871?dnt=1&h=8272103f6e#t=30s", "video https://vimeo.com/76979871/8272103f6e#t=30s"},
		{"https://vimeo.com/about", "known"},
		{"https://geo.dailymotion.com/player/x1.html?video=x84sh87", "video https://www.dailymotion.com/video/x84sh87"},
		{"https://dai.ly/x84sh87", "video https://www.dailymotion.com/video/x84sh87"},
		{"https://lesfondamentaux.reseau-canope.fr/video/le-titre.html", "video https://lesfondamentaux.reseau-canope.fr/video/le-titre.html"},
		{"https://www.reseau-canope.fr/notice/x.html", "known"},
		{"https://enseignants.lumni.fr/fiche-media/00000001234/titre.html?utm_source=a", "video https://enseignants.lumni.fr/fiche-media/00000001234/titre.html"},
		{"https://www.arte.tv/embeds/fr/012345-000-A", "video https://www.arte.tv/fr/videos/012345-000-A/"},
		{"https://www.lumni.fr/video/la-guerre-froide", "video https://www.lumni.fr/video/la-guerre-froide"},
		{"https://www.lumni.fr/embed/la-guerre-froide", "known"},
		{"https://educ.arte.tv/program/un-titre", "video https://educ.arte.tv/program/un-titre"},
		{"https://www.arte.tv/embed/fr/012345-000-A", "known"},
		{"https://www.podcastics.com/podcast/episode/un-titre-40842/", "son https://www.podcastics.com/podcast/episode/un-titre-40842/"},
		{"https://www.podcastics.com/player/light/87/17837/", "son https://www.podcastics.com/player/light/87/17837/"},
		{"https://macarte.ign.fr/carte/eIPAnb/Un-titre", "carte https://macarte.ign.fr/carte/eIPAnb/Un-titre"},
		{"https://macarte.ign.fr/", "known"},
		{"https://edugeo.ign.fr/carte/eIPAnb", ""},
		{"https://h5p.org/h5p/embed/617", "activite https://h5p.org/h5p/embed/617"},
		{"https://ecole.h5p.com/content/12345/embed", "activite https://ecole.h5p.com/content/12345"},
		{"https://app.lumi.education/api/v1/run/AbCd-1/embed", "activite https://app.lumi.education/run/AbCd-1"},
		{"https://www.geogebra.org/material/iframe/id/abcd1234/width/800/height/600", "activite https://www.geogebra.org/m/abcd1234"},
		{"https://www.geogebra.org/m/abcd1234#material/x", "activite https://www.geogebra.org/m/abcd1234"},
		{"https://www.geogebra.org/", "known"},
		{"https://scratch.mit.edu/projects/1234/embed", "activite https://scratch.mit.edu/projects/1234/"},
		{"https://learningapps.org/watch?v=pabc123", "activite https://learningapps.org/watch?v=pabc123"},
		{"https://learningapps.org/display?v=pabc123", "activite https://learningapps.org/display?v=pabc123"},
		{"https://learningapps.org/watch?app=11838531", "activite https://learningapps.org/watch?app=11838531"},
		{"https://learningapps.org/view3163944", "activite https://learningapps.org/view3163944"},
		{"https://learningapps.org/1319776", "activite https://learningapps.org/1319776"},
		{"https://view.genial.ly/5f0abcdef012345678901234/presentation-titre", "activite https://view.genially.com/5f0abcdef012345678901234"},
		{"https://www.quiziniere.com/#/Exercice/ABCD", "activite https://www.quiziniere.com/#/Exercice/ABCD"},
		{"https://ladigitale.dev/digiview/#/v/abc", "video https://ladigitale.dev/digiview/#/v/abc"},
		{"https://ladigitale.dev/digiquiz/#/q/abc", "activite https://ladigitale.dev/digiquiz/#/q/abc"},
		{"https://digipad.app/p/123/abc", "ressource https://digipad.app/p/123/abc"},
		{"https://ladigitale.dev/digipad/", "known"},
		{"https://www.openstreetmap.org/export/embed.html?bbox=2.1%2C48.8%2C2.5%2C48.9&layer=mapnik", "carte https://www.openstreetmap.org/?bbox=2.1%2C48.8%2C2.5%2C48.9"},
		{"https://www.openstreetmap.org/#map=12/48.85/2.35", "carte https://www.openstreetmap.org/#map=12/48.85/2.35"},
		{"https://umap.openstreetmap.fr/fr/map/nos-projets_12?scaleControl=false&miniMap=false", "carte https://umap.openstreetmap.fr/fr/map/nos-projets_12"},
		{"https://data.education.gouv.fr/explore/dataset/fr-en-annuaire/table/?utm_campaign=x", "donnees https://data.education.gouv.fr/explore/dataset/fr-en-annuaire/"},
		{"https://nuage.apps.education.fr/s/abc", "known"},
		{"https://apps.education.fr.evil.test/w/9Kxmk3rMzT2YzP4uVYuQPk", ""},
		{"https://youtube.com@evil.test/watch?v=dQw4w9WgXcQ", ""},
		{"https://evilyoutube.com/watch?v=dQw4w9WgXcQ", ""},
		{"https://youtube.com:8443/watch?v=dQw4w9WgXcQ", ""},
		{"https://tube.a$1b.fr/w/9Kxmk3rMzT2YzP4uVYuQPk", ""},
		{"https://pod.exemple.org/media/1?a=b&utm_medium=c#d", "ressource https://pod.exemple.org/media/1?a=b#d"},
		{"https://sous.pod.exemple.org/videos/embed/" + uuid, "video https://sous.pod.exemple.org/w/" + uuid},
		{"https://pod.exemple.org/", "known"},
	}
	p := newPage(Source{Medias: []string{"pod.exemple.org"}}, nowhere{})
	for _, tt := range tests {
		r, certain, known := p.resource(tt.address)
		got := ""
		if certain {
			got = r.kind + " " + r.url
		} else if known {
			got = "known"
		}
		if got != tt.want {
			t.Errorf("resource(%q) = %q, want %q", tt.address, got, tt.want)
		}
		if verbs[r.kind].name == "" && known {
			t.Errorf("resource(%q): no words for %q", tt.address, r.kind)
		}
	}
}

func TestCardWords(t *testing.T) {
	for kind, verb := range verbs {
		for lang := range labels {
			p := newPage(Source{Lang: lang}, nowhere{})
			if got := p.label(verb.label); got == "" {
				t.Errorf("no label for %s in %s", kind, lang)
			}
		}
	}
	src := source("[The robot](https://youtu.be/dQw4w9WgXcQ)")
	src.Lang = "en-GB"
	const want = "Watch the video on youtube.com</a>"
	if got := string(New().Render(src, nowhere{}).HTML); !strings.Contains(got, want) {
		t.Errorf("in English: %s, want %q", got, want)
	}
}

// What site.yaml adds is shown as what all know.
func TestMedias(t *testing.T) {
	src := source("<iframe src=\"https://mediatheque.exemple.org/lecteur/12\" title=\"Le film\"></iframe>")
	r := New()
	if got := r.Render(src, nowhere{}).Problems; len(got) != 1 || got[0].Rule != "media" || !strings.Contains(got[0].Hint, "medias: [mediatheque.exemple.org]") {
		t.Errorf("a host that is not listed: %v", got)
	}
	src.Medias = []string{"exemple.org"}
	res := r.Render(src, nowhere{})
	if len(res.Problems) > 0 || !strings.Contains(string(res.HTML), "Ouvrir la ressource sur mediatheque.exemple.org") {
		t.Errorf("a host that is listed: %s %v", res.HTML, res.Problems)
	}
}

func TestMediaPositions(t *testing.T) {
	tests := []struct {
		name, in string
		want     string // line:col and rule of each problem
	}{
		{"a bare address", "a\n\nhttps://youtu.be/abcdefgh", "3:1 media"},
		{"a code", "> {%youtube abcdefgh %}", "1:3 media"},
		{"a frame", "- a\n\n  <iframe src=\"https://youtu.be/abcdefgh\"></iframe>", "3:3 media"},
		{"the second frame of a block", "<div>\n<iframe src=//youtu.be/abcdefgh title=a></iframe>\n  <iframe src=//a.fr/b></iframe></div>", "3:3 media"},
		{"a frame in a line", "é <iframe src=//a.fr/b></iframe>", "1:4 media"},
		{"a frame with a fault beside", "<form>\n<iframe src=//a.fr/b></iframe></form>", "1:1 html,2:1 media"},
		{"an image of Obsidian", "a ![[b.png]]", "1:3 image"},
		{"an image with a size", "a\n![](b.png =300x)", "2:1 image"},
		{"a size that is none", "![a b](c.png =grand)", "1:1 image"},
		{"an image in HTML", "a <img src=b.png>", "1:3 image"},
		{"an image in a block", "<p>\n<img src=b.png></p>", "2:1 image"},
		{"subtitles of elsewhere", "![a b](c.mp4){sous-titres=https://d.fr/e.vtt}", "1:1 media"},
		{"a transcription without a card", "Voir [a](https://youtu.be/abcdefgh){transcription=b.md}", "1:6 attribut"},
		{"a link around an image in HTML", "<p><a href=a.md><img src=b.png alt='a b'></a></p>", "1:4 html"},
		{"nothing to say", "[a](https://youtu.be/abcdefgh)\n\n![a b](c.png =300x){.droite}\n\n![](d.png){decorative}", ""},
	}
	r := New()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range r.Render(source(tt.in), &echo{}).Problems {
				got = append(got, fmt.Sprintf("%d:%d %s", p.Line, p.Col, p.Rule))
			}
			if strings.Join(got, ",") != tt.want {
				t.Errorf("Render(%q): problems %v, want %s", tt.in, got, tt.want)
			}
		})
	}
}

// sized is a Resolver that knows how large pictures are.
type sized struct{}

func (sized) Resolve(l Link) Target { return Target{URL: l.Dest, Width: 1200, Height: 800} }

func TestImageSizes(t *testing.T) {
	tests := []struct{ in, want string }{
		{"![a b](c.png)", `width="1200" height="800"`},
		{"![a b](c.png =300x)", `width="300" height="200"`},
		{"![a b](c.png =300)", `width="300" height="200"`},
		{"![a b](c.png =x100)", `width="150" height="100"`},
		{"![a b](c.png =300x300)", `width="300" height="300"`},
		{"![a b](c.png){width=300px}", `width="300" height="200"`},
		{"![a b](c.png){largeur=1}", `width="1" height="1"`},
		{"![[c.png|a b|300]]", `width="300" height="200"`},
		{"![a b|300](c.png)", `width="300" height="200"`},
		{"![a b](c.png =50%)", `width="1200" height="800"`},
		{"<img src=c.png alt='a b' width=300>", `width="300" height="200"`},
	}
	r := New()
	for _, tt := range tests {
		if got := string(r.Render(source(tt.in), sized{}).HTML); !strings.Contains(got, " "+tt.want+" ") {
			t.Errorf("%s gives %s, want %s", tt.in, got, tt.want)
		}
	}
}
