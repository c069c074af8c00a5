package publish

import "os"

// system is what publishing asks of the machine that some machines refuse.
// Tests replace parts of it to meet file systems that they do not have.
type system struct {
	exchange func(a, b string) error
	rename   func(from, to string) error // of whole trees
	link     func(from, to string) error // hard links
	flush    func(dir string) error
	syncDir  func(dir string)

	// step is called before every act that changes the disk. Its error is that
	// act's; its panic is a kill.
	step func(act string) error
}

// orReal fills what is missing with the real thing.
func (s system) orReal() system {
	if s.exchange == nil {
		s.exchange = exchange
	}
	if s.rename == nil {
		s.rename = os.Rename
	}
	if s.link == nil {
		s.link = os.Link
	}
	if s.flush == nil {
		s.flush = flush
	}
	if s.syncDir == nil {
		s.syncDir = syncDir
	}
	if s.step == nil {
		s.step = func(string) error { return nil }
	}
	return s
}
