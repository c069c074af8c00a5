package content

import (
	"io"
	"strings"

	"essaim/generator/internal/media"
)

// measured returns a file with the size of its picture, so that a page keeps
// its place before it is loaded. Only the beginning of the file is read; what
// is wrong with it is said when it is published.
func (s *Scanner) measured(f File) File {
	if !strings.HasPrefix(media.MIME(f.Path), "image/") {
		return f
	}
	file, err := s.FS.Open(f.Path)
	if err != nil {
		return f
	}
	defer file.Close()
	// A JPEG says its size after its EXIF data, which may hold a picture too.
	var head []byte
	for _, more := range []int64{32 << 10, 1 << 20} {
		read, err := io.ReadAll(io.LimitReader(file, more))
		if err != nil || len(read) == 0 {
			break
		}
		head = append(head, read...)
		if width, height, ok := media.Size(head); ok {
			f.Width, f.Height = width, height
			break
		}
	}
	return f
}
