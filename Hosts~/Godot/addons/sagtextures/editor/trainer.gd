@tool
extends RefCounted
## Where the trainer is: the script sag of SagTextures.

const SETTING := "sagtextures/trainer_path"


## Shows the setting under Editor > Editor Settings > Sagtextures.
static func define_setting() -> void:
	var settings := EditorInterface.get_editor_settings()
	if not settings.has_setting(SETTING):
		settings.set_setting(SETTING, "")
	settings.set_initial_value(SETTING, "", false)
	settings.add_property_info({
		"name": SETTING, "type": TYPE_STRING, "hint": PROPERTY_HINT_GLOBAL_FILE, "hint_string": ""})


## Full path of the trainer: the setting, else the one on the PATH, else that of the clone that this project lies in; empty
## where there is none.
static func find() -> String:
	var name := "sag.cmd" if OS.get_name() == "Windows" else "sag"
	var candidates: PackedStringArray = [EditorInterface.get_editor_settings().get_setting(SETTING)]
	for folder in OS.get_environment("PATH").split(";" if OS.get_name() == "Windows" else ":", false):
		candidates.append(folder.path_join(name))
	var parent := ProjectSettings.globalize_path("res://").trim_suffix("/")
	for level in 4:
		parent = parent.get_base_dir()
		if FileAccess.file_exists(parent.path_join("SagTextures.sln")):
			candidates.append(parent.path_join(name))
	for candidate in candidates:
		if not candidate.is_empty() and FileAccess.file_exists(candidate):
			return candidate
	return ""
