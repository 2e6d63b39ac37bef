extends "res://tests/engine_test.gd"


func test_a_model_is_loaded_and_described() -> void:
	var generator := SagTextureGenerator.new()
	check(not generator.is_loaded, "nothing is loaded at first")
	check_equal(generator.load_model(MODEL), OK, "load_model")
	check(generator.is_loaded, "is_loaded")
	var described := model_description()
	check_equal(generator.model_name, described.name, "model_name")
	check_equal(Array(generator.maps), described.maps.map(func(map: Dictionary) -> String: return map.name), "maps")
	check_equal(Array(generator.classes), described.classes, "classes")
	check_equal(generator.resolution, int(described.resolution), "resolution")
	check(generator.stride >= 1, "stride")
	check_equal(generator.is_seamless, described.padding == "circular", "is_seamless")
	check_equal(generator.has_any_size, described.latent.kind == "grid", "has_any_size")
	check(generator.backend in ["vulkan", "cpu"], "backend")
	check(not generator.device_name.is_empty(), "device_name")


func test_a_model_is_loaded_from_any_place() -> void:
	var generator := SagTextureGenerator.new()
	var bytes := FileAccess.get_file_as_bytes(MODEL)
	check_equal(generator.load_model_from_buffer(bytes), OK, "from a buffer")
	var expected := generator.generate(5).get_data()
	check_equal(generator.load_model(ProjectSettings.globalize_path(MODEL)), OK, "from a path of the system")
	check(generator.generate(5).get_data() == expected, "same texture")
	FileAccess.open("user://copy.safetensors", FileAccess.WRITE).store_buffer(bytes)
	check_equal(generator.load_model("user://copy.safetensors"), OK, "from user://")
	check(generator.generate(5).get_data() == expected, "same texture")


func test_pixels_are_those_of_the_command_line() -> void:
	var generator := load_generator("vulkan")
	check_equal(generator.backend, "vulkan", "backend")
	for seed in [42, 7]:
		var image := generator.generate(seed)
		check_equal(image.get_size(), Vector2i.ONE * generator.resolution, "size")
		check_equal(image.get_format(), Image.FORMAT_RGBA8, "format")
		check(image.get_data() == sag_generate(seed, "vulkan").get_data(), "seed %d byte for byte" % seed)


func test_the_cpu_makes_the_same_texture() -> void:
	var generator := load_generator("cpu")
	check_equal(generator.backend, "cpu", "backend")
	var difference := largest_difference(generator.generate(42).get_data(), load_generator("vulkan").generate(42).get_data())
	check(difference <= 1, "difference %d" % difference)


func test_seeds_are_64_bits() -> void:
	var generator := load_generator("cpu")
	var data := {}
	for seed in [0, -1, 1 << 32, (1 << 32) - 1, -9223372036854775808]:
		data[generator.generate(seed).get_data()] = true
	check_equal(data.size(), 5, "different textures")


func test_options() -> void:
	var generator := load_generator("cpu")
	var mipmapped := generator.generate(3, {"mipmaps": true, "truncation": 1, "width": generator.resolution, &"height": 0, "map": "albedo"})
	check(mipmapped.has_mipmaps(), "mipmaps")
	mipmapped.clear_mipmaps()
	check(mipmapped.get_data() == generator.generate(3).get_data(), "same first level")
	var typical := generator.generate(3, {"truncation": 0.0}).get_data()
	check(typical == generator.generate(4, {"truncation": 0.0}).get_data(), "truncation 0 is always the same")
	check(typical != generator.generate(3).get_data(), "truncation changes something")


func test_maps() -> void:
	var maps: Dictionary = load_generator("cpu").generate_maps(9)
	check_equal(maps.size(), model_description().maps.size(), "maps")
	check(maps.albedo is Image, "an image each")


func test_untyped_calls_do_the_same() -> void:
	var generator: Variant = load_generator("cpu")
	check(generator.call("generate", 11).get_data() == generator.call("generate", 11, {}).get_data(), "default options")
	check(generator.get("is_loaded"), "property by name")


func test_async_hands_over_on_the_main_thread() -> void:
	var generator := load_generator("cpu")
	var made := {}
	var threads := {}
	generator.generated.connect(func(seed: int, image: Image) -> void:
		made[seed] = image.get_data()
		threads[OS.get_thread_caller_id()] = true)
	for seed in [1, 2, -3]:
		check_equal(generator.generate_async(seed), OK, "generate_async")
	check_equal(generator.pending, 3, "pending")
	while generator.pending > 0:
		await get_tree().process_frame
	check_equal(threads.keys(), [OS.get_main_thread_id()], "thread")
	check_equal(made.size(), 3, "made")
	for seed: int in made:
		check(made[seed] == generator.generate(seed).get_data(), "seed %d" % seed)


func test_cancelled_ones_are_not_handed_over() -> void:
	var generator := load_generator("cpu")
	var made := []
	generator.generated.connect(func(seed: int, _image: Image) -> void: made.append(seed))
	for seed in 10:
		generator.generate_async(seed)
	generator.cancel()
	check_equal(generator.pending, 0, "pending")
	generator.generate_async(99)
	while generator.pending > 0:
		await get_tree().process_frame
	check_equal(made, [99], "made")


func test_pending_ones_are_made_although_another_model_is_loaded() -> void:
	var generator := load_generator("cpu")
	var made := {}
	generator.generated.connect(func(seed: int, image: Image) -> void: made[seed] = image.get_data())
	for seed in 5:
		generator.generate_async(seed)
	check_equal(generator.load_model(MODEL), OK, "load_model")
	generator.generate_async(5)
	check_equal(generator.pending, 6, "pending")
	while generator.pending > 0:
		await get_tree().process_frame
	check_equal(made.keys(), [0, 1, 2, 3, 4, 5], "made, in their order")
	for seed: int in made:
		check(made[seed] == generator.generate(seed).get_data(), "seed %d" % seed)


func test_an_async_generation_outlives_its_script() -> void:
	var generator := load_generator("cpu")
	var made := []
	generator.generated.connect(func(seed: int, _image: Image) -> void: made.append(seed))
	generator.generate_async(5)
	generator = null
	for i in 200:
		if made.is_empty():
			await get_tree().create_timer(0.02).timeout
	check_equal(made, [5], "made")


func test_without_a_rendering_device_a_texture_is_read_back() -> void:
	var generator := load_generator("cpu")
	var texture: Texture2D = generator.generate_texture_rd(42, {"mipmaps": true})
	check(texture is ImageTexture, "an ImageTexture")
	check_equal(texture.get_size(), Vector2.ONE * generator.resolution, "size")


func test_500_generations_leave_memory_flat() -> void:
	var generator := load_generator("cpu")
	# The garbage collector's heap settles first.
	for seed in 400:
		generator.generate(seed, {"mipmaps": seed % 2 == 0})
	var before := resident_memory()
	for seed in 500:
		generator.generate(seed, {"mipmaps": seed % 2 == 0})
	var grown := (resident_memory() - before) / 1048576.0
	print("500 generations: %.1f MB more" % grown)
	check(grown < 8, "grown by %.1f MB" % grown)


func test_the_engine_may_end_while_textures_are_made() -> void:
	var generator := load_generator("cpu")
	for seed in 50:
		generator.generate_async(seed)
	check(generator.pending > 0, "some are pending")
