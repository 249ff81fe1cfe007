# The compiler's own tests, against the documentation and the outputs of the repository.
{ lib, rustPlatform }:
rustPlatform.buildRustPackage {
  pname = "pdlc-tests";
  inherit ((lib.importTOML ../Cargo.toml).workspace.package) version;
  src = (import ./compiler-source.nix { inherit lib; }).tests;
  cargoLock.lockFile = ../Cargo.lock;
  dontCargoBuild = true;
  doCheck = true;
  checkType = "debug";
  cargoTestFlags = [
    "--workspace"
    # They have nothing to test, and much to compile.
    "--exclude"
    "platform-pdl-benches"
  ];
  installPhase = "touch $out";
}
