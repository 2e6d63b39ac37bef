extends SceneTree
## Runs every test_… function of the script named after "--" and tells how each went.


func _initialize() -> void:
	var tests: Node = load("res://tests/%s.gd" % OS.get_cmdline_user_args()[0]).new()
	root.add_child(tests)
	await process_frame
	for method in tests.get_method_list():
		if method.name.begins_with("test_"):
			tests.failures.clear()
			await tests.call(method.name)
			if tests.failures.is_empty():
				print("PASSED ", method.name)
			else:
				print("FAILED %s: %s" % [method.name, "; ".join(tests.failures)])
	tests.queue_free()
	await process_frame
	await process_frame
	quit()
