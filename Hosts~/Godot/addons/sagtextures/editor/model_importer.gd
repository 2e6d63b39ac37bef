@tool
extends EditorImportPlugin
## Imports .safetensors files of SagTextures as [SagTextureModel].


func _get_importer_name() -> String:
	return "sagtextures.model"


func _get_visible_name() -> String:
	return "SagTextures Model"


func _get_recognized_extensions() -> PackedStringArray:
	return ["safetensors"]


func _get_save_extension() -> String:
	return "res"


func _get_resource_type() -> String:
	return "Resource"


func _get_priority() -> float:
	return 1.0


func _get_import_order() -> int:
	return 0


func _get_preset_count() -> int:
	return 1


func _get_preset_name(_preset: int) -> String:
	return "Default"


func _get_import_options(_path: String, _preset: int) -> Array[Dictionary]:
	return []


func _get_option_visibility(_path: String, _option: StringName, _options: Dictionary) -> bool:
	return true


func _can_import_threaded() -> bool:
	return false


func _import(
		source: String, save_path: String, _options: Dictionary, _platform_variants: Array[String],
		_files: Array[String]) -> Error:
	# Loading checks everything about the file, and says what is wrong with it.
	var generator := SagTextureGenerator.new()
	generator.preferred_backend = "cpu"
	var error := generator.load_model(source)
	if error != OK:
		return error
	var model := SagTextureModel.new()
	model.data = FileAccess.get_file_as_bytes(source)
	return ResourceSaver.save(model, "%s.res" % save_path, ResourceSaver.FLAG_COMPRESS)
