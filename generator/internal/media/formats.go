package media

import (
	"bytes"
	"path"
	"strings"
)

// format is one kind of file that may be published.
type format struct {
	mime  string
	looks func([]byte) bool // tells whether the content is of this kind
}

// formats is every kind of file that may stand beside pages, by extension.
var formats = map[string]format{
	// pictures
	".avif": {"image/avif", isAVIF},
	".gif":  {"image/gif", begins("GIF87a", "GIF89a")},
	".jpeg": {"image/jpeg", begins("\xff\xd8\xff")},
	".jpg":  {"image/jpeg", begins("\xff\xd8\xff")},
	".png":  {"image/png", begins("\x89PNG\r\n\x1a\n")},
	".svg":  {"image/svg+xml", isText}, // and then checkSVG
	".webp": {"image/webp", riff("WEBP")},

	// documents
	".csv":  {"text/csv; charset=utf-8", isText},
	".docx": {"application/vnd.openxmlformats-officedocument.wordprocessingml.document", isZip},
	".epub": {"application/epub+zip", isZip},
	".json": {"application/json", isText},
	".odp":  {"application/vnd.oasis.opendocument.presentation", isZip},
	".ods":  {"application/vnd.oasis.opendocument.spreadsheet", isZip},
	".odt":  {"application/vnd.oasis.opendocument.text", isZip},
	".pdf":  {"application/pdf", begins("%PDF-")},
	".pptx": {"application/vnd.openxmlformats-officedocument.presentationml.presentation", isZip},
	".txt":  {"text/plain; charset=utf-8", isText},
	".xlsx": {"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", isZip},
	".zip":  {"application/zip", isZip},

	// sound
	".m4a": {"audio/mp4", isMP4},
	".mp3": {"audio/mpeg", isMP3},
	".oga": {"audio/ogg", begins("OggS")},
	".ogg": {"audio/ogg", begins("OggS")},
	".wav": {"audio/wav", riff("WAVE")},

	// video and its texts
	".mp4":  {"video/mp4", isMP4},
	".ogv":  {"video/ogg", begins("OggS")},
	".srt":  {"application/x-subrip", isText},
	".vtt":  {"text/vtt; charset=utf-8", begins("WEBVTT", "\ufeffWEBVTT")},
	".webm": {"video/webm", begins("\x1a\x45\xdf\xa3")},

	// school tools, calendars
	".ggb": {"application/vnd.geogebra.file", isZip},
	".h5p": {"application/zip", isZip},
	".ics": {"text/calendar; charset=utf-8", begins("BEGIN:VCALENDAR", "\ufeffBEGIN:VCALENDAR")},
	".sb3": {"application/x.scratch.sb3", isZip},
}

// written are the kinds of file that only the program and themes write.
var written = map[string]string{
	".atom":        "application/atom+xml; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".js":          "text/javascript; charset=utf-8",
	".jsonld":      "application/ld+json",
	".mjs":         "text/javascript; charset=utf-8",
	".rss":         "application/rss+xml; charset=utf-8",
	".webmanifest": "application/manifest+json",
	".woff":        "font/woff",
	".woff2":       "font/woff2",
	".xml":         "application/xml; charset=utf-8",
}

// MIME returns the media type that a file is served with, from its name:
// "image/png"; "application/octet-stream" when the extension is unknown.
func MIME(name string) string {
	ext := extension(name)
	if f, ok := formats[ext]; ok {
		return f.mime
	}
	if mime, ok := written[ext]; ok {
		return mime
	}
	return "application/octet-stream"
}

func extension(name string) string { return strings.ToLower(path.Ext(name)) }

// begins returns a function that tells whether data begins with one of starts.
func begins(starts ...string) func([]byte) bool {
	return func(data []byte) bool {
		for _, s := range starts {
			if bytes.HasPrefix(data, []byte(s)) {
				return true
			}
		}
		return false
	}
}

// riff returns a function that knows the RIFF files of one kind.
func riff(kind string) func([]byte) bool {
	return func(data []byte) bool {
		return len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == kind
	}
}

func isZip(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

func isMP4(data []byte) bool { return len(data) >= 12 && string(data[4:8]) == "ftyp" }

func isAVIF(data []byte) bool {
	return isMP4(data) && bytes.Contains(data[8:min(len(data), 64)], []byte("avi"))
}

func isMP3(data []byte) bool {
	return bytes.HasPrefix(data, []byte("ID3")) || len(data) > 2 && data[0] == 0xff && data[1]&0xe0 == 0xe0
}

// isText refuses what holds a NUL: no text does, and UTF-16 always does.
func isText(data []byte) bool { return bytes.IndexByte(data, 0) < 0 }
