extends "res://tests/engine_test.gd"


func test_a_sphere_and_a_floor_are_rendered() -> void:
	var model: SagTextureModel = load(MODEL)
	var world := Node3D.new()
	add_child(world)

	# On the sphere the resource, on the floor a texture that never left the GPU.
	var stone := StandardMaterial3D.new()
	var texture := SagTexture.new()
	texture.model = model
	texture.seed = 18
	stone.albedo_texture = texture
	stone.uv1_scale = Vector3(4, 2, 1)
	var sphere := MeshInstance3D.new()
	sphere.mesh = SphereMesh.new()
	sphere.scale = Vector3.ONE * 2
	sphere.position.y = 1
	sphere.material_override = stone
	world.add_child(sphere)

	var ground := StandardMaterial3D.new()
	ground.albedo_texture = model.get_generator().generate_texture_rd(7, {"mipmaps": true})
	ground.uv1_scale = Vector3(6, 6, 1)
	var floor := MeshInstance3D.new()
	floor.mesh = PlaneMesh.new()
	floor.mesh.size = Vector2(12, 12)
	floor.material_override = ground
	world.add_child(floor)

	var camera := Camera3D.new()
	world.add_child(camera)
	camera.look_at_from_position(Vector3(2.5, 2.4, 4), Vector3(0, 0.8, 0))
	var sun := DirectionalLight3D.new()
	sun.rotation_degrees = Vector3(-50, 40, 0)
	sun.shadow_enabled = true
	world.add_child(sun)
	var sky := WorldEnvironment.new()
	sky.environment = Environment.new()
	sky.environment.background_mode = Environment.BG_COLOR
	sky.environment.background_color = Color("8fa8bf")
	sky.environment.ambient_light_source = Environment.AMBIENT_SOURCE_COLOR
	sky.environment.ambient_light_color = Color.WHITE
	sky.environment.ambient_light_energy = 0.4
	world.add_child(sky)

	while not ground.albedo_texture.texture_rd_rid.is_valid():
		await get_tree().process_frame
	for i in 6:
		await RenderingServer.frame_post_draw
	var picture := get_viewport().get_texture().get_image()
	check_equal(picture.save_png("res://scene.png"), OK, "saved")
	world.queue_free()
	await RenderingServer.frame_post_draw
