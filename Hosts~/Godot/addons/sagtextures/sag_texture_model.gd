@tool
@icon("icons/model.svg")
class_name SagTextureModel
extends Resource
## A trained model, imported from a [code].safetensors[/code] file. All that use it share one [SagTextureGenerator].

## The model file.
@export_storage var data: PackedByteArray:
	set(value):
		var is_anew := not data.is_empty()
		data = value
		_generator = null
		# Imported anew, this resource is filled from the new one, and meanwhile the engine holds its signals back.
		if is_anew:
			emit_changed.call_deferred()

var _generator: SagTextureGenerator


## The generator of this model, or null where the data are not a usable model.
func get_generator() -> SagTextureGenerator:
	if _generator == null and not data.is_empty():
		var generator := SagTextureGenerator.new()
		if RenderingServer.get_video_adapter_type() == RenderingDevice.DEVICE_TYPE_CPU:
			# There Vulkan itself runs on the CPU, slower than the CPU backend.
			generator.preferred_backend = "cpu"
		if generator.load_model_from_buffer(data) == OK:
			_generator = generator
	return _generator
