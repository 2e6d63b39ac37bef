@tool
extends Node
## A script of tests in the editor.

const MENU_ITEM := "SagTextures: Train on Texture Set…"

var failures: PackedStringArray = []


func check(condition: bool, what: String) -> void:
	if not condition:
		failures.append(what)


func check_equal(value: Variant, expected: Variant, what: String) -> void:
	check(value == expected, "%s is %s, not %s" % [what, value, expected])


func frames(count: int) -> void:
	for i in count:
		await get_tree().process_frame


## Switching an importer on or off has the editor look through all files.
func scanned() -> void:
	await frames(10)
	while EditorInterface.get_resource_filesystem().is_scanning():
		await frames(1)
	await frames(10)


## Waits until something is so; the test fails where that takes too long.
func until(condition: Callable, what: String, limit_seconds := 180) -> bool:
	var started := Time.get_ticks_msec()
	while not condition.call():
		if Time.get_ticks_msec() - started > limit_seconds * 1000:
			failures.append("not within %d s: %s" % [limit_seconds, what])
			return false
		await frames(1)
	return true


func find(condition: Callable, from: Node = get_tree().root) -> Node:
	if condition.call(from):
		return from
	for child in from.get_children(true):
		var found := find(condition, child)
		if found:
			return found
	return null


func dock() -> Node:
	return find(func(node: Node) -> bool: return node.has_method("ask_to_train") and not node.is_queued_for_deletion())


func button(text: String) -> Button:
	return find(func(node: Node) -> bool: return node is Button and node.text == text, dock()) as Button


func label(part: String) -> Label:
	return find(func(node: Node) -> bool: return node is Label and part in node.text, dock()) as Label


## Presses a button as a mouse does: not where it is disabled.
func press(text: String) -> void:
	var pressed := button(text)
	if pressed.disabled:
		failures.append("the button %s is disabled" % text)
	else:
		pressed.pressed.emit()


func textures() -> String:
	return ProjectSettings.globalize_path("res://textures-2024")


## Chooses the menu item and, in the dialog that comes, the folder.
func choose_folder(folder: String) -> void:
	var menu := find(func(node: Node) -> bool: return node is PopupMenu and menu_index(node) >= 0) as PopupMenu
	check(menu != null, "the menu item is there")
	menu.index_pressed.emit(menu_index(menu))
	await answer_dialog(folder)
	check(dock().is_visible_in_tree(), "the dock shows")


## Chooses the folder in the dialog that is expected to be there.
func answer_dialog(folder: String) -> void:
	await frames(5)
	var dialog := find(func(node: Node) -> bool:
		return node is EditorFileDialog and node.visible and node.title == "Train on Texture Set") as EditorFileDialog
	check(dialog != null, "a dialog asks for the folder")
	if dialog:
		dialog.hide()
		dialog.dir_selected.emit(folder)


func menu_index(menu: PopupMenu) -> int:
	for i in menu.item_count:
		if menu.get_item_text(i) == MENU_ITEM:
			return i
	return -1


func screenshot(name: String) -> void:
	# The editor draws only what has changed.
	await frames(2)
	await RenderingServer.frame_post_draw
	get_tree().root.get_texture().get_image().save_png("res://%s.png" % name)
