package media

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"

	"essaim/generator/site"
)

// picture returns a small picture of a format.
func picture(t testing.TB, format string, width, height int) []byte {
	t.Helper()
	img := image.NewPaletted(image.Rect(0, 0, width, height), color.Palette{color.White, color.Black})
	var buf bytes.Buffer
	var err error
	switch format {
	case "png":
		err = png.Encode(&buf, img)
	case "jpeg":
		err = jpeg.Encode(&buf, img, nil)
	case "gif":
		err = gif.Encode(&buf, img, nil)
	}
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// hugePNG returns the first bytes of a PNG that says it is 50 000 × 50 000.
func hugePNG() []byte {
	header := binary.BigEndian.AppendUint32([]byte("IHDR"), 50_000)
	header = binary.BigEndian.AppendUint32(header, 50_000)
	header = append(header, 8, 2, 0, 0, 0)
	data := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), header...)
	return binary.BigEndian.AppendUint32(data, crc32.ChecksumIEEE(header))
}

func TestCheck(t *testing.T) {
	const page = "<!DOCTYPE html><script>alert(1)</script>"
	tests := []struct {
		file, data string
		want       string // words of the message; "" when the file may be published
	}{
		{"a.jpg", string(picture(t, "jpeg", 4, 3)), ""},
		{"a.JPG", string(picture(t, "jpeg", 4, 3)), ""},
		{"a.png", string(picture(t, "png", 4, 3)), ""},
		{"a.gif", string(picture(t, "gif", 4, 3)), ""},
		{"a.webp", webp("VP8X", "\x00\x00\x00\x00\x03\x00\x00\x02\x00\x00"), ""},
		{"a.avif", "\x00\x00\x00\x20ftypavif\x00\x00\x00\x00avifmif1", ""},
		{"a.svg", `<svg xmlns="http://www.w3.org/2000/svg"/>`, ""},
		{"a.pdf", "%PDF-1.7\n", ""},
		{"a.odt", "PK\x03\x04…", ""},
		{"a.docx", "PK\x03\x04…", ""},
		{"a.h5p", "PK\x03\x04…", ""},
		{"a.mp3", "ID3\x04", ""},
		{"b.mp3", "\xff\xfb\x90\x00", ""},
		{"a.wav", "RIFF\x00\x00\x00\x00WAVE", ""},
		{"a.ogg", "OggS\x00", ""},
		{"a.mp4", "\x00\x00\x00\x18ftypmp42", ""},
		{"a.webm", "\x1a\x45\xdf\xa3", ""},
		{"a.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nBonjour", ""},
		{"a.srt", "1\n00:00:00,000 --> 00:00:01,000\nBonjour", ""},
		{"a.ics", "BEGIN:VCALENDAR\r\n", ""},
		{"a.csv", "nom;durée\nRobots;55\n", ""},
		{"a.txt", "Un texte, avec 1 < 2.", ""},
		{"a.json", `{"a": 1}`, ""},

		{"a.jpg", page, "c'est une page web"},
		{"a.png", page, "c'est une page web"},
		{"a.png", string(picture(t, "jpeg", 4, 3)), "« image/jpeg »"},
		{"a.png", string(hugePNG()), "50000 × 50000"},
		{"a.pdf", page, "c'est une page web"},
		{"a.txt", page, "c'est une page web"},
		{"a.csv", "<html>", "c'est une page web"},
		{"a.vtt", page, "c'est une page web"},
		{"a.json", "<?xml version='1.0'?>", "c'est une page web"},
		{"a.svg", "<html><script>alert(1)</script></html>", "ne commence pas par <svg"},
		{"a.docx", "PK\x03\x04 word/vbaProject.bin", "macros"},
		{"a.jpg", "", "vide"},
		{"a.csv", "nom;dur\xe9e", "UTF-8"},
		{"a.csv", "\xff\xfea\x00", "contenu"},
		{"a.html", page, "programme"},
		{"a.HTM", page, "programme"},
		{"a.xhtml", page, "programme"},
		{"a.xml", "<a/>", "programme"},
		{"a.js", "alert(1)", "thème"},
		{"a.php", "<?php", "thème"},
		{"a.exe", "MZ", "programme"},
		{"a.docm", "PK\x03\x04", "macros"},
		{"a.doc", "\xd0\xcf\x11\xe0", "ouvrir ce format"},
		{"a.heic", "\x00\x00\x00\x18ftypheic", "format d'image"},
		{"a.svgz", "\x1f\x8b", "compressée"},
		{"a.tar.gz", "\x1f\x8b", "archive"},
		{"LISEZMOI", "x", "pas d'extension"},
		{".htaccess", "x", "pas d'extension"},
		{"a.jpg.html", page, "programme"},
		{"a.xyz", "x", "format .xyz n'est pas connu"},
	}
	for _, tt := range tests {
		got := Check("content/"+tt.file, []byte(tt.data))
		switch {
		case tt.want == "" && got != nil:
			t.Errorf("Check(%q, %.20q) = %v, want nothing", tt.file, tt.data, got)
		case tt.want == "":
		case len(got) != 1 || got[0].File != "content/"+tt.file || got[0].Hint == "":
			t.Errorf("Check(%q, %.20q) = %v, want one problem with its file and a hint", tt.file, tt.data, got)
		case !strings.Contains(strings.ReplaceAll(got[0].Message, "\u00a0", " "), tt.want):
			t.Errorf("Check(%q, %.20q): %q, want %q in it", tt.file, tt.data, got[0].Message, tt.want)
		case got[0].Severity != site.Error && tt.want != "UTF-8":
			t.Errorf("Check(%q, %.20q) is %v, want an error", tt.file, tt.data, got[0].Severity)
		}
	}
}

