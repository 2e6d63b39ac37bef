extends SceneTree
## Ends the engine in the middle of work: "async" or "rd" tells which.


func _initialize() -> void:
	for i in 20:
		await process_frame
	var generator := SagTextureGenerator.new()
	generator.preferred_backend = "cpu"
	generator.load_model("res://bricks.safetensors")
	call(OS.get_cmdline_user_args()[0], generator)
	quit()


## Textures are finished at every moment of the engine's end.
func async(generator: SagTextureGenerator) -> void:
	for i in 100:
		generator.generate_async(i)


## A texture that nobody but the extension holds, and a script's function that hangs on it.
func rd(generator: SagTextureGenerator) -> void:
	generator.generate_texture_rd(1).changed.connect(func() -> void: print("there"))
