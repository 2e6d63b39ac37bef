extends "res://tests/engine_test.gd"


func drawn() -> void:
	await RenderingServer.frame_post_draw
	await RenderingServer.frame_post_draw


## Waits until the GPU has been told to fill a texture.
func filled(texture: Texture2DRD) -> void:
	for i in 1000:
		if texture.texture_rd_rid.is_valid():
			break
		await RenderingServer.frame_post_draw
	check(texture.texture_rd_rid.is_valid(), "the texture is filled")


func test_the_pixels_come_through_the_gpu() -> void:
	var generator := load_generator("vulkan")
	check_equal(RenderingServer.get_current_rendering_driver_name(), "vulkan", "driver")
	for seed in [42, 7]:
		var texture: Texture2DRD = generator.generate_texture_rd(seed)
		await filled(texture)
		check_equal(texture.get_size(), Vector2.ONE * generator.resolution, "size")
		var pixels := RenderingServer.get_rendering_device().texture_get_data(texture.texture_rd_rid, 0)
		var difference := largest_difference(pixels, sag_generate(seed, "vulkan").get_data())
		print("zero copy, seed %d: largest difference %d" % [seed, difference])
		check(difference <= 1, "difference %d" % difference)


func test_albedo_is_srgb_and_has_mipmaps() -> void:
	var generator := load_generator("vulkan")
	var texture: Texture2DRD = generator.generate_texture_rd(42, {"mipmaps": true})
	await filled(texture)
	var device := RenderingServer.get_rendering_device()
	var format := device.texture_get_format(texture.texture_rd_rid)
	check_equal(format.format, RenderingDevice.DATA_FORMAT_R8G8B8A8_SRGB, "format")
	check_equal(1 << (format.mipmaps - 1), generator.resolution, "size of the first of all levels")
	var pixels := device.texture_get_data(texture.texture_rd_rid, 0)
	var expected := generator.generate(42, {"mipmaps": true}).get_data()
	check_equal(pixels.size(), expected.size(), "bytes")
	check(largest_difference(pixels, expected) <= 3, "smaller levels")


func test_many_in_one_frame() -> void:
	var generator := load_generator("vulkan")
	var textures: Array[Texture2DRD] = []
	for seed in 12:
		textures.append(generator.generate_texture_rd(seed))
	for seed in 12:
		await filled(textures[seed])
		check(textures[seed].get_image().get_data() == generator.generate(seed).get_data(), "seed %d" % seed)


func test_textures_and_generators_may_go_at_any_time() -> void:
	var generator := load_generator("vulkan")
	var kept: Texture2DRD = generator.generate_texture_rd(1)
	generator.generate_texture_rd(2)
	generator = null
	await filled(kept)
	check_equal(kept.get_image().get_data(), load_generator("vulkan").generate(1).get_data(), "pixels")
	kept = null
	await drawn()


func test_a_texture_comes_although_its_generator_gets_another_model() -> void:
	var generator := load_generator("vulkan")
	var texture: Texture2DRD = generator.generate_texture_rd(3)
	check_equal(generator.load_model(MODEL), OK, "load_model")
	var later: Texture2DRD = generator.generate_texture_rd(4)
	await filled(texture)
	await filled(later)
	check_equal(texture.get_image().get_data(), generator.generate(3).get_data(), "pixels")
	check_equal(later.get_image().get_data(), generator.generate(4).get_data(), "pixels after it")


func test_changed_tells_that_a_texture_is_there() -> void:
	var texture: Texture2DRD = load_generator("vulkan").generate_texture_rd(5)
	check(not texture.texture_rd_rid.is_valid(), "it is empty at first")
	await texture.changed
	check(texture.texture_rd_rid.is_valid(), "it is filled")


func test_a_texture_comes_where_only_changes_are_drawn() -> void:
	var generator := load_generator("vulkan")
	OS.low_processor_usage_mode = true
	for i in 30:
		await get_tree().process_frame
	var texture: Texture2DRD = generator.generate_texture_rd(6)
	for i in 1000:
		if texture.texture_rd_rid.is_valid():
			break
		await get_tree().process_frame
	check(texture.texture_rd_rid.is_valid(), "the texture is filled")
	for i in 60:
		await get_tree().process_frame
	var drawn := Engine.get_frames_drawn()
	for i in 30:
		await get_tree().process_frame
	check_equal(Engine.get_frames_drawn(), drawn, "frames drawn when there is nothing to do any more")
	OS.low_processor_usage_mode = false


func test_several_generators_take_turns() -> void:
	var textures: Array[Texture2DRD] = []
	for i in 4:
		textures.append(load_generator("vulkan").generate_texture_rd(i))
	var expected := load_generator("vulkan")
	for i in 4:
		await filled(textures[i])
		var pixels := textures[i].get_image().get_data()
		var own := expected.generate(i).get_data()
		if pixels != own:
			# Which of the two does not repeat itself?
			check(false, "seed %d: largest difference %d; the texture read again: %d, generated again: %d, by another generator: %d" % [
				i, largest_difference(pixels, own), largest_difference(pixels, textures[i].get_image().get_data()),
				largest_difference(own, expected.generate(i).get_data()),
				largest_difference(own, load_generator("vulkan").generate(i).get_data())])


func test_100_textures_leave_memory_flat() -> void:
	var generator := load_generator("vulkan")
	for seed in 16:
		await filled(generator.generate_texture_rd(seed))
	await drawn()
	var device := RenderingServer.get_rendering_device()
	var before := resident_memory()
	var textures := device.get_memory_usage(RenderingDevice.MEMORY_TEXTURES)
	for seed in 100:
		await filled(generator.generate_texture_rd(seed))
	for i in 4:
		await drawn()
	var grown := (resident_memory() - before) / 1048576.0
	print("100 zero-copy textures: %.1f MB more" % grown)
	check(grown < 16, "grown by %.1f MB" % grown)
	var more := device.get_memory_usage(RenderingDevice.MEMORY_TEXTURES) - textures
	check(more <= 0, "texture memory grown by %d bytes" % more)


func test_the_engine_may_end_while_textures_are_being_made() -> void:
	# The last test: the runner ends the engine now.
	for i in 30:
		load_generator("vulkan").generate_texture_rd(i)
