@tool
extends "res://addons/sagtest/editor_test.gd"

const STEPS := 10


func test_1_the_menu_item_trains_and_the_dock_shows_it_to_the_end() -> void:
	await choose_folder(textures())
	dock().set_settings(textures(), STEPS)
	await frames(40)

	press("Estimate")
	check(label("Measuring") != null, "the dock says that it measures")
	await until(func() -> bool: return label("MB of memory") != null, "an estimate")
	check(label("24 images") != null, "the estimate counts the images")

	press("Start training")
	var run: SagTrainingRun = dock().get_run()
	check_equal(run.status, "running", "status after the start")
	await until(func() -> bool: return label("Step ") != null or not run.is_running, "the first report")
	check(button("Start training").disabled, "no second training starts meanwhile")
	await until(func() -> bool: return not run.is_running, "the end")
	await get_tree().create_timer(1.5).timeout
	check_equal(run.status, "completed", "status (%s)" % run.message)
	check_equal(run.step, STEPS, "step")
	check(label("Completed") != null, "the dock says that it is completed")
	var bar := find(func(node: Node) -> bool: return node is ProgressBar, dock()) as ProgressBar
	check_equal(bar.value, bar.max_value, "progress bar")
	var sample := find(func(node: Node) -> bool: return node is TextureRect and node.texture != null, dock())
	check(sample != null, "the dock shows a sample")
	await screenshot("editor")


func test_2_the_model_becomes_part_of_the_project() -> void:
	press("Add model to project")
	await frames(5)
	await until(func() -> bool: return ResourceLoader.exists("res://textures-2024.safetensors"), "the import", 60)
	await scanned()
	await get_tree().create_timer(1.5).timeout
	check(label("res://textures-2024.safetensors is in the project") != null, "the dock still says so")
	var model := load("res://textures-2024.safetensors") as SagTextureModel
	check(model != null, "it is imported")
	if model:
		check_equal(model.get_generator().resolution, 64, "resolution")


func test_3_a_model_imported_anew_is_used_everywhere() -> void:
	var path := "res://textures-2024.safetensors"
	var texture := SagTexture.new()
	texture.model = load(path)
	EditorInterface.edit_resource(texture.model)
	await frames(10)
	var before := texture.get_pixels().get_data()
	var shown := picture_of(texture.model).texture
	var bricks: SagTextureModel = load("res://bricks.safetensors")
	check_equal(DirAccess.copy_absolute("res://bricks.safetensors", path), OK, "another model in its place")
	EditorInterface.get_resource_filesystem().scan()
	await scanned()
	await until(func() -> bool: return texture.model.data == bricks.data, "the import", 60)
	await frames(10)
	var expected := bricks.get_generator().generate(0).get_data()
	check(expected != before.slice(0, expected.size()), "the models differ")
	check(texture.get_pixels().get_data().slice(0, expected.size()) == expected, "a texture is of the new one")
	check(picture_of(texture.model).texture != shown, "the inspector shows the new one")


func test_4_the_inspector_shows_what_a_model_makes() -> void:
	var model: SagTextureModel = load("res://bricks.safetensors")
	EditorInterface.edit_resource(model)
	await frames(10)
	var picture := picture_of(model)
	check(picture != null, "three by three textures")
	var before: Texture2D = picture.texture
	var slider := find(func(node: Node) -> bool: return node is HSlider, picture.get_parent()) as HSlider
	slider.value = 7
	await frames(3)
	check(picture.texture != before, "another seed, another picture")
	await screenshot("inspector")


func test_5_a_texture_resource_works_at_edit_time_and_keeps_only_its_seed() -> void:
	var texture := SagTexture.new()
	texture.model = load("res://bricks.safetensors")
	texture.seed = 42
	await frames(2)
	var expected := texture.model.get_generator().generate(42).get_data()
	check(texture.get_pixels().get_data().slice(0, expected.size()) == expected, "pixels")
	var material := StandardMaterial3D.new()
	material.albedo_texture = texture
	check_equal(ResourceSaver.save(material, "res://bricks.tres"), OK, "saved")
	check(FileAccess.open("res://bricks.tres", FileAccess.READ).get_length() < 2000, "a scene keeps no pixels")
	var loaded: StandardMaterial3D = ResourceLoader.load("res://bricks.tres", "", ResourceLoader.CACHE_MODE_IGNORE)
	check(loaded.albedo_texture.get_pixels().get_data().slice(0, expected.size()) == expected, "same after loading")


func test_6_the_addon_survives_ten_times_off_and_on() -> void:
	for i in 10:
		EditorInterface.set_plugin_enabled("sagtextures", false)
		await scanned()
		check(dock() == null, "the dock is gone")
		EditorInterface.set_plugin_enabled("sagtextures", true)
		await scanned()
		check(dock() != null, "the dock is back")


func test_7_what_the_trainer_refuses_is_told() -> void:
	dock().set_settings(ProjectSettings.globalize_path("res://tests"), STEPS)
	press("Estimate")
	await until(func() -> bool: return label("image") != null, "what is wrong with a folder without images")
	press("Start training")
	var run: SagTrainingRun = dock().get_run()
	await until(func() -> bool: return not run.is_running, "the end")
	await until(func() -> bool: return label("Failed. ") != null, "the dock says that it failed", 20)
	check_equal(run.status, "failed", "status")
	check("image" in run.message, "why: %s" % run.message)
	check(not button("Start training").disabled, "another one can be started")


func test_8_the_folder_can_be_chosen_again() -> void:
	await choose_folder(textures())
	press("…")
	await answer_dialog(textures())


func test_9_only_the_estimate_of_these_settings_is_told() -> void:
	use_trainer("sleep 3; echo sag: what was measured >&2; exit 1")
	press("Estimate")
	await get_tree().create_timer(2).timeout
	press("Estimate")
	await get_tree().create_timer(2).timeout
	check(label("Measuring") != null, "the first estimate's end hides nothing")
	await until(func() -> bool: return label("what was measured") != null, "the second one's answer", 20)
	press("Estimate")
	await frames(20)
	dock().set_settings(textures(), STEPS + 1)
	await get_tree().create_timer(5).timeout
	check(label("what was measured") == null, "nothing is told about other settings")


func test_10_closing_the_editor_during_an_estimate() -> void:
	use_trainer("exec sleep 1200")
	press("Estimate")
	await frames(20)
	check(label("Measuring") != null, "it measures")


func use_trainer(script: String) -> void:
	var path := ProjectSettings.globalize_path("res://slow")
	FileAccess.open(path, FileAccess.WRITE).store_string("#!/bin/sh\n%s\n" % script)
	FileAccess.set_unix_permissions(path, 493)
	EditorInterface.get_editor_settings().set_setting("sagtextures/trainer_path", path)


## Where the inspector shows what a model makes, or null.
func picture_of(model: SagTextureModel) -> TextureRect:
	var size := Vector2.ONE * 3 * model.get_generator().resolution
	return find(func(node: Node) -> bool:
		return node is TextureRect and node.texture is ImageTexture and node.texture.get_size() == size) as TextureRect
