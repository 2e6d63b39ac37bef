@tool
extends ScrollContainer
## The dock in which a training is started, watched and stopped. The trainer is a process of its own: it outlives the editor,
## and the dock finds it again.

const Trainer := preload("trainer.gd")
const Curves := preload("curves.gd")
const RUNS := "res://.sagtextures/runs"
const POLL_SECONDS := 0.5
## Somebody watches: more often than a training by command line shows what it has learned.
const SAMPLE_EVERY := 50

var _run := SagTrainingRun.new()
var _estimator := SagTrainingRun.new()
var _folder := LineEdit.new()
var _preset := OptionButton.new()
var _resolution := OptionButton.new()
var _steps := SpinBox.new()
var _seamless := CheckBox.new()
# What came of the button pressed last.
var _reply := Label.new()
var _start := Button.new()
var _stop := Button.new()
var _bar := ProgressBar.new()
var _status := Label.new()
var _curves := Curves.new()
var _sample := TextureRect.new()
var _sample_title := Label.new()
var _sample_path := ""
var _use := Button.new()
var _dialog: EditorFileDialog
var _waited := 0.0


func _init() -> void:
	horizontal_scroll_mode = SCROLL_MODE_DISABLED
	var box := VBoxContainer.new()
	box.size_flags_horizontal = SIZE_EXPAND_FILL
	add_child(box)

	var browse := Button.new()
	browse.text = "…"
	browse.tooltip_text = "Choose the folder of training images"
	browse.pressed.connect(ask_to_train)
	_folder.placeholder_text = "Folder of training images"
	_folder.size_flags_horizontal = SIZE_EXPAND_FILL
	_folder.text_changed.connect(_settings_changed)
	box.add_child(_row("Textures", [_folder, browse]))

	for preset in _run.presets:
		_preset.add_item(preset)
	_preset.size_flags_horizontal = SIZE_EXPAND_FILL
	_preset.item_selected.connect(_settings_changed)
	box.add_child(_row("Preset", [_preset]))
	for resolution in [64, 128, 256]:
		_resolution.add_item("%d × %d" % [resolution, resolution], resolution)
	_resolution.size_flags_horizontal = SIZE_EXPAND_FILL
	_resolution.item_selected.connect(_settings_changed)
	box.add_child(_row("Resolution", [_resolution]))
	_steps.min_value = 1
	_steps.max_value = 1000000
	_steps.value = 4000
	_steps.size_flags_horizontal = SIZE_EXPAND_FILL
	_steps.value_changed.connect(_settings_changed)
	_seamless.text = "Seamless"
	_seamless.button_pressed = true
	_seamless.toggled.connect(_settings_changed)
	_seamless.tooltip_text = "The training images tile, and so shall the new ones"
	box.add_child(_row("Steps", [_steps, _seamless]))

	var estimate := Button.new()
	estimate.text = "Estimate"
	estimate.tooltip_text = "Measure a few steps, and say how long all would take"
	estimate.pressed.connect(_ask_for_estimate)
	_reply.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	_estimator.estimated.connect(_tell)

	_start.text = "Start training"
	_start.size_flags_horizontal = SIZE_EXPAND_FILL
	_start.pressed.connect(start)
	_stop.text = "Stop"
	_stop.tooltip_text = "Save and end after the current step"
	_stop.pressed.connect(func() -> void: _run.stop())
	box.add_child(_row("", [estimate, _start, _stop]))
	box.add_child(_reply)
	_tell("")

	box.add_child(HSeparator.new())
	_bar.custom_minimum_size.y = 22
	box.add_child(_bar)
	_status.autowrap_mode = TextServer.AUTOWRAP_WORD_SMART
	box.add_child(_status)
	box.add_child(_title("Losses"))
	_curves.custom_minimum_size.y = 150
	box.add_child(_curves)
	box.add_child(_sample_title)
	_sample.expand_mode = TextureRect.EXPAND_FIT_HEIGHT_PROPORTIONAL
	_sample.texture_filter = CanvasItem.TEXTURE_FILTER_LINEAR
	box.add_child(_sample)
	_use.text = "Add model to project"
	_use.tooltip_text = "Copy the best model so far to res://"
	_use.pressed.connect(_add_model)
	box.add_child(_use)


func _ready() -> void:
	_dialog = EditorFileDialog.new()
	_dialog.file_mode = EditorFileDialog.FILE_MODE_OPEN_DIR
	_dialog.access = EditorFileDialog.ACCESS_FILESYSTEM
	_dialog.title = "Train on Texture Set"
	_dialog.dir_selected.connect(func(folder: String) -> void:
		_set_folder(folder)
		_settings_changed())
	add_child(_dialog)
	# A training goes on while the editor is closed.
	var runs := _run.list_runs(RUNS)
	if not runs.is_empty():
		_run.attach(runs[0])
	_show()


