# Whether the outputs that are committed are what the compiler makes today.
{ runCommand, manifests }:
runCommand "committed-outputs-are-current" { } ''
  compare() {
    diff -r "$1" "$2" || {
      echo "error: $3 is not what platform.pdl compiles to; run \`cargo run --release -- build\`, or \`nix run .#update\`" >&2
      exit 1
    }
  }
  for part in flux bootstrap manifest.json; do
    compare ${../out}/$part ${manifests}/$part out/$part
  done
  compare ${../docs/schedule} ${manifests}/docs/schedule docs/schedule
  compare ${../docs/ordering} ${manifests}/docs/ordering docs/ordering
  touch $out
''
