# ./sag pack [--out DIR]: the package as Unity installs it, COM.NAME-VERSION.tgz. Sourced by ../sag.

# Sources that Unity, or the trainer on a user's machine, compiles; their .meta files; documentation and samples.
shipped='^(package\.json|README\.md|CHANGELOG\.md|LICENSE\.md|Third Party Notices\.md|sag|sag\.cmd|global\.json)(\.meta)?$
^Directory\.(Build|Packages)\.props(\.meta)?$
^(Runtime|Shaders|Training|Editor|Tests)\.meta$
^(Runtime|Shaders|Training)/
^Editor/
^Tests/(Runtime|Editor|PlayMode|EditMode)(/|\.meta$)
^(Samples|Documentation)~/'
# Projects that only a checkout builds.
kept_back='^(Editor|Tests)/.*\.csproj(\.meta)?$'

# What Silk.NET needs at run time, and the PNG writer. Unity has no NuGet.
plugins=(Silk.NET.Core Silk.NET.Vulkan StbImageWriteSharp System.Runtime.CompilerServices.Unsafe)

guid() { printf 'com.sagtextures.sagtextures/%s' "$1" | md5sum | cut -c1-32; }

# Explicitly referenced: only our assembly sees it. References are not validated, because Silk.NET names one that it uses only on
# paths that are not ours.
plugin_meta() {
    cat <<END
fileFormatVersion: 2
guid: $(guid "$1")
PluginImporter:
  externalObjects: {}
  serializedVersion: 2
  iconMap: {}
  executionOrder: {}
  defineConstraints: []
  isPreloaded: 0
  isOverridable: 1
  isExplicitlyReferenced: 1
  validateReferences: 0
  platformData:
  - first:
      Any: 
    second:
      enabled: 1
      settings: {}
  userData: 
  assetBundleName: 
  assetBundleVariant: 
END
}

folder_meta() {
    printf 'fileFormatVersion: 2\nguid: %s\nfolderAsset: yes\nDefaultImporter:\n  externalObjects: {}\n' "$(guid "$1")"
    printf '  userData: \n  assetBundleName: \n  assetBundleVariant: \n'
}

pack() {
    local out="$PWD" name version stage plugin
    case "$#:${1:-}" in
        0:) ;;
        2:--out) out="$2" ;;
        *) say "Usage: sag pack [--out DIR]   makes the package that Unity installs"; [ "${1:-}" = --help ] || exit 2; exit 0 ;;
    esac
    git -C "$root" rev-parse --git-dir >/dev/null 2>&1 || fail "The package is packed from a git checkout, and $root is none."
    mkdir -p "$out" "$artifacts"
    name="$(sed -n 's/^  "name": "\(.*\)",$/\1/p' "$root/package.json")"
    version="$(sed -n 's/^  "version": "\(.*\)",$/\1/p' "$root/package.json")"
    stage="$(mktemp -d "$artifacts/pack.XXXXXX")"
    trap 'rm -rf "$stage"' EXIT

    quietly "collecting libraries" "$artifacts/pack.log" dotnet publish "$root/Runtime/SagTextures.Runtime.csproj" \
        -c Release -f netstandard2.1 -v quiet -o "$stage/libraries" || fail "The libraries were not built; see $artifacts/pack.log"
    mkdir -p "$stage/package/Runtime/Plugins"
    (cd "$root" && git ls-files --cached --others --exclude-standard | grep -E "$shipped" | grep -vE "$kept_back" |
        while IFS= read -r file; do [ ! -e "$file" ] || printf '%s\n' "$file"; done | tar -cf - -T -) | tar -xf - -C "$stage/package"
    folder_meta Runtime/Plugins >"$stage/package/Runtime/Plugins.meta"
    for plugin in "${plugins[@]}"; do
        cp "$stage/libraries/$plugin.dll" "$stage/package/Runtime/Plugins/"
        plugin_meta "Runtime/Plugins/$plugin.dll" >"$stage/package/Runtime/Plugins/$plugin.dll.meta"
    done

    # The same sources give the same bytes.
    local reproducible=()
    if tar --version 2>/dev/null | grep -q GNU; then
        reproducible=(--sort=name --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX "--mtime=@$(git -C "$root" log -1 --format=%ct)")
    fi
    tar -C "$stage" ${reproducible[@]+"${reproducible[@]}"} -cf - package | gzip -9n >"$stage/$name-$version.tgz"
    mv "$stage/$name-$version.tgz" "$out/"
    echo "$out/$name-$version.tgz"
    exit 0
}
