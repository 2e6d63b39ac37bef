@tool
extends VBoxContainer
## A model's textures, three by three, with a seed to choose.

const TILES := 3

var _model: SagTextureModel
var _slider: HSlider
var _classes: OptionButton
var _truncation: HSlider
var _picture: TextureRect
var _is_due := false


func _init(model: SagTextureModel = null) -> void:
	_model = model


func _ready() -> void:
	if _model:
		_model.changed.connect(_build)
	_build()


## Again where the model was imported anew: its size and classes may be others.
func _build() -> void:
	for child in get_children():
		child.free()
	_classes = null
	var generator := _model.get_generator() if _model else null
	if generator == null:
		return
	var about := Label.new()
	about.text = "%s: %d×%d, %s%s" % [
		generator.model_name, generator.resolution, generator.resolution, ", ".join(generator.maps),
		", seamless" if generator.is_seamless else ""]
	add_child(about)

	_picture = TextureRect.new()
	_picture.custom_minimum_size = Vector2(0, 260)
	_picture.expand_mode = TextureRect.EXPAND_IGNORE_SIZE
	_picture.stretch_mode = TextureRect.STRETCH_KEEP_ASPECT_CENTERED
	add_child(_picture)

	_slider = HSlider.new()
	_slider.max_value = 999
	_slider.size_flags_horizontal = SIZE_EXPAND_FILL
	_slider.size_flags_vertical = SIZE_SHRINK_CENTER
	var number := SpinBox.new()
	number.max_value = 999
	number.allow_greater = true
	number.share(_slider)
	_slider.value_changed.connect(_show_later)
	_add_row("Seed", [_slider, number])

	_truncation = HSlider.new()
	_truncation.max_value = 1
	_truncation.step = 0.05
	_truncation.value = 1
	_truncation.size_flags_horizontal = SIZE_EXPAND_FILL
	_truncation.size_flags_vertical = SIZE_SHRINK_CENTER
	_truncation.value_changed.connect(_show_later)
	_add_row("Truncation", [_truncation])

	if not generator.classes.is_empty():
		_classes = OptionButton.new()
		for name in generator.classes:
			_classes.add_item(name)
		_classes.item_selected.connect(_show_later)
		_add_row("Class", [_classes])
	_show()


func _add_row(title: String, controls: Array) -> void:
	var row := HBoxContainer.new()
	var label := Label.new()
	label.text = title
	label.custom_minimum_size.x = 90
	row.add_child(label)
	for control: Control in controls:
		row.add_child(control)
	add_child(row)


func _show_later(_value: Variant = null) -> void:
	if not _is_due:
		_is_due = true
		_show.call_deferred()


func _show() -> void:
	_is_due = false
	var options := {"truncation": _truncation.value}
	if _classes:
		options["class"] = _classes.get_item_text(_classes.selected)
	var tile := _model.get_generator().generate(int(_slider.value), options)
	if tile == null:
		return
	var size := tile.get_size()
	var tiled := Image.create(size.x * TILES, size.y * TILES, false, tile.get_format())
	for y in TILES:
		for x in TILES:
			tiled.blit_rect(tile, Rect2i(Vector2i.ZERO, size), size * Vector2i(x, y))
	_picture.texture = ImageTexture.create_from_image(tiled)
