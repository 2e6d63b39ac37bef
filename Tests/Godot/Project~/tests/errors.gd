extends "res://tests/engine_test.gd"


func test_wrong_arguments() -> void:
	var generator := SagTextureGenerator.new()
	check_equal(generator.generate(1), null, "without a model")
	check_equal(generator.generate_texture_rd(1), null, "without a model")
	check_equal(generator.generate_async(1), ERR_UNCONFIGURED, "without a model")
	check(generator.load_model("res://missing.safetensors") != OK, "missing")
	check(generator.load_model("res://project.godot") != OK, "no model")
	check(generator.load_model_from_buffer(PackedByteArray()) != OK, "empty")
	check(generator.load_model_from_buffer(FileAccess.get_file_as_bytes(MODEL).slice(0, 100000)) != OK, "cut off")
	generator.preferred_backend = "metal"
	check_equal(generator.preferred_backend, "auto", "unknown backend")
	generator = load_generator("cpu")
	for options: Dictionary in [
			{"widht": 64}, {"width": "wide"}, {"width": 65}, {"class": "moss"}, {"map": "normal"}, {"truncation": 2}, {5: 6}]:
		check_equal(generator.generate(1, options), null, str(options))
		check_equal(generator.generate_texture_rd(1, options), null, "on the GPU: " + str(options))
	check_equal(generator.generate_async(1, {"widht": 64}), ERR_INVALID_PARAMETER, "async")
	var told := []
	generator.generated.connect(func(_seed: int, image: Image) -> void: told.append(image))
	generator.generate_async(1, {"width": 65})
	while generator.pending > 0:
		await get_tree().process_frame
	check_equal(told, [null], "a failure is told by the signal too")
	check_equal(generator.generate_maps(1, {"widht": 64}), {}, "maps")
	check_equal(wrong_type(generator), null, "a text as the seed")
	check_equal(too_many(generator), null, "three arguments")
	check_equal(too_few(generator), null, "no argument")
	check(generator.generate(1) is Image, "it still works")

	var run := SagTrainingRun.new()
	check(run.attach("res://nowhere") != OK, "no folder")
	check(run.start("res://", "res://run") != OK, "no trainer")
	run.trainer_path = "res://nothing"
	check(run.start("res://", "res://run") != OK, "no such trainer")
	check(run.start("res://", "res://run", {"widht": 64}) != OK, "unknown option")
	check(run.copy_model("res://x.safetensors") != OK, "no run")
	run.stop()
	check_equal(run.poll(), [], "nothing to report")


## An error in a call ends the function that it is in.
func wrong_type(generator: Variant) -> Variant:
	return generator.generate("seven")


func too_many(generator: Variant) -> Variant:
	return generator.generate(1, {}, 3)


func too_few(generator: Variant) -> Variant:
	return generator.generate()