func _process(delta: float) -> void:
	_waited += delta
	if _waited >= POLL_SECONDS:
		_waited = 0.0
		_show()


## Opens the dialog for the folder, from where everything goes on.
func ask_to_train() -> void:
	_dialog.popup_file_dialog()


## Starts a training with the dock's settings.
func start() -> Error:
	_forget_reply()
	var trainer := Trainer.find()
	if trainer.is_empty():
		_tell("The trainer was not found: name the script sag of SagTextures in Editor Settings, %s." % Trainer.SETTING)
		return ERR_UNCONFIGURED
	_run.trainer_path = trainer
	_curves.clear()
	var name := _folder.text.trim_suffix("/").get_file().validate_filename()
	var time := Time.get_datetime_string_from_system().replace(":", "").replace("T", "-")
	var error := _run.start(_folder.text, "%s/%s-%s" % [RUNS, name, time], _options())
	_tell("" if error == OK else "The training did not start; the Output panel says why.")
	return error


## Shows a run that is or was in that folder.
func attach(run_dir: String) -> Error:
	_curves.clear()
	return _run.attach(run_dir)


func set_settings(folder: String, steps: int, resolution := 64) -> void:
	_set_folder(folder)
	_steps.value = steps
	_resolution.select(_resolution.get_item_index(resolution))


func get_run() -> SagTrainingRun:
	return _run


func _set_folder(folder: String) -> void:
	_folder.text = folder
	# The end of a long path tells more than its beginning.
	_folder.caret_column = folder.length()
	_folder.tooltip_text = folder


func _options() -> Dictionary:
	return {
		"preset": _preset.get_item_text(_preset.selected), "steps": int(_steps.value),
		"resolution": _resolution.get_selected_id(), "seamless": _seamless.button_pressed,
		"sample_every": SAMPLE_EVERY}


func _ask_for_estimate() -> void:
	_estimator.trainer_path = Trainer.find()
	_tell("Measuring…")
	if _estimator.estimate(_folder.text, _options()) != OK:
		_tell("The Output panel says what is wrong.")


func _tell(text: String) -> void:
	_reply.text = text
	_reply.visible = not text.is_empty()


func _settings_changed(_value: Variant = null) -> void:
	_forget_reply()


## What was asked for before, an estimate say, would overwrite the next reply.
func _forget_reply() -> void:
	_estimator.cancel_estimate()
	_tell("")


func _show() -> void:
	_curves.add(_run.poll())
	_start.disabled = _run.is_running or _folder.text.is_empty()
	_stop.disabled = not _run.is_running
	_use.disabled = not _run.has_model
	if _run.run_dir.is_empty():
		return
	_bar.max_value = maxi(_run.steps, 1)
	_bar.value = _run.step
	_status.text = _describe()
	if _run.sample_path != _sample_path and FileAccess.file_exists(_run.sample_path):
		_sample_path = _run.sample_path
		var image := Image.load_from_file(_sample_path)
		if image:
			_sample.texture = ImageTexture.create_from_image(image)
			_sample_title.text = "Textures made at step %d" % _sample_path.get_file().get_basename().get_slice("-", 1).to_int()


func _describe() -> String:
	if not _run.is_running:
		return ("%s. %s" % [_run.status.capitalize(), _run.message]).strip_edges()
	if _run.steps == 0:
		return "The trainer gets ready…"
	return "Step %d of %d, %.1f images/s, %s left" % [
		_run.step, _run.steps, _run.images_per_second, _duration(_run.eta_seconds)]


func _duration(seconds: float) -> String:
	if seconds < 120:
		return "%d s" % seconds
	return "%d min" % roundi(seconds / 60) if seconds < 7200 else "%.1f h" % (seconds / 3600)


func _add_model() -> void:
	_forget_reply()
	var name := RegEx.create_from_string("-\\d{4}-\\d{2}-\\d{2}-\\d{6}$").sub(_run.run_dir.get_file(), "")
	if _run.copy_model("res://%s.safetensors" % name) == OK:
		_tell("res://%s.safetensors is in the project." % name)
		EditorInterface.get_resource_filesystem().scan()


func _title(text: String) -> Label:
	var label := Label.new()
	label.text = text
	return label


func _row(title: String, controls: Array) -> HBoxContainer:
	var row := HBoxContainer.new()
	if not title.is_empty():
		var label := _title(title)
		label.custom_minimum_size.x = 84
		row.add_child(label)
	for control: Control in controls:
		row.add_child(control)
	return row
