package language

import (
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
)

// shape of a node.
type shape int

const (
	empty shape = iota
	scalar
	list
	table
)

// node is the part of YAML the language uses. Scalars keep the text as written, so that
// 12.10 stays 12.10 and never passes through a float.
type node struct {
	place
	shape   shape
	text    string
	quoted  bool // the text starts one column after its place
	block   bool // written over several lines with | or >
	items   []*node
	entries []entry
}

type entry struct {
	place
	key   string
	value *node
}

// get finds a key of a table.
func (n *node) get(key string) *node {
	for _, e := range n.entries {
		if e.key == key {
			return e.value
		}
	}
	return nil
}

func (n *node) has(keys ...string) bool {
	for _, k := range keys {
		if n.get(k) != nil {
			return true
		}
	}
	return false
}

// word is a scalar's text, or "" for any other shape.
func (n *node) word() string {
	if n.shape != scalar {
		return ""
	}
	return n.text
}

// tree parses the text; nil after a syntax fault.
func (r *reader) tree(text []byte) *node {
	file, err := parser.ParseBytes(text, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntax(err)
		return nil
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		r.fail(place{1, 1}, "regulation.file.one", "count", len(file.Docs))
		return nil
	}
	root := r.node(file.Docs[0].Body)
	if len(r.faults) > 0 && root.shape == empty {
		return nil
	}
	return root
}

func (r *reader) syntax(err error) {
	at, why := place{1, 1}, err.Error()
	var y yaml.Error
	if errors.As(err, &y) {
		why = y.GetMessage()
		if t := y.GetToken(); t != nil && t.Position != nil {
			at = place{t.Position.Line, t.Position.Column}
		}
	}
	r.fail(at, "regulation.syntax", "why", why)
}

// node converts one YAML node; anchors, aliases, tags and merge keys are refused, because a
// rule must be readable where it stands.
func (r *reader) node(n ast.Node) *node {
	at := startOf(n)
	switch v := n.(type) {
	case *ast.NullNode:
		return &node{place: at, shape: empty}
	case *ast.StringNode:
		quoted := strings.HasPrefix(strings.TrimSpace(v.Token.Origin), `"`) || strings.HasPrefix(strings.TrimSpace(v.Token.Origin), `'`)
		return &node{place: at, shape: scalar, text: v.Value, quoted: quoted}
	case *ast.LiteralNode:
		return &node{place: at, shape: scalar, text: strings.TrimRight(v.Value.Value, "\n"), block: true}
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return &node{place: at, shape: scalar, text: n.GetToken().Value}
	case *ast.SequenceNode:
		out := &node{place: at, shape: list}
		for _, item := range v.Values {
			out.items = append(out.items, r.node(item))
		}
		return out
	case *ast.MappingNode:
		return r.tableNode(at, v.Values)
	case *ast.MappingValueNode:
		return r.tableNode(at, []*ast.MappingValueNode{v})
	}
	r.fail(at, "regulation.yaml.feature", "feature", fmt.Sprint(n.Type()))
	return &node{place: at, shape: empty}
}

func (r *reader) tableNode(at place, values []*ast.MappingValueNode) *node {
	out := &node{place: at, shape: table}
	for _, v := range values {
		where := startOf(v.Key)
		if _, merge := v.Key.(*ast.MergeKeyNode); merge {
			r.fail(where, "regulation.yaml.feature", "feature", "merge <<")
			continue
		}
		key := v.Key.GetToken().Value
		if out.get(key) != nil {
			r.fail(where, "regulation.key.twice", "key", key)
			continue
		}
		out.entries = append(out.entries, entry{where, key, r.node(v.Value)})
	}
	return out
}

// startOf is the place of the first word of a node.
func startOf(n ast.Node) place {
	switch v := n.(type) {
	case *ast.MappingNode:
		if !v.IsFlowStyle && len(v.Values) > 0 {
			return startOf(v.Values[0].Key)
		}
	case *ast.MappingValueNode:
		return startOf(v.Key)
	case *ast.LiteralNode:
		return place{v.Start.Position.Line, v.Start.Position.Column}
	}
	t := n.GetToken()
	if t == nil || t.Position == nil {
		return place{1, 1}
	}
	return place{t.Position.Line, t.Position.Column}
}
