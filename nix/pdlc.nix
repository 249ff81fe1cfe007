# The compiler, with completions and manual page.
{
  lib,
  stdenv,
  rustPlatform,
  installShellFiles,
}:
rustPlatform.buildRustPackage {
  pname = "pdlc";
  inherit ((lib.importTOML ../Cargo.toml).workspace.package) version;
  src = (import ./compiler-source.nix { inherit lib; }).compiler;
  cargoLock.lockFile = ../Cargo.lock;
  cargoBuildFlags = [ "--package=platform-pdl" ];
  # The tests read far more than the compiler is made of: they are the check `compiler-tests`.
  doCheck = false;

  nativeBuildInputs = [ installShellFiles ];
  postInstall = lib.optionalString (stdenv.buildPlatform.canExecute stdenv.hostPlatform) ''
    $out/bin/pdlc man > pdlc.1
    installManPage pdlc.1
    for shell in bash fish zsh; do
      $out/bin/pdlc completions $shell > pdlc.$shell
    done
    installShellCompletion --cmd pdlc --bash pdlc.bash --fish pdlc.fish --zsh pdlc.zsh
  '';

  meta = {
    description = "Compiler of PDL: plans of Kubernetes platforms into Flux trees and schedule documents";
    mainProgram = "pdlc";
  };
}
