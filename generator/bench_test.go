package generator_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"essaim/generator"
)

// BenchmarkFull builds sites of growing size from nothing: scan, link, render
// and publish. It tells the time a page takes and the memory that stays.
func BenchmarkFull(b *testing.B) {
	for _, n := range []int{100, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := b.TempDir()
			writeCorpus(b, dir, n)
			for b.Loop() {
				b.StopTimer()
				for _, made := range []string{"public", ".essaim"} {
					if err := os.RemoveAll(filepath.Join(dir, made)); err != nil {
						b.Fatal(err)
					}
				}
				b.StartTimer()
				buildOnce(b, dir, n)
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/page")
		})
	}
}

// BenchmarkUnchanged builds a site again that nothing has changed.
func BenchmarkUnchanged(b *testing.B) {
	const n = 1000
	dir := b.TempDir()
	writeCorpus(b, dir, n)
	buildOnce(b, dir, n)
	for b.Loop() {
		buildOnce(b, dir, n)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*n), "µs/page")
}

func buildOnce(b *testing.B, dir string, pages int) {
	b.Helper()
	s, err := generator.Open(dir, generator.Options{Today: today})
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	r, err := s.Build(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	if r.Failed() || r.Pages != pages {
		b.Fatalf("%d pages, want %d; problems: %v", r.Pages, pages, r.Problems[:min(3, len(r.Problems))])
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapSys)/1e6, "MB-heap")
}

// writeCorpus writes a site of n pages of about 7 kB, the same each time.
func writeCorpus(b *testing.B, dir string, n int) {
	b.Helper()
	files := map[string]string{"site.yaml": "titre: Banc\nadresse: https://exemple.test/\n"}
	for i := range n {
		r := rand.New(rand.NewPCG(7, uint64(i)))
		section := []string{"projets", "pratiques", "veille"}[i%3]
		files[fmt.Sprintf("content/%s/page-%d.md", section, i)] = corpusPage(r, section, i, n)
	}
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
}

var corpusWords = strings.Fields(`élève école robot lecture image carte donnée langue écran atelier séance projet classe
	collège lycée famille outil mesure question réponse débat texte son vidéo groupe récit enquête espace temps nombre
	figure plan voyage rivière forêt musique théâtre science histoire règle droit libre travail jeu équipe bilan`)

func corpusPage(r *rand.Rand, section string, i, n int) string {
	var w strings.Builder
	sentence := func() string {
		words := make([]string, 8+r.IntN(10))
		for k := range words {
			words[k] = corpusWords[r.IntN(len(corpusWords))]
		}
		return strings.Join(words, " ") + "."
	}
	date := fmt.Sprintf("%d-%02d-%02d", 2018+r.IntN(9), 1+r.IntN(12), 1+r.IntN(28))
	fmt.Fprintf(&w, "---\ntitre: Page %d sur %s\nresume: %q\ndate: %s\nlecteurs: [equipes]\nauteurs: [{nom: L'équipe}]\n", i, corpusWords[i%len(corpusWords)], sentence()+" "+sentence(), date)
	fmt.Fprintf(&w, "niveaux: [cm1, %s]\ndisciplines: [%s]\nacademie: %s\nmots_cles: [%s, %s]\n", []string{"6e", "3e", "cp"}[r.IntN(3)],
		[]string{"mathematiques", "francais", "emi"}[r.IntN(3)], []string{"lille", "nantes", "creteil"}[r.IntN(3)],
		corpusWords[r.IntN(len(corpusWords))], corpusWords[r.IntN(len(corpusWords))])
	switch section {
	case "projets":
		fmt.Fprintf(&w, "besoin: %q\nobjectifs: [%q, %q]\nphases: [{phase: conception, debut: %s}]\n", sentence(), sentence(), sentence(), date)
	case "pratiques":
		fmt.Fprintf(&w, "duree: 1 h 30\nobjectifs: [%q]\nmateriel: [tablettes, papier]\ntype_pedagogique: [activite-pedagogique]\na_revoir_avant: 2099-01-01\n", sentence())
	case "veille":
		fmt.Fprintf(&w, "source: {titre: Une lecture, url: https://example.org/%d, editeur: Revue, date: 2024, nature: guide}\nconsulte_le: %s\na_retenir: [%q]\n", i, date, sentence())
	}
	w.WriteString("---\n\n")
	for k := range 8 {
		fmt.Fprintf(&w, "## %s %d\n\n", corpusWords[r.IntN(len(corpusWords))], k)
		for range 3 {
			for range 4 {
				w.WriteString(sentence() + " ")
			}
			w.WriteString("\n\n")
		}
		switch k % 3 {
		case 0:
			fmt.Fprintf(&w, "- **%s** : %s\n- %s\n\n", corpusWords[k], sentence(), sentence())
		case 1:
			w.WriteString("| Critère | Avant | Après |\n|---|---:|---:|\n| Lecture | 12 | 48 |\n| Calcul | 7 | 31 |\n\n")
		case 2:
			fmt.Fprintf(&w, "Voir [une autre page](/%s/page-%d/).\n\n", section, (i+3)%(n-n%3))
		}
	}
	return w.String()
}
