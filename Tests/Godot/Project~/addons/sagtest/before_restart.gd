@tool
extends "res://addons/sagtest/editor_test.gd"


func test_the_editor_is_closed_during_a_training() -> void:
	await choose_folder(textures())
	dock().set_settings(textures(), 100000)
	await frames(40)
	press("Start training")
	var run: SagTrainingRun = dock().get_run()
	await until(func() -> bool: return run.step >= 2, "two steps (%s)" % run.message)
	check(run.is_running, "it runs as the editor closes")