func TestMIME(t *testing.T) {
	tests := []struct{ name, want string }{
		{"a.png", "image/png"},
		{"dossier.x/A.PNG", "image/png"},
		{"a.html", "text/html; charset=utf-8"},
		{"flux.atom", "application/atom+xml; charset=utf-8"},
		{"a.woff2", "font/woff2"},
		{"a", "application/octet-stream"},
		{"a.inconnu", "application/octet-stream"},
	}
	for _, tt := range tests {
		if got := MIME(tt.name); got != tt.want {
			t.Errorf("MIME(%q) = %q, want %q", tt.name, got, tt.want)
		}
	}
}

// webp returns a WebP file of one chunk.
func webp(kind, chunk string) string {
	return "RIFF\x00\x00\x00\x00WEBP" + kind + "\x00\x00\x00\x00" + chunk + strings.Repeat("\x00", 10)
}

func TestSize(t *testing.T) {
	const open = `<?xml version="1.0"?><!-- a --><svg xmlns="http://www.w3.org/2000/svg" `
	tests := []struct {
		name, data string
		w, h       int
	}{
		{"png", string(picture(t, "png", 40, 30)), 40, 30},
		{"jpeg", string(picture(t, "jpeg", 41, 31)), 41, 31},
		{"gif", string(picture(t, "gif", 42, 32)), 42, 32},
		{"webp, lossy", webp("VP8 ", "\x00\x00\x00\x9d\x01\x2a\x40\x01\xf0\x00"), 320, 240},
		{"webp, lossless", webp("VP8L", "\x2f\x3f\xc1\x3b\x00"), 320, 240},
		{"webp, extended", webp("VP8X", "\x00\x00\x00\x00\x3f\x01\x00\xef\x00\x00"), 320, 240},
		{"webp, short", "RIFF\x00\x00\x00\x00WEBPVP8 ", 0, 0},
		{"svg, pixels", open + `width="120px" height="80.5" viewBox="0 0 1 1"/>`, 120, 81},
		{"svg, box", open + `viewBox="0 0 300,200"/>`, 300, 200},
		{"svg, percents and box", open + `width="100%" height="100%" viewBox="0 0 300 200"/>`, 300, 200},
		{"svg, nothing", open + `/>`, 0, 0},
		{"svg, negative", open + `width="-1" height="NaN"/>`, 0, 0},
		{"html", "<html>", 0, 0},
		{"pdf", "%PDF-1.7", 0, 0},
		{"nothing", "", 0, 0},
	}
	for _, tt := range tests {
		w, h, ok := Size([]byte(tt.data))
		if ok != (tt.w > 0) || ok && (w != tt.w || h != tt.h) {
			t.Errorf("%s: Size = %d × %d, %v, want %d × %d", tt.name, w, h, ok, tt.w, tt.h)
		}
	}
}
