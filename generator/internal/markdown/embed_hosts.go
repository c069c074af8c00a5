package markdown

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// resource is what an address on another site shows: a video, a map…
type resource struct {
	kind string // a key of verbs
	url  string // of its own page, sober: neither player nor tracking
	host string // as readers know it, "tubes.apps.education.fr"
}

// verbs are the labels of what a reader does with each kind of resource, and
// its name in a message.
var verbs = map[string]struct{ label, name string }{
	"video":     {"voir-video", "cette vidéo"},
	"son":       {"ecouter", "ce son"},
	"activite":  {"ouvrir-activite", "cette activité"},
	"carte":     {"ouvrir-carte", "cette carte"},
	"donnees":   {"voir-donnees", "ces données"},
	"document":  {"lire-document", "ce document"},
	"ressource": {"ouvrir-ressource", "cette ressource"},
}

// provider is a site whose resources people show in their pages.
type provider struct {
	kind  string
	hosts string // names, apart by spaces; a * stands for any beginning or end
	forms []form // addresses of its resources; others are known in a frame only
	from  string // what to add to an address for the moment where it begins
}

// form is one form of the address of a resource, from its path on, and what it
// becomes; "" keeps it, less what tracks its readers.
type form struct {
	pattern *regexp.Regexp
	becomes string
}

func is(pattern, becomes string) form { return form{regexp.MustCompile(pattern), becomes} }

