# The packages of nixpkgs that the flake names, made of what the host has.
{ lib, system }:
let
  host =
    if builtins.pathExists ./host.json then
      lib.importJSON ./host.json
    else
      throw "ci/nix-offline: host.json is missing; call ci/nix";

  pkgs = {
    inherit lib;

    callPackage =
      file: given:
      let
        function = import file;
      in
      function (builtins.intersectAttrs (builtins.functionArgs function) pkgs // given);

    stdenv = {
      hostPlatform = { inherit system; };
      buildPlatform.canExecute = _: true;
    };

    runCommand = name: attributes: script: mkDerivation (attributes // { inherit name script; });

    writeShellApplication =
      {
        name,
        text,
        runtimeInputs ? [ ],
      }:
      mkDerivation {
        inherit name;
        meta.mainProgram = name;
        script = ''
          mkdir -p $out/bin
          cat > $out/bin/${name} <<'EOF'
          #!/bin/bash
          set -euo pipefail
          export PATH=${lib.concatMapStringsSep ":" (input: "${input}/bin") runtimeInputs}:$PATH
          ${text}
          EOF
          chmod +x $out/bin/${name}
        '';
      };

    mkShell = { ... }: pkgs.runCommand "shell" { } "touch $out";

    # The hook's functions; the builder sources whatever an input offers.
    installShellFiles = pkgs.runCommand "install-shell-files" { } ''
      mkdir $out
      cp ${./install-shell-files.sh} $out/setup-hook
    '';

    rustPlatform = import ./rust-platform.nix { inherit lib host mkDerivation system; };

    clippy = onHost "cargo-clippy";
    diffutils = onHost "diff";
    kustomize = onHost "kustomize";
    nixfmt-tree = onHost "nixfmt";
    rustfmt = onHost "rustfmt";
  };

  # A program that the host has, or will have when somebody runs it.
  onHost =
    program:
    mkDerivation {
      name = program;
      meta.mainProgram = program;
      script = ''
        mkdir -p $out/bin
        ln -s /usr/bin/${program} $out/bin/${program}
      '';
    };

  mkDerivation =
    {
      script,
      nativeBuildInputs ? [ ],
      passthru ? { },
      meta ? { },
      ...
    }@attributes:
    let
      drv = derivation (
        removeAttrs attributes [
          "meta"
          "passthru"
          "script"
        ]
        // {
          inherit system;
          builder = "/bin/bash";
          args = [
            "-euo"
            "pipefail"
            "-c"
            ''
              export PATH=/usr/bin:/bin HOME=/homeless-shelter SOURCE_DATE_EPOCH=315532800
              umask 022
              for input in ${toString nativeBuildInputs}; do
                PATH=$input/bin:$PATH
                if [ -e "$input/setup-hook" ]; then . "$input/setup-hook"; fi
              done
              ${script}
              # bash stays the builder: a program that it became would close stderr before it ends, and be killed for it.
              :
            ''
          ];
        }
      );
    in
    drv // { inherit meta passthru; } // passthru;
in
pkgs
