extends "res://tests/engine_test.gd"


func drawn() -> void:
	await RenderingServer.frame_post_draw
	await RenderingServer.frame_post_draw


func test_the_pixels_come_through_the_gpu() -> void:
	var generator := load_generator("vulkan")
	check_equal(RenderingServer.get_current_rendering_driver_name(), "vulkan", "driver")
	for seed in [42, 7]:
		var texture: Texture2DRD = generator.generate_texture_rd(seed)
		await drawn()
		check_equal(texture.get_size(), Vector2.ONE * generator.resolution, "size")
		var pixels := RenderingServer.get_rendering_device().texture_get_data(texture.texture_rd_rid, 0)
		var difference := largest_difference(pixels, sag_generate(seed, "vulkan").get_data())
		print("zero copy, seed %d: largest difference %d" % [seed, difference])
		check(difference <= 1, "difference %d" % difference)


func test_albedo_is_srgb_and_has_mipmaps() -> void:
	var generator := load_generator("vulkan")
	var texture: Texture2DRD = generator.generate_texture_rd(42, {"mipmaps": true})
	await drawn()
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
	for i in 4:
		await drawn()
	for seed in 12:
		check(textures[seed].get_image().get_data() == generator.generate(seed).get_data(), "seed %d" % seed)


func test_textures_and_generators_may_go_at_any_time() -> void:
	var generator := load_generator("vulkan")
	var kept := generator.generate_texture_rd(1)
	generator.generate_texture_rd(2)
	generator = null
	await drawn()
	check(kept.get_width() > 1, "a texture outlives its generator")
	kept = null
	await drawn()


func test_100_textures_leave_memory_flat() -> void:
	var generator := load_generator("vulkan")
	for seed in 16:
		generator.generate_texture_rd(seed)
		await RenderingServer.frame_post_draw
	await drawn()
	var device := RenderingServer.get_rendering_device()
	var before := resident_memory()
	var textures := device.get_memory_usage(RenderingDevice.MEMORY_TEXTURES)
	for seed in 100:
		generator.generate_texture_rd(seed)
		await RenderingServer.frame_post_draw
	for i in 4:
		await drawn()
	var grown := (resident_memory() - before) / 1048576.0
	print("100 zero-copy textures: %.1f MB more" % grown)
	check(grown < 16, "grown by %.1f MB" % grown)
	check_equal(device.get_memory_usage(RenderingDevice.MEMORY_TEXTURES), textures, "texture memory")
