@tool
extends EditorPlugin
## Uses the editor as a person would: runs the script of tests that SAG_EDITOR_TEST names, and ends the editor.


func _enter_tree() -> void:
	if not OS.get_environment("SAG_EDITOR_TEST").is_empty():
		_run_tests.call_deferred()


func _run_tests() -> void:
	var tests: Node = load("res://addons/sagtest/%s.gd" % OS.get_environment("SAG_EDITOR_TEST")).new()
	add_child(tests)
	EditorInterface.get_editor_settings().set_setting("sagtextures/trainer_path", OS.get_environment("SAG_TRAINER"))
	await tests.frames(5)
	await tests.scanned()
	for method in tests.get_method_list():
		if method.name.begins_with("test_"):
			tests.failures.clear()
			await tests.call(method.name)
			print("PASSED " + method.name if tests.failures.is_empty()
				else "FAILED %s: %s" % [method.name, "; ".join(tests.failures)])
	get_tree().quit()
