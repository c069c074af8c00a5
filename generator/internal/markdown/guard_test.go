package markdown

import "testing"

// What could only come from a fault of ours.
func TestGuard(t *testing.T) {
	for _, page := range []string{
		"<script>a</script>", "<p onclick=\"a\">b</p>", "<p style=\"a\">b</p>", "<P>a</P>", "<p >a</p>", "<p\n>a</p>", "<!-- a -->", "<p>a > b</p>", "<p>a < b</p>",
		"<a href=\"javascript:a\">b</a>", "<a href=\"java&#9;script:a\">b</a>", "<a href='b'>c</a>", "<a href=b>c</a>", "<a href=\"b\" href=\"<\">c</a>",
		"<img src=\"https://a.fr/b.png\">", "<img src=\"//a.fr/b.png\">", "<a href=\"  //a.fr\">b</a>", "<img src=\"data:image/png,a\">", "<iframe src=\"a\"></iframe>", "<base href=\"a\">",
		"<p>a", "a</p>", "<p><em>a</p></em>", "<p><p>a</p></p>", "<p><div>a</div></p>", "<ul>a<p>b</p></ul>", "<li>a</li>", "<table><tr><td>a</td></tr></table>",
		"<td>a</td>", "<summary>a</summary>", "<h2><ul><li>a</li></ul></h2>", "<em><p>a</p></em>", "<math><p>a</p></math>", "<math><mtext><em>a</em></mtext></math>",
		"<p/>", "<br/>", "<p", "<", "<p a", "<p a=", "<p class=", "<p class=\"", "<p class=\"a\"", "<p class=\"a\"/>", "</", "</p", "<math><mo", "<math><mo/", "<hr>a</hr>",
	} {
		if guard([]byte(page)) == nil {
			t.Errorf("guard(%q) = nil, want an error", page)
		}
	}
	for _, page := range []string{
		"", "a &lt; b", "<p>a<br>b</p>\n", "a <em>b</em>", "<ul>\n<li>a<p>b</p></li>\n</ul>", "<p><math><mo stretchy=\"true\"/></math></p>",
		"<table><tbody><tr><td>a</td></tr></tbody></table>", "<details open><summary>a</summary><p>b</p></details>", "<a class=\"externe\" href=\"https://a.fr/?b&amp;c\">d</a>",
	} {
		if err := guard([]byte(page)); err != nil {
			t.Errorf("guard(%q) = %v, want nil", page, err)
		}
	}
}

func BenchmarkGuard(b *testing.B) {
	page := New().Render(source(page7kB(b)), &echo{}).HTML
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	for b.Loop() {
		if err := guard(page); err != nil {
			b.Fatal(err)
		}
	}
}
