extends Node3D
## A room whose surfaces get new seeds at a key press. No frame waits for a texture: each is made on another thread and shown
## when it is there, one a frame.
##
## Space   new seeds            G   made on the GPU, without a copy, and back
##
## After "--" on the command line: --screenshot FILE saves a picture and ends; --measure presses the key five times, prints
## the median and the longest frame of each, and ends.

const MODEL := "res://models/bricks.safetensors"

## The first seeds of floor, walls and columns; later ones follow each other.
const FIRST_SEEDS := [3, 12, 9, 4, 10, 20, 24, 25, 18, 9, 24]

var _generator: SagTextureGenerator
var _surfaces: Array[MeshInstance3D] = []
var _waiting: Array[int] = []
var _current := -1
var _given := 0
var _on_gpu := false
var _times: Array[float] = []
var _last_frame := 0


func _ready() -> void:
	_generator = load(MODEL).get_generator()
	_generator.generated.connect(_show)
	for surface: MeshInstance3D in $Surfaces.get_children():
		_surfaces.append(surface)
		surface.material_override = surface.material_override.duplicate()
	$Camera.look_at_from_position(Vector3(-0.7, 1.7, 5.7), Vector3(0.35, 1.5, -2.0))
	_new_seeds()
	var arguments := OS.get_cmdline_user_args()
	if "--screenshot" in arguments:
		_screenshot(arguments[arguments.find("--screenshot") + 1])
	elif "--measure" in arguments:
		_measure()


func _unhandled_key_input(event: InputEvent) -> void:
	if event.is_pressed() and not event.is_echo():
		match (event as InputEventKey).keycode:
			KEY_SPACE:
				_new_seeds()
			KEY_G:
				_on_gpu = not _on_gpu
				_new_seeds()


func _process(_delta: float) -> void:
	var now := Time.get_ticks_usec()
	_times.append((now - _last_frame) / 1000.0)
	_last_frame = now
	# One surface a frame, and the next one only when it is done.
	if _current < 0 and not _waiting.is_empty():
		_current = _waiting.pop_front()
		var seed: int = FIRST_SEEDS[_given] if _given < FIRST_SEEDS.size() else 100 + _given
		_given += 1
		if _on_gpu:
			var material := _surfaces[_current].material_override as StandardMaterial3D
			material.albedo_texture = _generator.generate_texture_rd(seed, {"mipmaps": true})
			material.normal_enabled = false
			_current = -1
		else:
			_generator.generate_async(seed)


func _new_seeds() -> void:
	_waiting.assign(range(_surfaces.size()))
	$Hint.text = "Space: new seeds    G: %s" % ("back to normal maps" if _on_gpu else "on the GPU, without a copy")


func _show(_made_seed: int, image: Image) -> void:
	var material := _surfaces[_current].material_override as StandardMaterial3D
	_current = -1
	# Small textures look better enlarged smoothly, and brightness makes a fair relief.
	image.resize(256, 256, Image.INTERPOLATE_CUBIC)
	var relief := image.duplicate() as Image
	relief.bump_map_to_normal_map(6.0)
	for picture: Image in [image, relief]:
		picture.generate_mipmaps()
	material.albedo_texture = ImageTexture.create_from_image(image)
	material.normal_texture = ImageTexture.create_from_image(relief)
	material.normal_enabled = true


func _is_busy() -> bool:
	return _current >= 0 or not _waiting.is_empty()


func _screenshot(path: String) -> void:
	while _is_busy():
		await get_tree().process_frame
	$Hint.hide()
	for i in 8:
		await RenderingServer.frame_post_draw
	get_viewport().get_texture().get_image().save_png(path)
	get_tree().quit()


func _measure() -> void:
	while _is_busy():
		await get_tree().process_frame
	for attempt in 5:
		for i in 3:
			await get_tree().process_frame
		_times.clear()
		_new_seeds()
		while _is_busy():
			await get_tree().process_frame
		for i in 3:
			await get_tree().process_frame
		var sorted := _times.duplicate()
		sorted.sort()
		print("%d frames, %d textures: median %.1f ms, longest %.1f ms" % [
			sorted.size(), _surfaces.size(), sorted[sorted.size() / 2], sorted[-1]])
	get_tree().quit()
