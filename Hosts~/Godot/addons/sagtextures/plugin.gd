@tool
extends EditorPlugin
## The editor's side of SagTextures: training, import of models, and their preview.

const TrainingDock := preload("editor/training_dock.gd")
const ModelImporter := preload("editor/model_importer.gd")
const ModelInspector := preload("editor/model_inspector.gd")
const Trainer := preload("editor/trainer.gd")
const MENU_ITEM := "SagTextures: Train on Texture Set…"

var _dock: TrainingDock
var _importer: ModelImporter
var _inspector: ModelInspector


func _enter_tree() -> void:
	Trainer.define_setting()
	_dock = TrainingDock.new()
	_dock.name = "SagTextures"
	add_control_to_dock(DOCK_SLOT_RIGHT_UL, _dock)
	add_tool_menu_item(MENU_ITEM, _train)
	_importer = ModelImporter.new()
	add_import_plugin(_importer)
	_inspector = ModelInspector.new()
	add_inspector_plugin(_inspector)


func _exit_tree() -> void:
	remove_inspector_plugin(_inspector)
	remove_import_plugin(_importer)
	remove_tool_menu_item(MENU_ITEM)
	remove_control_from_docks(_dock)
	_dock.free()


func _train() -> void:
	# Between the dock and the tabs stands, since 4.6, the editor's own container.
	var page: Control = _dock
	while page and not page.get_parent() is TabContainer:
		page = page.get_parent() as Control
	if page:
		var tabs := page.get_parent() as TabContainer
		tabs.current_tab = tabs.get_tab_idx_from_control(page)
	_dock.ask_to_train()
