#!/usr/bin/env bash
# Makes the pictures of Documentation~/Godot.md from the engine itself: the demo room, and the editor while it trains on bricks
# (SAG_SCREENSHOT_STEPS steps; the picture is taken when three quarters are done).
set -euo pipefail
root="$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)"
images="$root/Documentation~/Images"
project="${SAG_ARTIFACTS:-$root/.artifacts}/godot-screenshots"

"$root/sag" godot
engine="$("$root/sag" godot --engine | tail -n 1)"
rm -rf "$project"
mkdir -p "$project/.godot"
cp -R "$root/Hosts~/Godot/demo/." "$project/"
cp -R "$root/Tests/Godot/Project~/addons/sagtest" "$project/addons/"
echo 'res://addons/sagtextures/sagtextures.gdextension' >"$project/.godot/extension_list.cfg"
export XDG_CONFIG_HOME="$project/.home" XDG_DATA_HOME="$project/.home"
"$engine" --path "$project" --headless --import >/dev/null 2>&1
vulkan=(--rendering-driver vulkan --audio-driver Dummy --path "$project")

"$engine" "${vulkan[@]}" --resolution 1280x720 -- --screenshot "$images/godot-room.png"

"$root/sag" sample-textures --out "$project/all" --count 64 --size 64
mv "$project/all/bricks" "$project/textures-2024"
rm -r "$project/all"
touch "$project/textures-2024/.gdignore"
sed -i 's|enabled=PackedStringArray(|&"res://addons/sagtest/plugin.cfg", |' "$project/project.godot"
export SAG_EDITOR_TEST=pictures SAG_SCREENSHOT_STEPS="${SAG_SCREENSHOT_STEPS:-480}" SAG_TRAINER="$root/sag"
"$engine" --editor "${vulkan[@]}" res://room.tscn
cp "$project/editor-training.png" "$images/godot-editor.png"
