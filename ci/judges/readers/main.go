// Readers reads every NAME.yaml of a folder as Kubernetes, kustomize and others do, and compares what they understand
// with NAME.json.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"

	goccy "github.com/goccy/go-yaml"
	"go.yaml.in/yaml/v3"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	kjson "k8s.io/apimachinery/pkg/runtime/serializer/json"
	kyaml "k8s.io/apimachinery/pkg/util/yaml"
	kustomize "sigs.k8s.io/kustomize/kyaml/yaml"
	sigs "sigs.k8s.io/yaml"
)

// reader is a way of understanding a document of YAML.
type reader struct {
	name string
	read func([]byte) (any, error)
}

var readers = []reader{
	{"sigs.k8s.io/yaml (kubectl, Helm)", viaSigs},
	{"apimachinery's splitter of documents (kubectl, Flux)", viaSplitter},
	{"apimachinery's strict serializer (kube-apiserver)", viaSerializer},
	{"kustomize, which writes it anew for sigs.k8s.io/yaml", viaKustomize},
	{"go.yaml.in/yaml/v3 (yq)", viaYAML3},
	{"goccy/go-yaml, YAML 1.2 (helmfile)", viaGoccy},
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: readers FOLDER")
		os.Exit(2)
	}
	if err := judge(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func judge(folder string) error {
	paths, err := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("there is no YAML in %s", folder)
	}
	sort.Strings(paths)
	failed := false
	for _, reader := range readers {
		wrong := 0
		for _, path := range paths {
			differences, err := compare(path, reader)
			if err != nil {
				return err
			}
			wrong += len(differences)
			for _, difference := range differences {
				fmt.Fprintf(os.Stderr, "%s: %s: %s\n", reader.name, filepath.Base(path), difference)
			}
		}
		fmt.Printf("%s: %d documents, %d differences\n", reader.name, len(paths), wrong)
		failed = failed || wrong > 0
	}
	if failed {
		return errors.New("some readers understood something else")
	}
	return nil
}

// compare lists what a reader understood otherwise.
func compare(path string, reader reader) ([]string, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	source, err := os.ReadFile(strings.TrimSuffix(path, ".yaml") + ".json")
	if err != nil {
		return nil, err
	}
	var truth any
	if err := json.Unmarshal(source, &truth); err != nil {
		return nil, err
	}
	read, err := reader.read(text)
	if err != nil {
		return []string{err.Error()}, nil
	}
	// Through JSON once, so that all numbers are of one type.
	bytes, err := json.Marshal(read)
	if err != nil {
		return []string{err.Error()}, nil
	}
	var understood any
	if err := json.Unmarshal(bytes, &understood); err != nil {
		return nil, err
	}
	return differences("", truth, understood), nil
}

// differences lists the places below which truth and what was understood are not the same.
func differences(place string, truth, understood any) []string {
	if reflect.DeepEqual(truth, understood) {
		return nil
	}
	var found []string
	switch truth := truth.(type) {
	case map[string]any:
		if understood, ok := understood.(map[string]any); ok {
			for _, key := range keys(truth, understood) {
				inside, wasThere := truth[key]
				got, isThere := understood[key]
				switch inner := fmt.Sprintf("%s.%q", place, key); {
				case !isThere:
					found = append(found, inner+" is missing")
				case !wasThere:
					found = append(found, inner+" is one too many")
				default:
					found = append(found, differences(inner, inside, got)...)
				}
			}
			return found
		}
	case []any:
		if understood, ok := understood.([]any); ok && len(truth) == len(understood) {
			for at := range truth {
				found = append(found, differences(fmt.Sprintf("%s[%d]", place, at), truth[at], understood[at])...)
			}
			return found
		}
	}
	return []string{fmt.Sprintf("%s is %#v and was read as %#v", place, truth, understood)}
}

func keys(maps ...map[string]any) []string {
	seen := map[string]bool{}
	for _, it := range maps {
		for key := range it {
			seen[key] = true
		}
	}
	all := make([]string, 0, len(seen))
	for key := range seen {
		all = append(all, key)
	}
	sort.Strings(all)
	return all
}

func viaSigs(text []byte) (any, error) {
	var value any
	err := sigs.UnmarshalStrict(text, &value)
	return value, err
}

func viaSplitter(text []byte) (any, error) {
	decoder := kyaml.NewYAMLOrJSONDecoder(bytes.NewReader(text), 4096)
	var value, more any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	if err := decoder.Decode(&more); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("there is a second document: %v (%w)", more, err)
	}
	return value, nil
}

func viaSerializer(text []byte) (any, error) {
	scheme := runtime.NewScheme()
	options := kjson.SerializerOptions{Yaml: true, Strict: true}
	serializer := kjson.NewSerializerWithOptions(kjson.DefaultMetaFactory, scheme, scheme, options)
	object := &unstructured.Unstructured{}
	_, _, err := serializer.Decode(text, nil, object)
	return object.Object, err
}

func viaKustomize(text []byte) (any, error) {
	node, err := kustomize.Parse(string(text))
	if err != nil {
		return nil, err
	}
	written, err := node.String()
	if err != nil {
		return nil, err
	}
	return viaSigs([]byte(written))
}

func viaYAML3(text []byte) (any, error) {
	var value any
	err := yaml.Unmarshal(text, &value)
	return value, err
}

func viaGoccy(text []byte) (any, error) {
	var value any
	err := goccy.UnmarshalWithOptions(text, &value, goccy.Strict())
	return value, err
}
