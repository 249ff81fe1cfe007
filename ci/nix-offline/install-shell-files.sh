# What nixpkgs' hook of this name offers, as far as the flake calls it.
installManPage() {
  local page
  for page in "$@"; do
    install -Dm644 "$page" "$out/share/man/man${page##*.}/$(basename "$page")"
  done
}

installShellCompletion() {
  local command=
  while [ $# -gt 0 ]; do
    case "$1" in
      --cmd) command=$2 ;;
      --bash) install -Dm644 "$2" "$out/share/bash-completion/completions/$command.bash" ;;
      --fish) install -Dm644 "$2" "$out/share/fish/vendor_completions.d/$command.fish" ;;
      --zsh) install -Dm644 "$2" "$out/share/zsh/site-functions/_$command" ;;
      *) echo "installShellCompletion: unknown option $1" >&2; return 1 ;;
    esac
    shift 2
  done
}
