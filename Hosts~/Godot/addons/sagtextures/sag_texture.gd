@tool
@icon("icons/texture.svg")
class_name SagTexture
extends Texture2D
## A texture that a model makes from a seed, at edit time and in the game. Scenes keep the seed, not the pixels.

## The trained model.
@export var model: SagTextureModel:
	set(value):
		if model:
			model.changed.disconnect(_remake)
		model = value
		if model:
			model.changed.connect(_remake)
		_remake()

## Each seed is another texture; the same one is always the same.
@export var seed: int = 0:
	set(value):
		seed = value
		_remake()

## Which of the model's maps; the first where empty.
@export var map: String = "":
	set(value):
		map = value
		_remake()

## Which of the model's classes; the first where empty.
@export var texture_class: String = "":
	set(value):
		texture_class = value
		_remake()

## From 0, always the typical texture, to 1, the model's whole range.
@export_range(0, 1, 0.05) var truncation: float = 1.0:
	set(value):
		truncation = value
		_remake()

## Width and height in pixels; 0 for the model's own. Only models with a grid latent make other sizes.
@export var size := Vector2i.ZERO:
	set(value):
		size = value
		_remake()

## Smaller levels, which textures in 3D want.
@export var mipmaps := true:
	set(value):
		mipmaps = value
		_remake()

# Its RID stays the same when its image changes, so materials need not be told.
var _pixels := ImageTexture.new()
var _is_due := false


## The pixels as they are now.
func get_pixels() -> Image:
	make()
	return _pixels.get_image()


## Makes the texture at once if one of its properties changed, rather than at the end of the frame.
func make() -> void:
	if not _is_due:
		return
	_is_due = false
	var generator := model.get_generator() if model else null
	if generator == null:
		return
	var options := {"truncation": truncation, "mipmaps": mipmaps}
	if not map.is_empty():
		options["map"] = map
	if not texture_class.is_empty():
		options["class"] = texture_class
	if size.x > 0 and size.y > 0:
		options["width"] = size.x
		options["height"] = size.y
	var image := generator.generate(seed, options)
	if image:
		_pixels.set_image(image)
		emit_changed()


func _remake() -> void:
	# A scene sets all properties one after the other: one texture is enough.
	if not _is_due:
		_is_due = true
		make.call_deferred()


func _get_rid() -> RID:
	return _pixels.get_rid()


func _get_width() -> int:
	return maxi(_pixels.get_width(), 1)


func _get_height() -> int:
	return maxi(_pixels.get_height(), 1)


func _has_alpha() -> bool:
	return false
