@tool
extends EditorInspectorPlugin
## Shows what a model makes, above its properties.

const Preview := preload("model_preview.gd")


func _can_handle(object: Object) -> bool:
	return object is SagTextureModel


func _parse_begin(object: Object) -> void:
	add_custom_control(Preview.new(object))
