extends MainLoop
## Ends the engine in the middle of work that began before there was a main loop.

var _frames := 0


func _init() -> void:
	var generator := SagTextureGenerator.new()
	generator.preferred_backend = "cpu"
	generator.load_model("res://bricks.safetensors")
	generator.generated.connect(func(seed: int, _image: Image) -> void: print("made ", seed))
	for i in 100:
		generator.generate_async(i)


func _process(_delta: float) -> bool:
	_frames += 1
	return _frames == 5
