@tool
extends Control
## The losses of a training as curves over its steps.

const COLORS := {"loss_d": Color("6cb2ff"), "loss_g": Color("ffb35c")}
const NAMES := {"loss_d": "discriminator", "loss_g": "generator"}
## More than a curve's width in pixels.
const MAX_POINTS := 600

var _reports: Array[Dictionary] = []


func clear() -> void:
	_reports.clear()
	queue_redraw()


func add(reports: Array) -> void:
	for report: Dictionary in reports:
		if is_finite(report.loss_d) and is_finite(report.loss_g):
			_reports.append(report)
	while _reports.size() > 2 * MAX_POINTS:
		# Every second one goes: the curve keeps its shape.
		_reports.assign(range(0, _reports.size(), 2).map(func(i: int) -> Dictionary: return _reports[i]))
	queue_redraw()


func _draw() -> void:
	var area := Rect2(Vector2.ZERO, size).grow(-4)
	draw_rect(Rect2(Vector2.ZERO, size), Color(0, 0, 0, 0.25))
	var font := get_theme_default_font()
	var font_size := get_theme_default_font_size() - 2
	var x := area.position.x + 4
	for key: String in COLORS:
		draw_string(font, Vector2(x, area.position.y + font_size), NAMES[key], HORIZONTAL_ALIGNMENT_LEFT, -1, font_size, COLORS[key])
		x += font.get_string_size(NAMES[key], HORIZONTAL_ALIGNMENT_LEFT, -1, font_size).x + 14
	if _reports.size() < 2:
		return
	var lowest := INF
	var highest := -INF
	for report in _reports:
		lowest = minf(lowest, minf(report.loss_d, report.loss_g))
		highest = maxf(highest, maxf(report.loss_d, report.loss_g))
	var plot := area.grow_individual(0, -font_size - 8, 0, 0)
	var first: float = _reports[0].step
	var steps := maxf(_reports[-1].step - first, 1)
	for key: String in COLORS:
		var points := PackedVector2Array()
		for report in _reports:
			points.append(plot.position + plot.size * Vector2(
				(report.step - first) / steps, 1 - (report[key] - lowest) / maxf(highest - lowest, 1e-6)))
		draw_polyline(points, COLORS[key], 1.5, true)
	for value: float in [lowest, highest]:
		var y := plot.end.y - 2 if value == lowest else plot.position.y + font_size
		draw_string(font, Vector2(area.end.x - 48, y), "%.2f" % value, HORIZONTAL_ALIGNMENT_RIGHT, 46, font_size, Color(1, 1, 1, 0.5))
