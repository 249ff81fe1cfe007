{
  description = "PDL: one source for the plan of a Kubernetes platform and its manifests";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-26.05";

  outputs =
    { self, nixpkgs }:
    let
      inherit (nixpkgs) lib;
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
      forAllSystems = f: lib.genAttrs systems (system: f nixpkgs.legacyPackages.${system});
      packagesOf = pkgs: self.packages.${pkgs.stdenv.hostPlatform.system};
      buildPlatformOf = pkgs: self.lib.${pkgs.stdenv.hostPlatform.system}.buildPlatform;

      # What the platform of this repository consists of; an edit to anything else rebuilds none of it.
      platformSource = lib.fileset.toSource {
        root = ./.;
        fileset = lib.fileset.unions [
          ./platform.pdl
          ./platform
        ];
      };
      # The clusters come from the committed manifest, so that evaluating the flake builds nothing;
      # the check `shards-equal-whole` fails when that list is not the platform's.
      clusters = builtins.attrNames (lib.importJSON ./out/manifest.json).clusters;
    in
    {
      # Nix up to 2.8 accepts an overlay by these two names only.
      overlays.default = final: prev: {
        pdlc = final.callPackage ./nix/pdlc.nix { };
        buildPlatform = final.callPackage ./nix/build-platform.nix { };
      };

      lib = forAllSystems (pkgs: {
        buildPlatform = pkgs.callPackage ./nix/build-platform.nix { inherit (packagesOf pkgs) pdlc; };
      });

      packages = forAllSystems (
        pkgs:
        let
          manifests = buildPlatformOf pkgs {
            name = "manifests";
            src = platformSource;
            inherit clusters;
          };
          shard = cluster: lib.nameValuePair "manifests-${cluster}" manifests.clusters.${cluster};
        in
        {
          pdlc = pkgs.callPackage ./nix/pdlc.nix { };
          default = (packagesOf pkgs).pdlc;
          inherit manifests;
        }
        // lib.listToAttrs (map shard clusters)
      );

      checks = forAllSystems (
        pkgs:
        let
          inherit (packagesOf pkgs) pdlc manifests;
          consumer = buildPlatformOf pkgs {
            name = "consumer";
            src = ./templates/platform;
          };
        in
        {
          inherit pdlc manifests consumer;
          compiler-tests = pkgs.callPackage ./nix/compiler-tests.nix { };
          committed = pkgs.callPackage ./nix/committed.nix { inherit manifests; };
          formatted = pkgs.callPackage ./nix/formatted.nix {
            inherit pdlc;
            src = platformSource;
          };
        }
        // manifests.tests
      );

      apps = forAllSystems (pkgs: {
        default = {
          type = "app";
          program = lib.getExe (packagesOf pkgs).pdlc;
        };
        update = {
          type = "app";
          program = lib.getExe (packagesOf pkgs).manifests.update;
        };
      });

      devShells = forAllSystems (pkgs: {
        default = pkgs.mkShell {
          inputsFrom = [ (packagesOf pkgs).pdlc ];
          packages = [
            pkgs.clippy
            pkgs.kustomize
            pkgs.rustfmt
          ];
        };
      });

      formatter = forAllSystems (pkgs: pkgs.nixfmt-tree);

      templates.default = {
        path = ./templates/platform;
        description = "A small platform in PDL, built by `nix build`";
      };
    };
}
