package content

import "crypto/sha256"

// NewID returns an identifier for a new page, made of seed: the same for the
// same seed, another for another one. It begins with a letter, so that YAML
// takes it for no number, and has no vowel, so that it is no word.
func NewID(seed string) string {
	const letters, all = "bcdfghjkmnpqrstvwxz", "bcdfghjkmnpqrstvwxz23456789"
	sum := sha256.Sum256([]byte(seed))
	id := []byte{letters[int(sum[0])%len(letters)]}
	for _, b := range sum[1:8] {
		id = append(id, all[int(b)%len(all)])
	}
	return string(id)
}
