package markdown

import (
	"bytes"
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"essaim/generator/internal/french"
)

// containers reads what stands between « :::nom Titre » and « ::: », as CodiMD
// and HedgeDoc write it. One may stand in another: « ::: » closes the last that
// was opened.
type containers struct{}

func (containers) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithBlockParsers(util.Prioritized(containers{}, 690))) // before fenced code (700)
}

// opening is « :::etape{duree="10 min"} Titre », or « :::note[Titre] » of
// Docusaurus; pandocOpening is « ::: {.note title="Titre"} ».
var (
	opening       = regexp.MustCompile(`^(:{3,})[ \t]*([\pL][\pL\pN_-]*)(?:\[([^\]\n]*)\])?[ \t]*(\{[^{}\n]*\})?[ \t]*(.*?)[ \t]*:*[ \t]*\r?\n?$`)
	pandocOpening = regexp.MustCompile(`^(:{3,})[ \t]*(\{[^{}\n]*\})[ \t]*:*[ \t]*\r?\n?$`)
	titleValue    = regexp.MustCompile(`\btitle="([^"\n]*)"`)
)

// fenceFaults are the containers that are not understood or never closed, noted
// while parsing.
var fenceFaults = parser.NewContextKey()

type fenceFault struct {
	offset int
	name   string // as written
	open   bool   // it is never closed
	mark   string // what stands before the name; "" for ":::"
}

// fence is what is known of a container while it is being read.
type fence struct {
	name   string // as written
	closed bool
}

func (containers) Trigger() []byte { return []byte{':'} }

func (containers) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	indent := pc.BlockOffset()
	if indent < 0 || !bytes.HasPrefix(line[indent:], []byte(":::")) {
		return nil, parser.NoChildren
	}
	if len(bytes.Trim(line[indent:], ": \t\r\n")) == 0 {
		remarkOn(pc, segment.Start+indent, "encart", "cette ligne ::: ne ferme rien : elle est restée dans le texte",
			"la retirer, ou ouvrir un bloc plus haut : :::info")
		return nil, parser.NoChildren
	}
	if full(pc) {
		return nil, parser.NoChildren
	}
	if m := pandocOpening.FindSubmatchIndex(line[indent:]); m != nil {
		n := pandocBox(reader.Source(), segment.Start+indent, line[indent:], m[4], m[5], pc)
		reader.AdvanceToEOL()
		return n, parser.HasChildren
	}
	m := opening.FindSubmatchIndex(line[indent:])
	if m == nil {
		return nil, parser.NoChildren
	}
	part := func(i int) []byte {
		if m[2*i] < 0 {
			return nil
		}
		return line[indent+m[2*i] : indent+m[2*i+1]]
	}
	name, offset := string(part(2)), segment.Start+indent
	kind := boxNamed(name)
	if kind == "" {
		kind = "info"
		note(pc, fenceFault{offset: offset, name: name})
	}
	title := text.NewSegment(offset+m[10], offset+m[11])
	if m[6] < m[7] {
		title = text.NewSegment(offset+m[6], offset+m[7])
	}
	n := newBox(kind, offset, reader.Source(), title)
	n.fence = &fence{name: name}
	n.attributes(part(4))
	reader.AdvanceToEOL()
	return n, parser.HasChildren
}

// pandocBox reads what stands between braces from start to end of a line. A
// class that names no box, such as .columns, makes no frame.
func pandocBox(source []byte, offset int, line []byte, start, end int, pc parser.Context) *box {
	raw := line[start:end]
	list, _ := attributes(raw)
	kind := ""
	for _, a := range list {
		if a.key == "class" && kind == "" {
			kind = boxNamed(strings.TrimPrefix(a.value, "callout-"))
		}
	}
	if kind == "" {
		remarkOn(pc, offset, "encart", quoted("::: "+string(raw))+" n'est pas un bloc connu : son texte est montré sans cadre",
			"les blocs connus : "+strings.Join(slices.Sorted(maps.Keys(boxes)), ", "))
	}
	title := text.NewSegment(offset, offset)
	if m := titleValue.FindSubmatchIndex(raw); m != nil && kind != "" {
		title = text.NewSegment(offset+start+m[2], offset+start+m[3])
	}
	n := newBox(kind, offset, source, title)
	n.fence = &fence{name: " " + string(raw)}
	n.attributes(raw)
	return n
}