// providers are the sites that a page may present. Of two that have a host, the
// first with the right form is the one.
var providers = []provider{
	// PeerTube, as those of the ministry and of Framasoft are named.
	{"video", "tubes.apps.education.fr framatube.org tube.* tube-* tubes.* peertube.* peertube-*", peerTube, "?start="},
	// Esup-Pod
	{"video", "podeduc.apps.education.fr pod.*", []form{is(`^(/video/[\w-]+)`, "https://{host}$1/")}, "?start="},
	{"video", "youtube.com m.youtube.com music.youtube.com youtube-nocookie.com", []form{
		is(`^/watch\?(?:.*&)?v=([\w-]{6,20})`, "https://www.youtube.com/watch?v=$1"),
		is(`^/(?:embed/videoseries|playlist)/?\?(?:.*&)?list=([\w-]{6,50})`, "https://www.youtube.com/playlist?list=$1"),
		is(`^/(?:embed|shorts|live|v)/([\w-]{6,20})`, "https://www.youtube.com/watch?v=$1"),
	}, "&t="},
	{"video", "youtu.be", []form{is(`^/([\w-]{6,20})`, "https://www.youtube.com/watch?v=$1")}, "&t="},
	{"video", "player.vimeo.com", []form{
		is(`^/video/(\d+)\?(?:.*&)?h=(\w+)`, "https://vimeo.com/$1/$2"),
		is(`^/video/(\d+)`, "https://vimeo.com/$1"),
	}, "#t="},
	{"video", "vimeo.com", []form{
		is(`^/(\d+/[0-9a-f]{6,20})\b`, "https://vimeo.com/$1"),
		is(`^/(?:channels/\w+/|album/\d+/video/|showcase/\d+/video/|video/)?(\d+)\b`, "https://vimeo.com/$1"),
	}, "#t="},
	{"video", "dailymotion.com geo.dailymotion.com", []form{
		is(`^/(?:embed/)?video/(\w+)`, "https://www.dailymotion.com/video/$1"),
		is(`^/player(?:/\w+)?\.html\?(?:.*&)?video=(\w+)`, "https://www.dailymotion.com/video/$1"),
	}, "?start="},
	{"video", "dai.ly", []form{is(`^/(\w+)`, "https://www.dailymotion.com/video/$1")}, "?start="},
	{"video", "lesfondamentaux.reseau-canope.fr", []form{is(`^/(?:video|discipline)/.`, "")}, ""},
	{"activite", "quiziniere.com quiziniere.reseau-canope.fr", []form{is(`^/(?:#/)?(?i:exercice|diffusions?|p)/\w`, "")}, ""},
	{"video", "lumni.fr enseignants.lumni.fr", []form{is(`^/(?:video|fiche-media)/.`, "")}, ""},
	{"video", "arte.tv educ.arte.tv", []form{
		is(`^/embeds/(\w\w)/([\w-]+)`, "https://www.arte.tv/$1/videos/$2/"),
		is(`^/(?:\w\w/videos|program|embed/version)/.`, ""),
	}, ""},
	{"video", "canal-u.tv", []form{is(`^/(?:chaines|embed|\d+)\b`, "")}, ""},
	{"video", "embed.ted.com ted.com", []form{is(`^/talks/(?:lang/\w\w/)?(\w+)`, "https://www.ted.com/talks/$1")}, ""},

	{"son", "soundcloud.com w.soundcloud.com", []form{is(`^/player/?\?`, ""), is(`^/[\w-]+/[\w-]+`, "")}, ""},
	{"son", "audioblog.arteradio.com", []form{is(`^/(?:blog|embed|article)/.`, "")}, ""},
	{"son", "podcastics.com", []form{is(`^/(?:podcast|player)/.`, "")}, ""},
	{"son", "radiofrance.fr embed.radiofrance.fr", []form{is(`^/\w+/(?:podcasts|player)/.`, "")}, ""},

	{"activite", "h5p.org *.h5p.com", []form{
		is(`^/content/(\d+)`, "https://{host}/content/$1"),
		is(`^/(?:h5p/embed|node)/\d+`, ""),
	}, ""},
	{"activite", "app.lumi.education app.lumi.com", []form{is(`^/(?:api/v1/)?run/([\w-]+)`, "https://{host}/run/$1")}, ""},
	{"activite", "geogebra.org", []form{
		is(`^/material/(?:iframe|show)/id/(\w+)`, "https://www.geogebra.org/m/$1"),
		is(`^/(m|classic|calculator|graphing|geometry|3d|notes)/(\w+)`, "https://www.geogebra.org/$1/$2"),
	}, ""},
	{"activite", "ggbm.at", []form{is(`^/(\w+)`, "https://www.geogebra.org/m/$1")}, ""},
	{"activite", "scratch.mit.edu", []form{is(`^/projects/(?:embed/)?(\d+)`, "https://scratch.mit.edu/projects/$1/")}, ""},
	{"activite", "learningapps.org", []form{is(`^/(?:watch|display|show)\?(?:.*&)?(?:v|app)=\w`, ""), is(`^/(?:view)?\d{3,}`, "")}, ""},
	{"activite", "view.genially.com view.genial.ly", []form{is(`^/(\w{10,40})`, "https://view.genially.com/$1")}, ""},
	{"video", "ladigitale.dev", []form{is(`^/digi(?:view|cut|flashback)/.`, "")}, ""},
	{"activite", "ladigitale.dev digistorm.app digiquiz.app", []form{is(`^/digi(?:quiz|storm|buzzer|tools)/.`, ""), is(`^/(?:p|q)/.`, "")}, ""},
	{"ressource", "ladigitale.dev digipad.app digiboard.app digislides.app digidoc.app", []form{is(`^/digi\w+/.`, ""), is(`^/p/.`, "")}, ""},

	{"carte", "openstreetmap.org", []form{
		is(`^/export/embed\.html\?(?:.*&)?marker=(-?[\d.]+)(?:,|%2[Cc])(-?[\d.]+)`, "https://www.openstreetmap.org/?mlat=$1&mlon=$2"),
		is(`^/export/embed\.html\?(?:.*&)?bbox=([\d.,%2Cc-]+)`, "https://www.openstreetmap.org/?bbox=$1"),
		is(`^/(?:node/\d|way/\d|relation/\d|directions|\?.*mlat=|\??.*#map=)`, ""),
	}, ""},
	{"carte", "umap.openstreetmap.fr umap.incubateur.anct.gouv.fr", []form{is(`^(/(?:\w\w(?:-\w\w)?/)?map/[^/?#]+)`, "https://{host}$1")}, ""},
	{"carte", "macarte.ign.fr", []form{is(`^/carte/.`, "")}, ""},
	{"donnees", "data.education.gouv.fr", []form{is(`^/explore/(?:embed/)?dataset/([\w.-]+)`, "https://{host}/explore/dataset/$1/")}, ""},

	{"document", "slideshare.net speakerdeck.com", []form{is(`^/(?:slideshow|player)/.`, "")}, ""},
	{"ressource", "gist.github.com", nil, ""},
	// Whatever else the ministry and Canopé host.
	{"ressource", "*.apps.education.fr reseau-canope.fr *.reseau-canope.fr", nil, ""},
}

