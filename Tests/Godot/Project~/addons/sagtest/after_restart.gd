@tool
extends "res://addons/sagtest/editor_test.gd"


func test_the_dock_finds_the_training_again_and_stops_it() -> void:
	var run: SagTrainingRun = dock().get_run()
	check_equal(run.status, "running", "status")
	check_equal(run.steps, 100000, "steps")
	check(button("Start training").disabled, "no second training starts")
	var step := run.step
	await until(func() -> bool: return run.step > step, "it goes on")
	check(label("Step ") != null, "the dock shows where it is")

	press("Stop")
	await until(func() -> bool: return not run.is_running, "the end")
	await get_tree().create_timer(1.5).timeout
	check_equal(run.status, "stopped", "status (%s)" % run.message)
	check(label("Stopped") != null, "the dock says that it is stopped")
	check(run.has_model, "it has saved its model")
	check(button("Stop").disabled, "there is nothing to stop")
