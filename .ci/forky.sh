#!/usr/bin/env bash
# Debian forky in a folder, for tests that need a newer Mesa, newer validation layers or the Godot engine than this machine has.
#
#   source .ci/forky.sh; require_forky PACKAGE…   prepares the folder, with these packages; says why where it cannot
#   bash .ci/forky.sh COMMAND…                    runs a command in the prepared folder
#
# Commands in it see this clone, its build output, .NET and /tmp at their usual places; mounts end with the command.
#
# SAG_CACHE           the folder's folder                 (default: sagtextures in XDG_CACHE_HOME, else ~/.cache/sagtextures)
# SAG_DEBIAN_MIRROR   where Debian's packages come from   (default: http://deb.debian.org/debian)
# SAG_INSTALL=0       never install by itself

forky_root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)"
forky_cache="${SAG_CACHE:-${XDG_CACHE_HOME:-${HOME:-$(echo ~)}/.cache}/sagtextures}"
forky="$forky_cache/forky"

# in_forky COMMAND…: becomes that command, in a mount namespace of its own; call it in a subshell.
in_forky() {
    exec unshare --mount bash -euo pipefail -c '
        forky="$1" places="$2"
        shift 2
        while IFS= read -r place; do
            [ -e "$place" ] || continue
            mkdir -p "$forky$place"
            mount --rbind "$place" "$forky$place"
        done <<<"$places"
        cp -L /etc/resolv.conf "$forky/etc/resolv.conf" 2>/dev/null || true
        exec chroot "$forky" env --chdir="$PWD" PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin:/usr/games "$@"' \
        in_forky "$forky" "$(printf '%s\n' /proc /sys /dev /tmp "$forky_root" "${SAG_ARTIFACTS:-$forky_root}" \
            "${DOTNET_ROOT:-/usr/share/dotnet}" "${HOME:-/root}/.nuget")" "$@"
}

# forky_lacks PACKAGE…: those of them that are not installed in the folder.
forky_lacks() {
    local package
    for package in "$@"; do
        [ "$(dpkg-query --admindir="$forky/var/lib/dpkg" -W -f '${Status}' "$package" 2>/dev/null)" = "install ok installed" ] ||
            echo "$package"
    done
}

# Everything that a script may do to the folder, under a lock: two clones on one machine share the cache.
prepare_forky() {
    local mirror="${SAG_DEBIAN_MIRROR:-http://deb.debian.org/debian}" half="$forky_cache/forky.half-made" lacking
    # An interrupted installation leaves this mark; what it left may be anything.
    [ ! -e "$forky/etc/unfinished" ] || rm -rf --one-file-system "$forky"
    if [ ! -d "$forky" ]; then
        rm -rf --one-file-system "$half"
        # forky's own script is the one of sid; older releases of debootstrap know only the latter name.
        debootstrap --variant=minbase --keyring=/usr/share/keyrings/debian-archive-keyring.gpg \
            forky "$half" "$mirror" /usr/share/debootstrap/scripts/sid
        rm -f "$half"/var/cache/apt/archives/*.deb
        mv "$half" "$forky"
    fi
    lacking="$(forky_lacks "$@")"
    if [ -n "$lacking" ]; then
        touch "$forky/etc/unfinished"
        # shellcheck disable=SC2086 # Package names have no spaces.
        # A mirror that is some weeks behind will do.
        (in_forky env DEBIAN_FRONTEND=noninteractive LC_ALL=C sh -c \
            'apt-get -o Acquire::Check-Valid-Until=false update -qq && apt-get install -y -qq --no-install-recommends "$@" && apt-get clean' sh $lacking)
        rm "$forky/etc/unfinished"
    fi
}

# require_forky PACKAGE…: fails, with the reason, where the folder cannot be had. Needs the functions of ../sag.
require_forky() {
    local log="$artifacts/forky.log" lacking problem=""
    [ ! -d "$forky" ] || [ -e "$forky/etc/unfinished" ] || lacking="$(forky_lacks "$@")"
    if [ "$(uname -s)" != Linux ] || ! command -v apt-get >/dev/null; then
        problem="works on Debian and Ubuntu"
    elif [ "$(id -u)" != 0 ]; then
        problem="needs root"
    elif ! unshare --mount true 2>/dev/null; then
        problem="needs the right to mount (containers: --cap-add SYS_ADMIN)"
    elif [ "${lacking-all}" = "" ]; then
        return 0
    elif [ "${SAG_INSTALL:-1}" = 0 ]; then
        problem="is kept from installing by SAG_INSTALL=0"
    elif [ -n "$(find "$artifacts/forky.failed" -mmin -60 2>/dev/null)" ]; then
        problem="failed less than an hour ago ($log; to try again: rm $artifacts/forky.failed)"
    elif ! command -v debootstrap >/dev/null || [ ! -e /usr/share/keyrings/debian-archive-keyring.gpg ]; then
        install_packages "A folder with Debian forky is to be made" debootstrap debian-archive-keyring || problem="needs debootstrap"
    fi
    if [ -z "$problem" ]; then
        mkdir -p "$forky_cache" "$artifacts"
        say "preparing Debian forky in $forky: ${lacking:-$*}"
        if quietly "preparing Debian forky" "$log" \
            flock "$forky_cache/forky.lock" bash "$forky_root/.ci/forky.sh" --prepare "$@"; then
            rm -f "$artifacts/forky.failed"
            return 0
        fi
        touch "$artifacts/forky.failed"
        problem="failed: $(grep -E '^(E|W):' "$log" | tail -n 1 || tail -n 1 "$log") (all of it: $log)"
    fi
    say "Debian forky cannot be had here: preparing it $problem"
    return 1
}

if [ "${BASH_SOURCE[0]}" = "$0" ]; then
    set -euo pipefail
    if [ "${1:-}" = --prepare ]; then
        shift
        prepare_forky "$@"
    else
        in_forky "$@"
    fi
fi
