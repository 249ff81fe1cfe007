package main

import (
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/json"
	utilruntime "k8s.io/apimachinery/pkg/util/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/kustomize/api/types"

	"judges/documents"
)

func init() {
	utilruntime.Must(apiextensions.AddToScheme(scheme.Scheme))
}

// clusterWide are the kinds of Kubernetes that have no namespace.
var clusterWide = map[string]bool{
	"APIService": true, "CSIDriver": true, "ClusterRole": true, "ClusterRoleBinding": true,
	"CustomResourceDefinition": true, "DeviceClass": true, "IngressClass": true, "MutatingWebhookConfiguration": true,
	"Namespace": true, "PersistentVolume": true, "PriorityClass": true, "RuntimeClass": true, "StorageClass": true,
	"ValidatingAdmissionPolicy": true, "ValidatingAdmissionPolicyBinding": true,
	"ValidatingWebhookConfiguration": true, "VolumeAttributesClass": true,
}

func isOfKubernetes(kind schema.GroupVersionKind) bool {
	return scheme.Scheme.Recognizes(kind)
}

// ownKind decodes an object into the type that Kubernetes has for it.
func ownKind(it documents.Document) []error {
	options := json.SerializerOptions{Yaml: true, Strict: true}
	serializer := json.NewSerializerWithOptions(json.DefaultMetaFactory, scheme.Scheme, scheme.Scheme, options)
	problems := metadata(it, !clusterWide[it.Kind.Kind])
	if _, _, err := serializer.Decode(it.Text, nil, nil); err != nil {
		problems = append(problems, err)
	}
	return problems
}

// metadata holds name, namespace, labels and annotations against what Kubernetes allows.
func metadata(it documents.Document, namespaced bool) []error {
	object := &unstructured.Unstructured{Object: it.Object}
	name := validation.NameIsDNSSubdomain
	if it.Kind.Group == "rbac.authorization.k8s.io" {
		name = func(string, bool) []string { return nil }
	}
	problems := validation.ValidateObjectMetaAccessor(object, namespaced, name, field.NewPath("metadata"))
	return all(problems)
}

// kustomization reads a list of kustomize as kustomize does, which refuses fields that it does not know.
func kustomization(it documents.Document) []error {
	var list types.Kustomization
	if err := list.Unmarshal(it.Text); err != nil {
		return []error{err}
	}
	var problems []error
	for _, message := range list.EnforceFields() {
		problems = append(problems, field.Invalid(nil, it.Kind.String(), message))
	}
	if old := list.CheckDeprecatedFields(); old != nil {
		for _, message := range *old {
			problems = append(problems, field.Invalid(nil, it.Kind.String(), message))
		}
	}
	return problems
}

func all(list field.ErrorList) []error {
	var problems []error
	for _, problem := range list {
		problems = append(problems, problem)
	}
	return problems
}
