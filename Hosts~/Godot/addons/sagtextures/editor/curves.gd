@tool
extends Control
## The losses of a training over its steps: as reported, and smoothed.

const COLORS := {"loss_d": Color("6cb2ff"), "loss_g": Color("ffb35c")}
const NAMES := {"loss_d": "discriminator", "loss_g": "generator"}
## More than a curve's width in pixels.
const MAX_POINTS := 600
## Reports that a smoothed value leans on, about.
const SMOOTHED := 15.0

var _reports: Array[Dictionary] = []


func _init() -> void:
	clip_contents = true


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
	draw_rect(Rect2(Vector2.ZERO, size), Color(0, 0, 0, 0.25))
	var font := get_theme_default_font()
	var font_size := get_theme_default_font_size() - 2
	var x := 8.0
	for key: String in COLORS:
		_text(Vector2(x, 4 + font_size), NAMES[key], COLORS[key])
		x += font.get_string_size(NAMES[key], HORIZONTAL_ALIGNMENT_LEFT, -1, font_size).x + 14
	if _reports.size() < 2:
		return
	var lowest := INF
	var highest := -INF
	for report in _reports:
		lowest = minf(lowest, minf(report.loss_d, report.loss_g))
		highest = maxf(highest, maxf(report.loss_d, report.loss_g))
	var margin := font.get_string_size("%.2f" % highest, HORIZONTAL_ALIGNMENT_LEFT, -1, font_size).x + 12
	var plot := Rect2(Vector2(8, font_size + 14), size - Vector2(8 + margin, font_size + 20))
	for share: float in [0.0, 0.5, 1.0]:
		var y := plot.position.y + plot.size.y * (1 - share)
		draw_line(Vector2(plot.position.x, y), Vector2(plot.end.x, y), Color(1, 1, 1, 0.08))
		_text(Vector2(plot.end.x + 6, y + font_size * 0.35), "%.2f" % lerpf(lowest, highest, share), Color(1, 1, 1, 0.5))
	for key: String in COLORS:
		var reported := PackedVector2Array()
		var smooth := PackedVector2Array()
		var value: float = _reports[0][key]
		for i in _reports.size():
			var step: float = (_reports[i].step - _reports[0].step) / maxf(_reports[-1].step - _reports[0].step, 1)
			value = lerpf(value, _reports[i][key], 1.0 / minf(i + 1, SMOOTHED))
			for pair: Array in [[reported, _reports[i][key]], [smooth, value]]:
				pair[0].append(plot.position + plot.size * Vector2(step, 1 - (pair[1] - lowest) / maxf(highest - lowest, 1e-6)))
		draw_polyline(reported, Color(COLORS[key], 0.3), 1.0, true)
		draw_polyline(smooth, COLORS[key], 2.0, true)


func _text(at: Vector2, text: String, color: Color) -> void:
	draw_string(get_theme_default_font(), at, text, HORIZONTAL_ALIGNMENT_LEFT, -1, get_theme_default_font_size() - 2, color)
