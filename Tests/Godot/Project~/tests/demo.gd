extends "res://tests/engine_test.gd"
## The demo room, in the demo project.

var _room: Node3D


func test_the_room_opens_with_a_texture_on_every_surface() -> void:
	await open_room()
	check_equal(textures().size(), 11, "surfaces")
	check_all_new([])
	check_made_by_the_cpu()


func test_space_brings_new_textures() -> void:
	await open_room()
	var before := textures()
	await press(KEY_SPACE)
	check_all_new(before)
	check_made_by_the_cpu()


func test_space_again_before_all_are_there() -> void:
	await open_room()
	var before := textures()
	await press(KEY_SPACE, 3)
	check(_room.is_busy(), "still at it")
	await press(KEY_SPACE)
	check_all_new(before)


func test_g_makes_them_on_the_gpu_and_back() -> void:
	await open_room()
	var before := textures()
	var hint: Label = _room.get_node("Hint")
	await press(KEY_G, 3)
	check("back to normal maps" in hint.text, "the hint says how to get back")
	await idle()
	for i in 3:
		await RenderingServer.frame_post_draw
	check_all_new(before)
	for material in materials():
		check(material.albedo_texture is Texture2DRD, "on the GPU")
		check(material.albedo_texture.get_width() > 1, "there are pixels")
		check_equal(material.normal_texture, null, "normal map")
	before = textures()
	await press(KEY_SPACE)
	check_all_new(before)
	check(textures().all(func(texture: Texture2D) -> bool: return texture is Texture2DRD), "Space keeps to the GPU")
	await press(KEY_G)
	check("on the GPU" in hint.text, "the hint says how to get there")
	check_made_by_the_cpu()


func test_a_key_that_is_held_counts_once() -> void:
	await open_room()
	var before := textures()
	var event := key(KEY_SPACE)
	event.echo = true
	send(event)
	await idle()
	check_equal(textures(), before, "textures")


func open_room() -> void:
	if _room:
		_room.queue_free()
		await get_tree().process_frame
	_room = load("res://room.tscn").instantiate()
	add_child(_room)
	await idle()


## Presses a key and waits until everything is there, or for some frames.
func press(code: Key, frames := 0) -> void:
	send(key(code))
	if frames == 0:
		await idle()
	for i in frames:
		await get_tree().process_frame


func key(code: Key) -> InputEventKey:
	var event := InputEventKey.new()
	event.keycode = code
	event.pressed = true
	return event


func send(event: InputEvent) -> void:
	Input.parse_input_event(event)
	Input.flush_buffered_events()


func idle() -> void:
	while _room.is_busy():
		await get_tree().process_frame


func materials() -> Array:
	return _room.get_node("Surfaces").get_children().map(func(surface: MeshInstance3D) -> Material:
		return surface.material_override)


func textures() -> Array:
	return materials().map(func(material: StandardMaterial3D) -> Texture2D: return material.albedo_texture)


func check_all_new(before: Array) -> void:
	var now := textures()
	for i in now.size():
		check(now[i] != null and now[i] not in before, "surface %d has a new texture" % i)
		check_equal(now.count(now[i]), 1, "surfaces with the texture of surface %d" % i)


func check_made_by_the_cpu() -> void:
	for material in materials():
		check(material.albedo_texture is ImageTexture, "a texture")
		check(material.normal_texture is ImageTexture, "and a normal map")
		check_equal(material.albedo_texture.get_size(), Vector2(256, 256), "size")
