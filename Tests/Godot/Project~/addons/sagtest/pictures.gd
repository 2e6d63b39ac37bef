@tool
extends "res://addons/sagtest/editor_test.gd"
## For Hosts~/Godot/screenshots.sh.


func test_the_editor_during_a_training() -> void:
	await choose_folder(textures())
	dock().set_settings(textures(), int(OS.get_environment("SAG_SCREENSHOT_STEPS")))
	await frames(40)
	press("Start training")
	var run: SagTrainingRun = dock().get_run()
	await until(func() -> bool: return run.steps > 0 and run.step * 4 >= run.steps * 3, "three quarters of the steps", 1200)
	await frames(60)
	check(run.is_running, "it runs")
	await screenshot("editor-training")
	press("Stop")
	await until(func() -> bool: return not run.is_running, "the end")
