// Package documents reads objects as they stand in files.
package documents

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	kyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// Document is an object as it stands in a file.
type Document struct {
	Path   string
	Text   []byte
	Object map[string]any
	Kind   schema.GroupVersionKind
}

// Below reads all objects below a folder; and names the files that hold something else, as those of Helm do.
func Below(folder string) (found []Document, others []string, err error) {
	err = filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		extension := filepath.Ext(path)
		if err != nil || entry.IsDir() || extension != ".yaml" && extension != ".yml" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		inside, err := In(path, text)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if len(inside) == 0 {
			others = append(others, path)
		}
		found = append(found, inside...)
		return nil
	})
	return found, others, err
}

// In reads the objects of a text that stands at a path. It holds objects alone, or none.
func In(path string, text []byte) ([]Document, error) {
	var found []Document
	total := 0
	reader := kyaml.NewYAMLReader(bufio.NewReader(bytes.NewReader(text)))
	for {
		part, err := reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		var value any
		if err := yaml.UnmarshalStrict(part, &value); err != nil {
			return nil, err
		}
		if value == nil {
			continue
		}
		total++
		object, _ := value.(map[string]any)
		version, _ := object["apiVersion"].(string)
		kind, _ := object["kind"].(string)
		if version == "" || kind == "" {
			continue
		}
		if object, err = numbers(part); err != nil {
			return nil, err
		}
		found = append(found, Document{path, part, object, schema.FromAPIVersionAndKind(version, kind)})
	}
	if total != len(found) && (len(found) > 0 || !strings.Contains(path, "/bootstrap/")) {
		return nil, errors.New("a document has no `apiVersion` or no `kind`")
	}
	return found, nil
}

// numbers reads an object with whole numbers as such, as the API server does.
func numbers(text []byte) (map[string]any, error) {
	source, err := yaml.YAMLToJSONStrict(text)
	if err != nil {
		return nil, err
	}
	if !json.Valid(source) {
		return nil, errors.New("it has no form in JSON")
	}
	object := &unstructured.Unstructured{}
	if err := object.UnmarshalJSON(source); err != nil {
		return nil, err
	}
	return object.Object, nil
}

// Name is the kind of an object, its namespace if it has one, and its name.
func (it Document) Name() string {
	object := unstructured.Unstructured{Object: it.Object}
	name := object.GetName()
	if namespace := object.GetNamespace(); namespace != "" {
		name = namespace + "/" + name
	}
	return it.Kind.Kind + " " + name
}
