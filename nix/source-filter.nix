# Which files of a platform `pdlc build` reads.
#
# Sources are `.pdl`, and every cluster reads all of them, since the plan is one. Manifests and CRDs are YAML or JSON;
# those below `clusters/NAME/` belong to that cluster, and no other reads them.
{ lib }:
{
  cluster,
  path,
  type,
}:
let
  parts = builtins.filter builtins.isString (builtins.split "/" path);
  isFirst = folder: builtins.head parts == folder;
  isHidden = builtins.any (lib.hasPrefix ".") parts;
  isGenerated = builtins.any isFirst [
    "node_modules"
    "out"
    "result"
    "target"
  ];
  isSource = lib.hasSuffix ".pdl" path;
  isManifest = builtins.any (extension: lib.hasSuffix extension path) [
    ".json"
    ".yaml"
    ".yml"
  ];
  isElsewhere =
    cluster != null
    && isFirst "clusters"
    && builtins.length parts > 2
    && builtins.elemAt parts 1 != cluster;
in
!isHidden
&& !isGenerated
&& (type == "directory" || isSource || (isManifest && !isElsewhere))
