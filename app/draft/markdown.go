package draft

import (
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// reader reads Markdown: CommonMark with tables and attributes of headings. It is safe for concurrent use.
//
// It keeps what it read last, unless that is very long. Values are not in the Markdown, so while one is typed there is nothing new to read.
type reader struct {
	parser parser.Parser

	mu     sync.Mutex
	source string
	root   ast.Node
}

func newReader() *reader {
	return &reader{parser: parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200))...),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
		parser.WithAttribute(),
	)}
}

// read gives the tree of a source, which is shared and read-only.
func (r *reader) read(source []byte) ast.Node {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.root != nil && r.source == string(source) {
		return r.root
	}
	root := r.parser.Parse(text.NewReader(source))
	if len(source) <= keptSource {
		r.source, r.root = string(source), root
	}
	return root
}

// keptSource is how long a source may be whose tree is kept, in bytes: the tree takes some twenty times as much.
const keptSource = 128 << 10
