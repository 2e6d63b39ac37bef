# ./sag godot --engine: a program that runs Godot for the tests. Sourced by ../sag.
source "$root/.ci/forky.sh"

# Prints the path of a program that runs Godot 4.4 or later, with a virtual display where there is none: the godot on the PATH
# where there is one, else one in Debian forky. Says why where neither can be had. With SAG_GODOT it runs that program instead, in
# the same place: an exported game.
godot_engine() {
    local launcher="$artifacts/godot-launcher" prefix="" version virtual_display="xvfb-run -a -s '-screen 0 1920x1080x24'"
    mkdir -p "$artifacts"
    version="$(command -v godot >/dev/null && godot --version 2>/dev/null | head -n 1 || true)"
    if [[ "$version" =~ ^4\.([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge 4 ]; then
        if [ "$(uname -s)" = Linux ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
            command -v xvfb-run >/dev/null || fail "Godot is here, but no display and no xvfb-run: apt-get install xvfb"
            prefix="$virtual_display"
        fi
    else
        require_forky godot godot-template-release xvfb xauth mesa-vulkan-drivers libvulkan1 vulkan-validationlayers libgl1 fontconfig ca-certificates ||
            fail "To have the engine tests run, put Godot 4.4 or later on the PATH as godot: https://godotengine.org/download"
        prefix="bash '$root/.ci/forky.sh' $virtual_display"
    fi
    printf '#!/usr/bin/env bash\nexec %s "${SAG_GODOT:-godot}" "$@"\n' "$prefix" >"$launcher.$$"
    chmod +x "$launcher.$$"
    mv "$launcher.$$" "$launcher"
    echo "$launcher"
}
