package media

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"image"
	_ "image/gif"  // so that Size knows them
	_ "image/jpeg" //
	_ "image/png"  //
	"math"
	"strconv"
	"strings"
)

// Size returns the width and height of a picture, in pixels, without decoding
// it; false when they cannot be known. It knows PNG, JPEG, GIF, WebP and SVG.
func Size(data []byte) (width, height int, ok bool) {
	switch {
	case riff("WEBP")(data):
		width, height = webpSize(data)
	case bytes.HasPrefix(bytes.TrimLeft(data, "\ufeff \t\r\n"), []byte("<")):
		width, height = svgSize(data)
	default:
		config, _, err := image.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			return 0, 0, false
		}
		width, height = config.Width, config.Height
	}
	return width, height, width > 0 && height > 0
}

// webpSize reads the first chunk of a WebP file (RFC 9649, §2.5 to 2.7).
func webpSize(data []byte) (width, height int) {
	if len(data) < 30 {
		return 0, 0
	}
	le := binary.LittleEndian
	switch chunk := data[20:]; string(data[12:16]) {
	case "VP8 ": // three bytes of tag, three of signature, then 14 bits each
		return int(le.Uint16(chunk[6:]) & 0x3fff), int(le.Uint16(chunk[8:]) & 0x3fff)
	case "VP8L": // a byte of signature, then 14 bits each, less one
		bits := le.Uint32(chunk[1:])
		return int(bits&0x3fff) + 1, int(bits>>14&0x3fff) + 1
	case "VP8X": // four bytes of flags, then 24 bits each, less one
		return int(le.Uint32(chunk[4:])&0xffffff) + 1, int(le.Uint32(chunk[6:])>>8) + 1
	}
	return 0, 0
}

// svgSize reads width and height in pixels, or the viewBox, of the root.
func svgSize(data []byte) (width, height int) {
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err != nil {
			return 0, 0
		}
		root, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		if root.Name.Local != "svg" {
			return 0, 0
		}
		attribute := map[string]string{}
		for _, a := range root.Attr {
			attribute[a.Name.Local] = a.Value
		}
		width, height = pixels(attribute["width"]), pixels(attribute["height"])
		box := strings.FieldsFunc(attribute["viewBox"], func(r rune) bool { return r <= ' ' || r == ',' })
		if (width == 0 || height == 0) && len(box) == 4 {
			width, height = pixels(box[2]), pixels(box[3])
		}
		return width, height
	}
}

// pixels returns a length such as "120" or "120.5px", rounded up; 0 for others.
func pixels(s string) int {
	f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || !(f > 0 && f < 1e6) {
		return 0
	}
	return int(math.Ceil(f))
}