func (containers) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*box)
	if !last(n, pc) {
		return parser.Continue | parser.HasChildren
	}
	line, _ := reader.PeekLine()
	if indent, _ := util.IndentWidth(line, reader.LineOffset()); indent > 3 {
		return parser.Continue | parser.HasChildren
	}
	marker := bytes.TrimSpace(line)
	if len(marker) < 3 || len(bytes.Trim(marker, ":")) > 0 {
		return parser.Continue | parser.HasChildren
	}
	n.fence.closed = true
	reader.AdvanceToEOL()
	return parser.Close
}

// last reports whether n is the last container that is open, and the line may
// close it: a block of code keeps what it holds.
func last(n *box, pc parser.Context) bool {
	blocks := pc.OpenedBlocks()
	for i := len(blocks) - 1; i >= 0; i-- {
		switch b := blocks[i].Node.(type) {
		case *box:
			if b.fence != nil {
				return b == n
			}
		case *ast.FencedCodeBlock, *ast.HTMLBlock:
			return false
		}
	}
	return false
}

func (containers) Close(node ast.Node, _ text.Reader, pc parser.Context) {
	if n := node.(*box); !n.fence.closed {
		note(pc, fenceFault{offset: n.Pos(), name: n.fence.name, open: true})
	}
}

func (containers) CanInterruptParagraph() bool { return true }
func (containers) CanAcceptIndentedLine() bool { return false }

func note(pc parser.Context, f fenceFault) {
	faults, _ := pc.Get(fenceFaults).([]fenceFault)
	pc.Set(fenceFaults, append(faults, f))
}

var keyValue = regexp.MustCompile(`([\pL][\pL\pN_-]*)=(?:"([^"]*)"|'([^']*)'|([^\s"'}]+))`)

// attributes reads {duree="10 min"} as far as a box has use for it.
func (n *box) attributes(raw []byte) {
	n.id = ownID(raw)
	for _, m := range keyValue.FindAllSubmatch(raw, -1) {
		value := string(bytes.Join(m[2:5], nil))
		switch key := string(m[1]); {
		case key == "duree" || key == "durée":
			n.extra = value
		case key == "lang":
			n.lang = value
		case key == "state" && value == "open": // of a spoiler of CodiMD
			n.open = n.folded
		case key == "collapse": // Quarto
			n.folded, n.open = true, value == "false"
		}
	}
}

// fenceFaults says what is wrong with the containers of a text.
func (p *page) fenceFaults(pc parser.Context) {
	faults, _ := pc.Get(fenceFaults).([]fenceFault)
	for _, f := range faults {
		mark := cmp.Or(f.mark, ":::")
		if f.open {
			p.warn(f.offset, "encart", "le bloc "+quoted(mark+f.name)+" n'est pas refermé : il va jusqu'à la fin", "le finir par une ligne :::")
			continue
		}
		hint := "les blocs connus : " + strings.Join(slices.Sorted(maps.Keys(boxes)), ", ")
		if near := french.Nearest(f.name, slices.Sorted(maps.Keys(boxNames)), 1); near != nil {
			hint = "écrire " + mark + near[0]
		}
		shown := "une remarque"
		if strings.HasPrefix(mark, ">") {
			shown, mark = "une citation", "[!"
		}
		p.warn(f.offset, "encart", quoted(mark+f.name)+" n'est pas un bloc connu : il est montré comme "+shown, hint)
	}
}
