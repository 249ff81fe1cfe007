# Whether the sources of a platform have their one form.
{
  runCommand,
  pdlc,
  src,
}:
runCommand "platform-is-formatted" { nativeBuildInputs = [ pdlc ]; } ''
  cd ${src}
  pdlc fmt --check
  touch $out
''
