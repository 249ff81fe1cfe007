package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apimachinery/pkg/runtime/schema"
	apijson "k8s.io/apimachinery/pkg/util/json"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
)

// claim is an object, and the rules that the compiler says it breaks.
type claim struct {
	Group, Kind, Version string
	Object               json.RawMessage
	Broken               []broken
}

// broken is a rule that a value breaks.
type broken struct{ Path, Rule string }

// verdicts counts what became of claims.
type verdicts struct{ objects, right, wrong, silent int }

// claims holds what the compiler says against what Kubernetes says, a claim a line. That the compiler is silent where
// Kubernetes refuses is only counted; that it warns where Kubernetes does not is an error.
func claims(input io.Reader, folders []string) error {
	known := definitions{}
	for _, folder := range folders {
		found, err := load(folder)
		if err != nil {
			return err
		}
		maps.Copy(known, found)
	}
	var counted verdicts
	evaluators := map[schema.GroupVersionKind]evaluator{}
	lines := bufio.NewScanner(input)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var it claim
		if err := json.Unmarshal(lines.Bytes(), &it); err != nil {
			return err
		}
		kind := schema.GroupVersionKind{Group: it.Group, Version: it.Version, Kind: it.Kind}
		if _, ok := evaluators[kind]; !ok {
			definition, ok := known[kind.GroupKind()]
			if !ok {
				return fmt.Errorf("there is no definition of %s", kind)
			}
			evaluator, err := definition.evaluator(it.Version)
			if err != nil {
				return err
			}
			evaluators[kind] = evaluator
		}
		if err := evaluators[kind].compare(it, &counted); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	fmt.Printf("%d objects: %d rules broken to both, %d to Kubernetes alone\n", counted.objects, counted.right, counted.silent)
	switch {
	case counted.wrong > 0:
		return fmt.Errorf("%d rules are broken to the compiler alone", counted.wrong)
	case counted.right == 0:
		return errors.New("no rule was broken, so nothing was judged")
	}
	return nil
}

// evaluator evaluates the rules of a version of a kind.
type evaluator struct {
	inner     *structural.Structural
	validator *cel.Validator
}

func (it definition) evaluator(version string) (evaluator, error) {
	outer, err := apiextensions.GetSchemaForVersion(it.crd, version)
	if err != nil {
		return evaluator{}, err
	}
	inner, err := structural.NewStructural(outer.OpenAPIV3Schema)
	if err != nil {
		return evaluator{}, err
	}
	nameless(inner)
	return evaluator{inner, cel.NewValidator(inner, true, celconfig.PerCallLimit)}, nil
}

func (it evaluator) compare(said claim, counted *verdicts) error {
	object := map[string]any{}
	if err := apijson.Unmarshal(said.Object, &object); err != nil {
		return err
	}
	defaulting.PruneNonNullableNullsWithoutDefaults(object, it.inner)
	defaulting.Default(object, it.inner)
	actual := map[broken]bool{}
	problems, _ := it.validator.Validate(context.Background(), nil, it.inner, object, nil, celconfig.RuntimeCELCostBudget)
	for _, problem := range problems {
		if strings.Contains(problem.Detail, "compile error") {
			return problem
		}
		if rule, ok := strings.CutPrefix(problem.Detail, "failed rule: "); ok {
			actual[broken{problem.Field, rule}] = true
		}
	}
	counted.objects++
	for _, one := range said.Broken {
		// The field of a whole object is called so.
		if one.Path == "" {
			one.Path = "<nil>"
		}
		if !actual[one] {
			counted.wrong++
			fmt.Fprintf(os.Stderr, "%s %s: %s does not break %s: %s\n", said.Group, said.Kind, one.Path, one.Rule, said.Object)
			continue
		}
		counted.right++
		delete(actual, one)
	}
	counted.silent += len(actual)
	if os.Getenv("VERBOSE") != "" {
		for one := range actual {
			fmt.Fprintf(os.Stderr, "%s %s: silent about %s: %s\n", said.Group, said.Kind, one.Path, one.Rule)
		}
	}
	return nil
}

// nameless takes the messages and paths from all rules, so that a problem says which rule it is about.
func nameless(inner *structural.Structural) {
	visitor := structural.Visitor{Structural: func(at *structural.Structural) bool {
		for i := range at.XValidations {
			rule := &at.XValidations[i]
			rule.Message, rule.MessageExpression, rule.FieldPath, rule.Reason = "", "", "", nil
		}
		return len(at.XValidations) > 0
	}}
	visitor.Visit(inner)
}
