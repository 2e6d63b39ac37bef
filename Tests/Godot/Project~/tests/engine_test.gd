extends Node
## A script of tests.

const MODEL := "res://bricks.safetensors"

var failures: PackedStringArray = []


func check(condition: bool, what: String) -> void:
	if not condition:
		failures.append(what)


func check_equal(value: Variant, expected: Variant, what: String) -> void:
	check(value == expected, "%s is %s, not %s" % [what, value, expected])


func load_generator(backend := "auto") -> SagTextureGenerator:
	var generator := SagTextureGenerator.new()
	generator.preferred_backend = backend
	check_equal(generator.load_model(MODEL), OK, "load_model")
	return generator


## What the model file says about itself.
func model_description() -> Dictionary:
	var file := FileAccess.open(MODEL, FileAccess.READ)
	var header: Dictionary = JSON.parse_string(file.get_buffer(file.get_64()).get_string_from_utf8())
	return JSON.parse_string(header.__metadata__.generator)


## What the command line makes of a seed, in the same environment.
func sag_generate(seed: int, backend: String) -> Image:
	var path := ProjectSettings.globalize_path("res://expected-%d.png" % seed)
	var output := []
	var code := OS.execute(OS.get_environment("SAG_TRAINER"), [
		"generate", "--model", ProjectSettings.globalize_path(MODEL), "--seed", str(seed), "--backend", backend,
		"--out", path], output, true)
	check_equal(code, 0, "sag generate (%s)" % "".join(output))
	var image := Image.load_from_file(path)
	image.convert(Image.FORMAT_RGBA8)
	return image


func largest_difference(a: PackedByteArray, b: PackedByteArray) -> int:
	var largest := 0
	for i in a.size():
		largest = maxi(largest, absi(a[i] - b[i]))
	return largest


## Memory of this process, in bytes.
func resident_memory() -> int:
	var bytes := int(FileAccess.open("/proc/self/statm", FileAccess.READ).get_line().get_slice(" ", 1)) * 4096
	check(bytes > 1048576, "memory can be measured")
	return bytes
