extends Node3D
## A room whose surfaces get new seeds at a key press. No frame waits for a texture: each is made on other threads and shown
## when it is there, one a frame.
##
## Space   new seeds            G   made on the GPU, without a copy, and back
##
## After "--" on the command line: --screenshot FILE saves a picture and ends; --measure presses Space five times, prints the
## median and the longest frame of each, and ends; with --gpu too, the first key is G.

const MODEL := "res://models/bricks.safetensors"

## The first seeds of floor, walls and columns; later ones follow each other.
const FIRST_SEEDS := [3, 12, 9, 4, 10, 20, 24, 25, 18, 9, 24]

var _generator: SagTextureGenerator
var _surfaces: Array[MeshInstance3D] = []
var _waiting: Array[int] = []
var _current := -1
var _refining := -1
var _given := 0
var _on_gpu := false
var _times: Array[float] = []
var _last_frame := 0


func _ready() -> void:
	_generator = load(MODEL).get_generator()
	_generator.generated.connect(_refine)
	for surface: MeshInstance3D in $Surfaces.get_children():
		_surfaces.append(surface)
		surface.material_override = surface.material_override.duplicate()
	$Camera.look_at_from_position(Vector3(-0.7, 1.7, 5.7), Vector3(0.35, 1.5, -2.0))
	_new_seeds()
	var arguments := OS.get_cmdline_user_args()
	if "--screenshot" in arguments:
		_screenshot(arguments[arguments.find("--screenshot") + 1])
	elif "--measure" in arguments:
		_measure("--gpu" in arguments)


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
			var texture := _generator.generate_texture_rd(seed, {"mipmaps": true})
			if texture is Texture2DRD:
				texture.changed.connect(func() -> void: _show(texture, null), CONNECT_ONE_SHOT)
			else:
				_show(texture, null)
		else:
			_generator.generate_async(seed)


## Whether surfaces still wait for a texture.
func is_busy() -> bool:
	return _current >= 0 or not _waiting.is_empty()


func _new_seeds() -> void:
	_waiting.assign(range(_surfaces.size()))
	$Hint.text = "Space: new seeds    G: %s" % ("back to normal maps" if _on_gpu else "on the GPU, without a copy")


func _refine(_made_seed: int, image: Image) -> void:
	_refining = WorkerThreadPool.add_task(func() -> void:
		# Small textures look better enlarged smoothly, and brightness makes a fair relief.
		image.resize(256, 256, Image.INTERPOLATE_CUBIC)
		var relief := image.duplicate() as Image
		relief.bump_map_to_normal_map(6.0)
		for picture: Image in [image, relief]:
			picture.generate_mipmaps()
		_refined.call_deferred(ImageTexture.create_from_image(image), ImageTexture.create_from_image(relief)))


func _refined(albedo: Texture2D, normal: Texture2D) -> void:
	# At its end by now. A task that nobody waits for is never freed.
	WorkerThreadPool.wait_for_task_completion(_refining)
	_show(albedo, normal)


func _show(albedo: Texture2D, normal: Texture2D) -> void:
	var material := _surfaces[_current].material_override as StandardMaterial3D
	_current = -1
	material.albedo_texture = albedo
	# Flat where there is none. Switching normal maps off would have the engine compile another shader, for which a frame waits.
	material.normal_texture = normal
	material.normal_enabled = true


func _screenshot(path: String) -> void:
	await _idle()
	$Hint.hide()
	for i in 8:
		await RenderingServer.frame_post_draw
	get_viewport().get_texture().get_image().save_png(path)
	get_tree().quit()


func _measure(on_gpu: bool) -> void:
	await _idle()
	_times.clear()
	await _frames(20)
	_times.sort()
	print("at rest: median %.1f ms, longest %.1f ms" % [_times[_times.size() / 2], _times[-1]])
	for attempt in 5:
		var before := _textures()
		await _frames(3)
		_times.clear()
		_press(KEY_G if on_gpu and attempt == 0 else KEY_SPACE)
		await _idle()
		await _frames(3)
		var times := _times.duplicate()
		times.sort()
		print("%d frames, %d new textures: median %.1f ms, longest %.1f ms" % [
			times.size(), _textures().filter(func(texture: Texture2D) -> bool: return texture not in before).size(),
			times[times.size() / 2], times[-1]])
	get_tree().quit()


func _press(key: Key) -> void:
	var event := InputEventKey.new()
	event.keycode = key
	event.pressed = true
	Input.parse_input_event(event)
	Input.flush_buffered_events()


func _textures() -> Array:
	return _surfaces.map(func(surface: MeshInstance3D) -> Texture2D: return surface.material_override.albedo_texture)


func _idle() -> void:
	while is_busy():
		await get_tree().process_frame


func _frames(count: int) -> void:
	for i in count:
		await get_tree().process_frame
