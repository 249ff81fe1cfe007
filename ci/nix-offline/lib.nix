# The functions of nixpkgs' `lib` that the flake calls, with the meaning they have there.
let
  inherit (builtins)
    any
    attrNames
    concatStringsSep
    filter
    fromJSON
    isPath
    listToAttrs
    readFile
    replaceStrings
    stringLength
    substring
    ;
in
builtins
// rec {
  nameValuePair = name: value: { inherit name value; };
  genAttrs = names: f: listToAttrs (map (name: nameValuePair name (f name)) names);
  optionalString = condition: text: if condition then text else "";
  optional = condition: item: optionals condition [ item ];
  optionals = condition: list: if condition then list else [ ];
  mapAttrsToList = f: set: map (name: f name set.${name}) (attrNames set);
  concatMapStrings = concatMapStringsSep "";
  concatMapStringsSep =
    separator: f: list:
    concatStringsSep separator (map f list);
  hasPrefix = prefix: text: substring 0 (stringLength prefix) text == prefix;
  hasSuffix =
    suffix: text:
    let
      start = stringLength text - stringLength suffix;
    in
    start >= 0 && substring start (-1) text == suffix;
  hasInfix = infix: text: stringLength (replaceStrings [ infix ] [ "" ] text) < stringLength text;
  removePrefix =
    prefix: text: if hasPrefix prefix text then substring (stringLength prefix) (-1) text else text;
  escapeShellArg = value: "'${replaceStrings [ "'" ] [ "'\\''" ] (toString value)}'";
  escapeShellArgs = concatMapStringsSep " " escapeShellArg;
  getExe = package: "${package}/bin/${package.meta.mainProgram}";
  importJSON = path: fromJSON (readFile path);
  importTOML = path: fromTOML (readFile path);
  throwIfNot = condition: message: if condition then (value: value) else throw message;

  # A source is a path with a filter; filtering it again keeps what both keep.
  cleanSourceWith =
    {
      src,
      filter ? _: _: true,
      name ? "source",
    }:
    let
      isSource = src ? origSrc;
      keep = path: type: filter path type && (!isSource || src.filter path type);
      origSrc = if isSource then src.origSrc else src;
    in
    {
      inherit origSrc name;
      filter = keep;
      outPath = builtins.path {
        inherit name;
        path = origSrc;
        filter = keep;
      };
    };

  fileset = {
    unions = files: files;
    toSource =
      { root, fileset }:
      let
        missing = filter (file: !(isPath file && builtins.pathExists file)) fileset;
        isAround =
          path: file:
          let
            name = toString file;
          in
          name == path || hasPrefix "${name}/" path || hasPrefix "${path}/" name;
      in
      throwIfNot (missing == [ ]) "fileset: ${toString missing} does not exist" (cleanSourceWith {
        src = root;
        filter = path: _: any (isAround path) fileset;
      });
  };
}
