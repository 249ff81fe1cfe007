{
  description = "A Kubernetes platform in PDL";

  # Where PDL comes from: its repository, or your mirror of it.
  inputs.pdl.url = "github:platform-pdl/pdl";
  inputs.nixpkgs.follows = "pdl/nixpkgs";

  outputs =
    { nixpkgs, pdl, ... }:
    let
      inherit (nixpkgs) lib;
      forAllSystems = lib.genAttrs (builtins.attrNames pdl.lib);
      platform =
        system:
        pdl.lib.${system}.buildPlatform {
          src = ./.;
          clusters = [ "main" ];
        };
    in
    {
      packages = forAllSystems (system: {
        default = platform system;
      });
      checks = forAllSystems (system: (platform system).tests);
      apps = forAllSystems (system: {
        # `nix run .#update`: writes the tree that Flux reads into `out/`.
        update = {
          type = "app";
          program = lib.getExe (platform system).update;
        };
      });
    };
}
