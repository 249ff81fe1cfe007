# Builds a platform: a derivation a cluster, one for the documents, and one that joins them.
{
  lib,
  runCommand,
  writeShellApplication,
  diffutils,
  pdlc,
}:
{
  # The folder of `platform.pdl`.
  src,
  name ? "platform",
  # The clusters, each of which becomes a derivation of its own; without them the platform is built in one.
  # They are named here, since to ask the platform for them would be to build while evaluating.
  clusters ? [ ],
  # What is delivered by then: a date, or `sprint:NAME`.
  asOf ? null,
  # Further arguments for `pdlc build`.
  extraArgs ? [ ],
  # Which files of `src` are read: `{ cluster, path, type }` to a boolean, where `path` begins in `src` and `cluster`
  # is `null` for what needs them all.
  sourceFilter ? import ./source-filter.nix { inherit lib clusters; },
}:
let
  isName = text: builtins.match "[a-z0-9]([a-z0-9-]*[a-z0-9])?" text != null;
  badNames = builtins.filter (text: !isName text) ([ name ] ++ clusters);

  # What a derivation reads, so that an edit to anything else leaves it as it is.
  sourceOf =
    cluster:
    lib.cleanSourceWith {
      inherit src;
      name = "${name}-source";
      filter =
        path: type:
        sourceFilter {
          inherit cluster type;
          path = lib.removePrefix "${toString (src.origSrc or src)}/" (toString path);
        };
    };

  # What a derivation does not get of that, by name: the compiler refuses to build without what it needs.
  leftOutOf =
    cluster:
    let
      root = src.origSrc or src;
      folder = if builtins.isPath root then root else "${root}";
      keeps = src.filter or (_: _: true);
      # The files below a folder, each with whether a folder on the way is left out.
      below =
        prefix: isOut:
        lib.concatLists (
          lib.mapAttrsToList (
            name: type:
            let
              path = prefix + name;
              isOutHere = isOut || !sourceFilter { inherit cluster path type; };
              isThere =
                keeps "${toString folder}/${path}" type
                && sourceFilter {
                  cluster = null;
                  inherit path type;
                };
            in
            if !isThere then
              [ ]
            else if type == "directory" then
              below "${path}/" isOutHere
            else
              lib.optional isOutHere path
          ) (builtins.readDir (folder + "/${prefix}"))
        );
    in
    builtins.toFile "left-out" (lib.concatMapStrings (path: "${path}\n") (below "" false));

  asOfArgs = lib.optionals (asOf != null) [
    "--as-of"
    asOf
  ];
  # Runs the compiler in a folder of its own, which gets the documents that the platform sends beside its output.
  run =
    suffix: script:
    runCommand "${name}${suffix}" { nativeBuildInputs = [ pdlc ]; } ''
      build() { pdlc build --documents-root documents ${lib.escapeShellArgs (asOfArgs ++ extraArgs)} "$@"; }
      ${script}
    '';
  # What a platform sends beside its output comes to stand in it.
  withDocuments = script: ''
    ${script}
    if [ -d documents ]; then cp -r documents/. $out/; fi
  '';

  shards = lib.genAttrs clusters (
    cluster:
    run "-${cluster}" ''
      build ${sourceOf cluster}/platform.pdl --cluster ${cluster} --left-out ${leftOutOf cluster} --out $out
    ''
  );
  # Documents lie beside the output of a part, where `pdlc join` looks for them.
  documents = run "-documents" (
    withDocuments "build ${sourceOf null}/platform.pdl --documents --out $out/part"
  );
  whole = run "" (withDocuments "build ${sourceOf null}/platform.pdl --out $out");
  joined = run "" (withDocuments ''
    pdlc join ${documents}/part ${toString (map (cluster: shards.${cluster}) clusters)} \
      --documents-root documents --out $out
  '');
  platform = if clusters == [ ] then whole else joined;

  tests = {
    verified = runCommand "${name}-verified" { nativeBuildInputs = [ pdlc ]; } ''
      pdlc verify ${platform} --documents-root ${platform}
      touch $out
    '';
    # Fails, too, when `clusters` are not those of the platform.
    shards-equal-whole = runCommand "${name}-shards-equal-whole" { } ''
      diff -r ${whole} ${platform}
      touch $out
    '';
  };

  # Brings a checked-in tree up to date; the argument is its folder.
  update = writeShellApplication {
    name = "${name}-update";
    runtimeInputs = [ pdlc ];
    text = ''
      exec pdlc build ${sourceOf null}/platform.pdl ${lib.escapeShellArgs (asOfArgs ++ extraArgs)} \
        --documents-root . --out "''${1:-out}"
    '';
  };

  # Shows what would change in a checked-in tree; the argument is its folder.
  diff = writeShellApplication {
    name = "${name}-diff";
    runtimeInputs = [ diffutils ];
    text = ''
      exec diff -ru "''${1:-out}" ${platform}
    '';
  };
in
if badNames != [ ] then
  throw "buildPlatform: ${builtins.toJSON badNames}: a name has lower-case letters, digits and inner dashes"
else
  platform
  // {
    inherit
      diff
      pdlc
      tests
      update
      ;
    clusters = shards;
  }
