@tool
extends EditorPlugin

const TRAINING_LIMIT_SECONDS := 180

var failures: PackedStringArray = []


func _enter_tree() -> void:
	if not OS.get_environment("SAG_EDITOR_TEST").is_empty():
		_run_tests.call_deferred()


func _run_tests() -> void:
	await _frames(5)
	await _scanned()
	for method in get_method_list():
		if method.name.begins_with("test_"):
			failures.clear()
			await call(method.name)
			print("PASSED " + method.name if failures.is_empty() else "FAILED %s: %s" % [method.name, "; ".join(failures)])
	get_tree().quit()


func test_1_the_menu_item_trains_and_the_dock_shows_it_to_the_end() -> void:
	var settings := EditorInterface.get_editor_settings()
	settings.set_setting("sagtextures/trainer_path", OS.get_environment("SAG_TRAINER"))
	var menu := _find(func(node: Node) -> bool: return node is PopupMenu and _menu_index(node) >= 0) as PopupMenu
	check(menu != null, "the menu item is there")
	menu.index_pressed.emit(_menu_index(menu))
	await _frames(5)
	var dialog := _find(func(node: Node) -> bool:
		return node is EditorFileDialog and node.visible and node.title == "Train on Texture Set") as EditorFileDialog
	check(dialog != null, "the menu item asks for the folder")
	dialog.hide()
	var textures := ProjectSettings.globalize_path("res://textures")
	dialog.dir_selected.emit(textures)
	var dock := _dock()
	check(dock.is_visible_in_tree(), "the dock shows")
	dock.set_settings(textures, int(OS.get_environment("SAG_EDITOR_TEST")))
	await _frames(40)

	_button("Start training").pressed.emit()
	var run: SagTrainingRun = dock.get_run()
	var started := Time.get_ticks_msec()
	check_equal(run.status, "running", "status after the start")
	var seen_running := false
	while run.is_running and Time.get_ticks_msec() - started < TRAINING_LIMIT_SECONDS * 1000:
		await _frames(10)
		seen_running = seen_running or _label("Step ") != null
		# About three quarters through is what a picture for the manual should show.
		if run.steps > 0 and run.step * 4 >= run.steps * 3 and not FileAccess.file_exists("res://editor-training.png"):
			await _screenshot("editor-training")
	await get_tree().create_timer(1.5).timeout
	check_equal(run.status, "completed", "status (%s)" % run.message)
	check_equal(run.step, int(OS.get_environment("SAG_EDITOR_TEST")), "step")
	check(_label("Completed") != null, "the dock says that it is completed")
	var bar := _find(func(node: Node) -> bool: return node is ProgressBar, dock) as ProgressBar
	check_equal(bar.value, bar.max_value, "progress bar")
	var sample := _find(func(node: Node) -> bool: return node is TextureRect and node.texture != null, dock)
	check(sample != null, "the dock shows a sample")
	await _screenshot("editor")


func test_2_the_model_becomes_part_of_the_project() -> void:
	_button("Add model to project").pressed.emit()
	await _frames(5)
	for i in 600:
		if ResourceLoader.exists("res://textures.safetensors"):
			break
		await _frames(1)
	await _scanned()
	var model := load("res://textures.safetensors") as SagTextureModel
	check(model != null, "it is imported")
	if model:
		check_equal(model.get_generator().resolution, 64, "resolution")


func test_3_the_inspector_shows_what_a_model_makes() -> void:
	var model: SagTextureModel = load("res://bricks.safetensors")
	EditorInterface.edit_resource(model)
	await _frames(10)
	var size := Vector2.ONE * 3 * model.get_generator().resolution
	var picture := _find(func(node: Node) -> bool:
		return node is TextureRect and node.texture is ImageTexture and node.texture.get_size() == size)
	check(picture != null, "three by three textures")
	var before: Texture2D = picture.texture
	var slider := _find(func(node: Node) -> bool: return node is HSlider, picture.get_parent()) as HSlider
	slider.value = 7
	await _frames(3)
	check(picture.texture != before, "another seed, another picture")
	await _screenshot("inspector")


func test_4_a_texture_resource_works_at_edit_time_and_keeps_only_its_seed() -> void:
	var texture := SagTexture.new()
	texture.model = load("res://bricks.safetensors")
	texture.seed = 42
	await _frames(2)
	var expected := texture.model.get_generator().generate(42).get_data()
	check(texture.get_pixels().get_data().slice(0, expected.size()) == expected, "pixels")
	var material := StandardMaterial3D.new()
	material.albedo_texture = texture
	check_equal(ResourceSaver.save(material, "res://bricks.tres"), OK, "saved")
	check(FileAccess.open("res://bricks.tres", FileAccess.READ).get_length() < 2000, "a scene keeps no pixels")
	var loaded: StandardMaterial3D = ResourceLoader.load("res://bricks.tres", "", ResourceLoader.CACHE_MODE_IGNORE)
	check(loaded.albedo_texture.get_pixels().get_data().slice(0, expected.size()) == expected, "same after loading")


func test_5_the_addon_survives_ten_times_off_and_on() -> void:
	for i in 10:
		EditorInterface.set_plugin_enabled("sagtextures", false)
		await _scanned()
		check(_dock() == null, "the dock is gone")
		EditorInterface.set_plugin_enabled("sagtextures", true)
		await _scanned()
		check(_dock() != null, "the dock is back")


func check(condition: bool, what: String) -> void:
	if not condition:
		failures.append(what)


func check_equal(value: Variant, expected: Variant, what: String) -> void:
	check(value == expected, "%s is %s, not %s" % [what, value, expected])


func _frames(count: int) -> void:
	for i in count:
		await get_tree().process_frame


## Switching an importer on or off has the editor look through all files.
func _scanned() -> void:
	await _frames(10)
	while EditorInterface.get_resource_filesystem().is_scanning():
		await _frames(1)
	await _frames(10)


func _find(condition: Callable, from: Node = get_tree().root) -> Node:
	if condition.call(from):
		return from
	for child in from.get_children(true):
		var found := _find(condition, child)
		if found:
			return found
	return null


func _dock() -> Node:
	return _find(func(node: Node) -> bool: return node.has_method("ask_to_train") and not node.is_queued_for_deletion())


func _button(text: String) -> Button:
	return _find(func(node: Node) -> bool: return node is Button and node.text == text, _dock()) as Button


func _label(beginning: String) -> Label:
	return _find(func(node: Node) -> bool: return node is Label and node.text.begins_with(beginning), _dock()) as Label


func _menu_index(menu: PopupMenu) -> int:
	for i in menu.item_count:
		if menu.get_item_text(i) == "SagTextures: Train on Texture Set…":
			return i
	return -1


func _screenshot(name: String) -> void:
	# The editor draws only what has changed.
	await _frames(2)
	await RenderingServer.frame_post_draw
	get_tree().root.get_texture().get_image().save_png("res://%s.png" % name)
