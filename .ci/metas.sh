#!/usr/bin/env bash
# Writes the .meta file of every file and folder that Unity imports, and removes those whose file is gone.
# An existing GUID is kept; a new one follows from the path, so that two people who add the same file agree.
set -euo pipefail
cd "$(dirname "$0")/.."

# Unity skips names that begin with a dot or end with a tilde, and everything in them.
unity_sees() { grep -vE '(^|/)\.|~(/|$)|\.meta$' || true; }

importer() {
    if [ -d "$1" ]; then
        echo 'folderAsset: yes'
        echo 'DefaultImporter:'
    else
        case "$1" in
            *.cs) printf 'MonoImporter:\n  externalObjects: {}\n  serializedVersion: 2\n  defaultReferences: []\n  executionOrder: 0\n  icon: {instanceID: 0}\n' ;;
            *.asmdef) echo 'AssemblyDefinitionImporter:' ;;
            package.json) echo 'PackageManifestImporter:' ;;
            *.md | *.json | *.txt) echo 'TextScriptImporter:' ;;
            *) echo 'DefaultImporter:' ;;
        esac
    fi
    case "$1" in *.cs) ;; *) echo '  externalObjects: {}' ;; esac
    printf '  userData: \n  assetBundleName: \n  assetBundleVariant: \n'
}

files="$(git ls-files --cached --others --exclude-standard | while IFS= read -r file; do [ ! -e "$file" ] || echo "$file"; done)"
seen="$( (echo "$files"; echo "$files" | sed -n 's|/[^/]*$||p' | sort -u | while IFS= read -r folder; do
    while [ "$folder" != . ]; do echo "$folder"; folder="$(dirname "$folder")"; done
done) | unity_sees | sort -u)"

echo "$seen" | while IFS= read -r path; do
    meta="$path.meta"
    guid="$(sed -n 's/^guid: \([0-9a-f]\{32\}\)$/\1/p' "$meta" 2>/dev/null || true)"
    [ -n "$guid" ] || guid="$(printf 'com.sagtextures.sagtextures/%s' "$path" | md5sum | cut -c1-32)"
    content="$(printf 'fileFormatVersion: 2\nguid: %s\n' "$guid"; importer "$path"; echo .)"
    content="${content%.}"
    if ! printf '%s' "$content" | cmp -s - "$meta"; then
        printf '%s' "$content" >"$meta"
        echo "wrote $meta"
    fi
done

git ls-files --cached --others --exclude-standard -- '*.meta' | while IFS= read -r meta; do
    if [ -e "$meta" ] && [ ! -e "${meta%.meta}" ]; then
        rm "$meta"
        echo "removed $meta"
    fi
done
