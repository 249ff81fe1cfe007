# `rustPlatform` with the Rust of the host. Crates come from the store, at the paths that nixpkgs would fetch them to.
{
  lib,
  host,
  mkDerivation,
  system,
}:
let
  # The same fixed output as nixpkgs' `fetchurl` of a crate; `ci/nix` has put it there.
  crate =
    package:
    derivation {
      name = "crate-${package.name}-${package.version}.tar.gz";
      inherit system;
      builder = "/bin/sh";
      args = [
        "-c"
        "echo 'this crate is not in the store; call ci/nix' >&2; exit 1"
      ];
      outputHashMode = "flat";
      outputHashAlgo = "sha256";
      outputHash = package.checksum;
    };

  importCargoLock =
    { lockFile }:
    let
      packages = builtins.filter (package: package ? checksum) (lib.importTOML lockFile).package;
      unpack =
        package:
        let
          folder = "$out/${package.name}-${package.version}";
        in
        ''
          mkdir ${folder}
          tar xf ${crate package} -C ${folder} --strip-components=1
          printf '{"files":{},"package":"${package.checksum}"}' > ${folder}/.cargo-checksum.json
        '';
    in
    mkDerivation {
      name = "cargo-vendor-dir";
      script = ''
        mkdir $out
        ${lib.concatMapStringsSep "" unpack packages}
      '';
    };
in
{
  inherit importCargoLock;

  buildRustPackage =
    {
      pname,
      version,
      src,
      cargoLock,
      nativeBuildInputs ? [ ],
      cargoBuildFlags ? [ ],
      cargoTestFlags ? [ ],
      doCheck ? true,
      checkType ? "release",
      dontCargoBuild ? false,
      postInstall ? "",
      installPhase ? null,
      meta ? { },
    }:
    let
      vendor = importCargoLock cargoLock;
      install = ''
        mkdir -p $out/bin
        find target/release -maxdepth 1 -type f -executable -exec cp {} $out/bin/ \;
        ${postInstall}
      '';
    in
    mkDerivation {
      name = "${pname}-${version}";
      inherit nativeBuildInputs meta;
      # Another toolchain is another derivation.
      toolchain = host.rustc;
      script = ''
        export PATH=${host.toolchain}/bin:$PATH CARGO_HOME=$TMPDIR/cargo CARGO_INCREMENTAL=0
        cp -r ${src} source
        chmod -R u+w source
        cd source
        mkdir -p .cargo
        printf '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "%s"\n' ${vendor} > .cargo/config.toml
        export RUSTFLAGS="--remap-path-prefix=$PWD=/build/source --remap-path-prefix=${vendor}=/vendor"
        jobs=(--offline --frozen --jobs "$NIX_BUILD_CORES")
        ${lib.optionalString (!dontCargoBuild) ''
          cargo build --release "''${jobs[@]}" ${lib.escapeShellArgs cargoBuildFlags}
        ''}
        ${lib.optionalString doCheck ''
          cargo test ${lib.optionalString (checkType == "release") "--release"} "''${jobs[@]}" ${lib.escapeShellArgs cargoTestFlags}
        ''}
        ${if installPhase == null then install else installPhase}
      '';
    };
}
