package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"judges/documents"
)

const widgets = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.test.dev}
spec:
  group: test.dev
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          required: [spec]
          properties:
            spec:
              type: object
              required: [size, color]
              x-kubernetes-validations:
                - rule: self.size < 10 || self.color == 'red'
                  message: large widgets are red
              properties:
                size: {type: integer, minimum: 1}
                color: {type: string, enum: [red, blue], default: blue}
                free: {type: object, x-kubernetes-preserve-unknown-fields: true}
                parts:
                  type: array
                  x-kubernetes-list-type: map
                  x-kubernetes-list-map-keys: [name]
                  items:
                    type: object
                    required: [name]
                    properties: {name: {type: string}}
    - {name: v0, served: false, storage: false, schema: {openAPIV3Schema: {type: object}}}
`

func problems(t *testing.T, text string) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "widgets.yaml"), []byte(widgets), 0o600); err != nil {
		t.Fatal(err)
	}
	definitions, err := load(folder)
	if err != nil {
		t.Fatal(err)
	}
	found, err := documents.In("x.yaml", []byte(text))
	if err != nil {
		return err.Error()
	}
	_, problems := definitions.check(found[0])
	var lines []string
	for _, problem := range problems {
		lines = append(lines, problem.Error())
	}
	return strings.Join(lines, "\n")
}

func TestWhatIsSoundPasses(t *testing.T) {
	for _, text := range []string{
		"{apiVersion: test.dev/v1, kind: Widget, metadata: {name: a, namespace: b}, spec: {size: 1, free: {a: [1]}}}",
		"{apiVersion: test.dev/v1, kind: Widget, metadata: {name: a, namespace: b}, spec: {size: 12, color: red}}",
		"{apiVersion: v1, kind: Namespace, metadata: {name: a, labels: {a.dev/b: c}}}",
		"{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: b}, data: {a: b}}",
		"{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: 'a:b'}}",
		"{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, resources: [a.yaml]}",
	} {
		if found := problems(t, text); found != "" {
			t.Errorf("%s\n%s", text, found)
		}
	}
}

func TestWhatIsWrongIsSaid(t *testing.T) {
	const widget = "{apiVersion: test.dev/v1, kind: Widget, metadata: {name: a, namespace: b}, spec: "
	for text, expected := range map[string]string{
		widget + "{size: 1, colour: red}}":                   "unknown field `spec.colour`",
		widget + "{size: 1}, extra: 1}":                      "unknown field `extra`",
		widget + "{size: big}}":                              "spec.size: Invalid value",
		widget + "{size: 0}}":                                "spec.size: Invalid value: 0",
		widget + "{color: red}}":                             "spec.size: Required value",
		widget + "{size: 1, color: green}}":                  "spec.color: Unsupported value",
		widget + "{size: 12}}":                               "large widgets are red",
		widget + "{size: 1, parts: [{name: a}, {name: a}]}}": "spec.parts[1]: Duplicate value",
		widget + "{size: 1, size: 2}}":                       "already set in map",
		"{apiVersion: test.dev/v1, kind: Widget, metadata: {name: a}, spec: {size: 1}}":                                 "metadata.namespace: Required value",
		"{apiVersion: test.dev/v1, kind: Widget, metadata: {name: A, namespace: b}, spec: {size: 1}}":                   "metadata.name: Invalid value",
		"{apiVersion: test.dev/v1, kind: Widget, metadata: {name: a, namespace: b, labels: {a b: c}}, spec: {size: 1}}": "metadata.labels: Invalid value",
		"{apiVersion: test.dev/v1, kind: Widget, metadata: {name: a, namespace: b, generatedName: c}, spec: {size: 1}}": "unknown field `metadata.generatedName`",
		"{apiVersion: test.dev/v0, kind: Widget, metadata: {name: a, namespace: b}}":                                    "its version `v0` is not served",
		"{apiVersion: test.dev/v1, kind: Gadget, metadata: {name: a, namespace: b}}":                                    "there is no definition of it",
		"{apiVersion: v1, kind: Namespace, metadata: {name: a, namespace: b}}":                                          "metadata.namespace: Forbidden",
		"{apiVersion: v1, kind: Service, metadata: {name: a, namespace: b}, spec: {port: 1}}":                           "unknown field \"spec.port\"",
		"{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: b}, data: {a: 1}}":                            "cannot unmarshal number",
		"{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, resource: [a.yaml]}":                        "unknown field \"resource\"",
		"{apiVersion: kustomize.config.k8s.io/v1beta1, kind: Kustomization, bases: [a]}":                                "'bases' is deprecated",
	} {
		if found := problems(t, text); !strings.Contains(found, expected) {
			t.Errorf("%s\ngave %q\nand not %q", text, found, expected)
		}
	}
}
