# Which files of a platform `pdlc build` reads: sources, and manifests and CRDs that they may name.
#
# What lies in a folder `clusters/NAME` is that cluster's: the derivations of the others do without it, but for sources,
# since every cluster is checked against the whole plan. `pdlc` refuses to build one that needs what it does not get.
{ lib, clusters }:
{
  cluster,
  path,
  type,
}:
let
  parts = builtins.filter builtins.isString (builtins.split "/" path);
  isHidden = builtins.any (lib.hasPrefix ".") parts;
  isGenerated = builtins.elem (builtins.head parts) [
    "node_modules"
    "out"
    "result"
    "target"
  ];
  isRead = builtins.any (extension: lib.hasSuffix extension path) [
    ".json"
    ".pdl"
    ".yaml"
    ".yml"
  ];
  others = builtins.filter (other: cluster != null && other != cluster) clusters;
  isOfOther = builtins.any (other: lib.hasInfix "/clusters/${other}/" "/${path}") others;
in
!isHidden
&& !isGenerated
&& (type == "directory" || (isRead && (lib.hasSuffix ".pdl" path || !isOfOther)))
