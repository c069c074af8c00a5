package site

// Reason is why a page is not among those that readers see.
type Reason uint8

const (
	IsDraft Reason = iota
	IsReview
	IsScheduled
	IsExpired
	IsEmpty    // it introduces a section that has no page to show
	IsFaulty   // left out because of its mistakes
	IsArchived // published all the same, with a mention
)

// Aside is a page that a build has set aside, and why.
type Aside struct {
	Path   string // slash path of its file from the site root
	Title  string
	Reason Reason
	When   string // in French, "paraîtra le 4 janvier 2027"; "" when the reason has no date
}

// Ignored is a file or a folder, where pages and files are read, that is not.
type Ignored struct {
	Path  string // slash path from the site root; that of a folder ends with a slash
	Usual bool   // systems and tools leave it behind: nobody means to publish it
}
