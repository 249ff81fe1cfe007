# What the compiler is compiled from, and what its tests read besides.
{ lib }:
let
  inherit (lib.fileset) toSource unions;
  compiler = [
    ../Cargo.toml
    ../Cargo.lock
    ../lang
    ../compiler
    ../benches
    # The pages of `pdlc explain` are part of the binary.
    ../docs/errors
    # `pdlc init` writes it.
    ../templates
  ];
  source =
    files:
    toSource {
      root = ../.;
      fileset = unions files;
    };
in
{
  # An edit to `README.md`, to another page or to a platform leaves this as it is.
  compiler = source compiler;
  # The tests hold the documentation and the committed outputs to what the compiler says.
  tests = source (
    compiler
    ++ [
      ../CHANGELOG.md
      ../README.md
      # A definition whose rules the tests evaluate beside those that are published.
      ../ci/judges/objects/testdata
      ../clippy.toml
      ../docs
      ../editors
      ../out
      ../platform
      ../platform.pdl
      ../tools
    ]
  );
}
