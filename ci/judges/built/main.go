// Built runs `kustomize build` on every folder below the given ones that has a kustomization, and compares the objects
// that come out with those that the files of the folder hold: none more, none less, none changed.
//
//	built FOLDER…
package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"

	"judges/documents"
)

const list = "kustomization.yaml"

func main() {
	folders, objects, failed := 0, 0, false
	for _, root := range os.Args[1:] {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || filepath.Base(path) != list {
				return err
			}
			count, err := compare(filepath.Dir(path))
			if err != nil {
				fmt.Fprintf(os.Stderr, "%s: %v\n", filepath.Dir(path), err)
				failed = true
			}
			folders++
			objects += count
			return nil
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			failed = true
		}
	}
	fmt.Printf("kustomize built %d folders of %d objects\n", folders, objects)
	if failed || folders == 0 {
		os.Exit(1)
	}
}

// compare builds a folder and counts its objects.
func compare(folder string) (int, error) {
	written, err := written(folder)
	if err != nil {
		return 0, err
	}
	command := exec.Command("kustomize", "build", folder)
	var complaint bytes.Buffer
	command.Stderr = &complaint
	text, err := command.Output()
	if err != nil {
		return 0, fmt.Errorf("%w: %s", err, complaint.String())
	}
	found, err := documents.In(folder, text)
	if err != nil {
		return 0, err
	}
	built, err := byName(found)
	return len(built), errors.Join(err, differences(written, built))
}

// written reads the objects of a folder's own files, and of the sources that it lists from a folder of theirs.
func written(folder string) (map[string]any, error) {
	var paths []string
	for _, pattern := range []string{"*.yaml", filepath.Join("sources", "*.yaml")} {
		found, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			return nil, err
		}
		paths = append(paths, found...)
	}
	var all []documents.Document
	for _, path := range paths {
		if filepath.Base(path) == list {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		found, err := documents.In(path, text)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	return byName(all)
}

func byName(all []documents.Document) (map[string]any, error) {
	objects := map[string]any{}
	for _, document := range all {
		name := document.Kind.Group + " " + document.Name()
		if _, known := objects[name]; known {
			return nil, fmt.Errorf("%s is there twice", name)
		}
		objects[name] = document.Object
	}
	return objects, nil
}

func differences(written, built map[string]any) error {
	var problems []error
	for name, object := range written {
		other, ok := built[name]
		if !ok {
			problems = append(problems, fmt.Errorf("%s is in a file and was not built", name))
		} else if !reflect.DeepEqual(object, other) {
			problems = append(problems, fmt.Errorf("%s was built otherwise", name))
		}
	}
	for name := range built {
		if _, ok := written[name]; !ok {
			problems = append(problems, fmt.Errorf("%s was built and is in no file", name))
		}
	}
	return errors.Join(problems...)
}
