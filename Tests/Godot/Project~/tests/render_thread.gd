extends "res://tests/engine_test.gd"
## Where the engine renders on a thread of its own.


func test_changed_comes_on_the_main_thread() -> void:
	var texture: Texture2DRD = load_generator("vulkan").generate_texture_rd(5)
	var threads := []
	texture.changed.connect(func() -> void: threads.append(OS.get_thread_caller_id()))
	while threads.is_empty():
		await get_tree().process_frame
	check_equal(threads, [OS.get_main_thread_id()], "threads that tell")
	check(texture.texture_rd_rid.is_valid(), "it is filled")
