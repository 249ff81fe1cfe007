# Which files of a platform `pdlc build` reads: sources, and manifests and CRDs that they may name.
#
# `cluster` is for filters of one's own. Here every cluster reads every file, since each is checked against the whole
# plan, and that is made of all of them.
{ lib }:
{
  path,
  type,
  ...
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
in
!isHidden && !isGenerated && (type == "directory" || isRead)
