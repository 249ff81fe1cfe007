package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions"
	v1 "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	structural "k8s.io/apiextensions-apiserver/pkg/apiserver/schema"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/cel"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/defaulting"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/listtype"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/objectmeta"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/schema/pruning"
	"k8s.io/apiextensions-apiserver/pkg/apiserver/validation"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	celconfig "k8s.io/apiserver/pkg/apis/cel"
	"sigs.k8s.io/yaml"

	"judges/documents"
)

// definitions are custom resource definitions by what they define.
type definitions map[schema.GroupKind]definition

// definition is a custom resource definition, and where it comes from.
type definition struct {
	source string
	crd    *apiextensions.CustomResourceDefinition
}

// load reads every definition below a folder. Of a kind that has two, the one of the standard channel counts.
func load(folder string) (definitions, error) {
	found := definitions{}
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		crd, err := read(path)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		kind := schema.GroupKind{Group: crd.Spec.Group, Kind: crd.Spec.Names.Kind}
		if _, known := found[kind]; known && strings.Contains(path, "/experimental/") {
			return nil
		}
		source, err := filepath.Rel(folder, filepath.Dir(path))
		found[kind] = definition{"the definitions of " + source, crd}
		return err
	})
	return found, err
}

func read(path string) (*apiextensions.CustomResourceDefinition, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var outer v1.CustomResourceDefinition
	if err := yaml.Unmarshal(text, &outer); err != nil {
		return nil, err
	}
	v1.SetDefaults_CustomResourceDefinition(&outer)
	v1.SetDefaults_CustomResourceDefinitionSpec(&outer.Spec)
	inner := &apiextensions.CustomResourceDefinition{}
	if err := v1.Convert_v1_CustomResourceDefinition_To_apiextensions_CustomResourceDefinition(&outer, inner, nil); err != nil {
		return nil, err
	}
	return inner, nil
}

// check does what the API server does when a custom resource is created with strict validation of fields.
func (it definition) check(document documents.Document) []error {
	version := document.Kind.Version
	if !apiextensions.HasServedCRDVersion(it.crd, version) {
		return []error{fmt.Errorf("its version `%s` is not served", version)}
	}
	outer, err := apiextensions.GetSchemaForVersion(it.crd, version)
	if err != nil || outer == nil {
		return []error{errors.Join(err, errors.New("its version has no schema"))}
	}
	inner, err := structural.NewStructural(outer.OpenAPIV3Schema)
	if err != nil {
		return []error{err}
	}
	object := runtime.DeepCopyJSON(document.Object)
	problems := unknown(object, inner)
	problems = append(problems, metadata(document, it.crd.Spec.Scope == apiextensions.NamespaceScoped)...)
	defaulting.PruneNonNullableNullsWithoutDefaults(object, inner)
	defaulting.Default(object, inner)
	return append(problems, invalid(object, outer, inner)...)
}

// unknown names the fields that the schema does not have.
func unknown(object map[string]any, inner *structural.Structural) []error {
	options := structural.UnknownFieldPathOptions{TrackUnknownFieldPaths: true}
	paths := pruning.PruneWithOptions(object, inner, true, options)
	coerced := objectmeta.CoerceOptions{ReturnUnknownFieldPaths: true}
	err, more := objectmeta.CoerceWithOptions(nil, object, inner, true, coerced)
	var problems []error
	for _, path := range append(paths, more...) {
		problems = append(problems, fmt.Errorf("unknown field `%s`", path))
	}
	if err != nil {
		problems = append(problems, err)
	}
	return problems
}

// invalid holds values against the schema and its rules.
func invalid(object map[string]any, outer *apiextensions.CustomResourceValidation, inner *structural.Structural) []error {
	validator, _, err := validation.NewSchemaValidator(outer.OpenAPIV3Schema)
	if err != nil {
		return []error{err}
	}
	problems := validation.ValidateCustomResource(nil, object, validator)
	problems = append(problems, objectmeta.Validate(nil, object, inner, true)...)
	problems = append(problems, listtype.ValidateListSetsAndMaps(nil, inner, object)...)
	if len(problems) == 0 {
		problems = rules(object, inner)
	}
	return all(problems)
}

func rules(object map[string]any, inner *structural.Structural) field.ErrorList {
	validator := cel.NewValidator(inner, true, celconfig.PerCallLimit)
	if validator == nil {
		return nil
	}
	problems, _ := validator.Validate(context.Background(), nil, inner, object, nil, celconfig.RuntimeCELCostBudget)
	return problems
}
