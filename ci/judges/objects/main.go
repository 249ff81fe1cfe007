// Objects holds every object below a folder against what Kubernetes would hold it against: custom resources against
// the schemas of their definitions, the kinds of Kubernetes itself against its types, and lists of kustomize against
// its own, each so that an unknown field is an error.
//
//	objects OUT CRDS
//
// Or it reads objects with what the compiler says of their rules, and holds that against what Kubernetes says.
//
//	objects claims CRDS...
package main

import (
	"errors"
	"fmt"
	"os"
	"sort"

	"judges/documents"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: objects OUT CRDS, or objects claims CRDS...")
		os.Exit(2)
	}
	run := func() error { return judge(os.Args[1], os.Args[2]) }
	if os.Args[1] == "claims" {
		run = func() error { return claims(os.Stdin, os.Args[2:]) }
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func judge(out, crds string) error {
	definitions, err := load(crds)
	if err != nil {
		return err
	}
	found, others, err := documents.Below(out)
	if err != nil {
		return err
	}
	if len(found) == 0 {
		return fmt.Errorf("there is no object in %s", out)
	}
	counts, wrong := map[string]int{}, 0
	for _, document := range found {
		by, problems := definitions.check(document)
		counts[by]++
		wrong += len(problems)
		for _, problem := range problems {
			fmt.Fprintf(os.Stderr, "%s: %s: %s\n", document.Path, document.Name(), problem)
		}
	}
	for _, path := range others {
		fmt.Printf("%s holds no object\n", path)
	}
	for _, by := range sorted(counts) {
		fmt.Printf("%5d objects against %s\n", counts[by], by)
	}
	if wrong > 0 {
		return fmt.Errorf("%d problems", wrong)
	}
	return nil
}

// check says against what a document was held, and what is wrong with it.
func (known definitions) check(it documents.Document) (string, []error) {
	switch {
	case it.Kind.Group == "kustomize.config.k8s.io":
		return "kustomize", kustomization(it)
	case isOfKubernetes(it.Kind):
		return "Kubernetes' own types", ownKind(it)
	}
	definition, ok := known[it.Kind.GroupKind()]
	if !ok {
		return "nothing", []error{errors.New("its kind is not one of Kubernetes, and there is no definition of it")}
	}
	return definition.source, definition.check(it)
}

func sorted[T any](of map[string]T) []string {
	keys := make([]string, 0, len(of))
	for key := range of {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