var peerTube = []form{
	is(`^/(?:w/p|videos/watch/playlist|video-playlists/embed)/([\w-]{8,36})`, "https://{host}/w/p/$1"),
	is(`^/(?:w|videos/watch|videos/embed)/([\w-]{8,36})`, "https://{host}/w/$1"),
}

// hostName is the name of a host, and perhaps its port.
var hostName = regexp.MustCompile(`^[\pL\pN._-]*[\pL\pN](?::\d{1,5})?$`)

// moment is where a video is to begin: "90", "1m30s".
var moment = regexp.MustCompile(`[?&#](?:t|start|time_continue)=(\d{1,6}(?:[hms]\d{0,2}){0,3})(?:[&#]|$)`)

// resource returns what an address of another site shows. It is certain when
// the address has the form of those of such resources; known only says that the
// site is one of those that a page may present.
func (p *page) resource(address string) (r resource, certain, known bool) {
	u, err := url.Parse(address)
	if err != nil || u.User != nil || len(u.Host) > 253 || !hostName.MatchString(u.Host) {
		return resource{}, false, false
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	rest := u.EscapedPath()
	if u.RawQuery != "" {
		rest += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		rest += "#" + u.EscapedFragment()
	}
	r = resource{kind: "ressource", url: sober(address), host: host}
	for i := range providers {
		at := &providers[i]
		has, byName := at.has(host)
		if !has {
			continue
		}
		if byName && r.kind == "ressource" {
			known, r.kind = true, at.kind
		}
		if address := at.page(u.Host, rest); address != "" {
			r.kind = at.kind
			if address != rest {
				r.url = address
			}
			r.host = shownHost(r.url)
			return r, true, true
		}
	}
	for _, name := range p.src.Medias {
		if host != name && !strings.HasSuffix(host, "."+name) {
			continue
		}
		tube := provider{forms: peerTube, from: "?start="}
		if address := tube.page(u.Host, rest); address != "" {
			return resource{"video", address, host}, true, true
		}
		return r, len(rest) > 1, true
	}
	return r, false, known
}

// has reports whether a host may be one of the provider's, and whether its name
// alone says so: what is only called peertube.something must also look like it.
func (at *provider) has(host string) (has, byName bool) {
	for name := range strings.FieldsSeq(at.hosts) {
		if name == host || name[0] == '*' && strings.HasSuffix(host, name[1:]) {
			return true, true
		}
		start, open := strings.CutSuffix(name, "*")
		has = has || open && strings.HasPrefix(host, start)
	}
	return has, false
}

// page returns the address of the page of a resource, rest itself when the form
// of its address keeps it, "" when rest is no resource.
func (at *provider) page(host, rest string) string {
	for _, f := range at.forms {
		m := f.pattern.FindStringSubmatchIndex(rest)
		if m == nil {
			continue
		}
		if f.becomes == "" {
			return rest
		}
		address := string(f.pattern.ExpandString(nil, strings.Replace(f.becomes, "{host}", host, 1), rest, m))
		if from := moment.FindStringSubmatch(rest); from != nil && at.from != "" && strings.Trim(from[1], "0hms") != "" {
			address += at.from + from[1]
		}
		return address
	}
	return ""
}

// trackers are parameters that say who follows a link, or how a player looks.
var trackers = []string{"si", "feature", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "autoplay", "is_iframe", "xtor", "at_medium", "at_campaign"}

// sober returns an address without the parameters that track its readers, over
// https. The rest stays as it is written.
func sober(address string) string {
	if rest, ok := strings.CutPrefix(address, "http://"); ok {
		address = "https://" + rest
	}
	before, fragment, hasFragment := strings.Cut(address, "#")
	path, query, hasQuery := strings.Cut(before, "?")
	if hasQuery {
		kept := slices.DeleteFunc(strings.Split(query, "&"), func(pair string) bool {
			name, _, _ := strings.Cut(strings.ToLower(pair), "=")
			return strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "pk_") || strings.HasPrefix(name, "mtm_") || slices.Contains(trackers, name)
		})
		if len(kept) > 0 {
			path += "?" + strings.Join(kept, "&")
		}
	}
	if hasFragment {
		path += "#" + fragment
	}
	return path
}

// shownHost returns the name of the host of an address as readers know it.
func shownHost(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.")
}
