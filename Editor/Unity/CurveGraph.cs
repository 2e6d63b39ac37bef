using System;
using System.Collections.Generic;
using System.Linq;
using UnityEngine;
using UnityEngine.UIElements;

namespace SagTextures.Editor.Unity
{
    /// <summary>Curves over the steps of a training, each scaled to its own range, named with its last value.</summary>
    internal sealed class CurveGraph : VisualElement
    {
        private const float Height = 120;
        private const float LineWidth = 1.5f;

        private static readonly Color[] Colours =
        {
            new Color(0.95f, 0.45f, 0.35f), new Color(0.35f, 0.7f, 0.95f), new Color(0.5f, 0.85f, 0.45f),
            new Color(0.95f, 0.8f, 0.35f), new Color(0.75f, 0.55f, 0.95f), new Color(0.6f, 0.6f, 0.6f),
        };

        private readonly VisualElement plot = new VisualElement();
        private readonly VisualElement legend = new VisualElement();
        private KeyValuePair<string, TrainingCurve>[] curves = Array.Empty<KeyValuePair<string, TrainingCurve>>();

        public CurveGraph()
        {
            plot.style.height = Height;
            plot.style.marginTop = plot.style.marginBottom = 4;
            plot.style.backgroundColor = new Color(0, 0, 0, 0.25f);
            plot.generateVisualContent += Draw;
            legend.style.flexDirection = FlexDirection.Row;
            legend.style.flexWrap = Wrap.Wrap;
            Add(plot);
            Add(legend);
        }

        public void Show(TrainingCurves shown)
        {
            curves = shown.ByName.Where(curve => curve.Value.Points.Count > 0).ToArray();
            legend.Clear();
            for (int i = 0; i < curves.Length; i++)
            {
                IReadOnlyList<(long Step, double Value)> points = curves[i].Value.Points;
                var label = new Label($"{curves[i].Key} {points[points.Count - 1].Value:0.###}");
                label.style.color = Colours[i % Colours.Length];
                label.style.marginRight = 8;
                legend.Add(label);
            }

            plot.MarkDirtyRepaint();
        }

        private void Draw(MeshGenerationContext context)
        {
            Rect area = plot.contentRect;
            Painter2D painter = context.painter2D;
            long lastStep = curves.Length == 0 ? 1 : Math.Max(1, curves.Max(curve => curve.Value.Points[curve.Value.Points.Count - 1].Step));
            painter.lineWidth = LineWidth;
            for (int i = 0; i < curves.Length; i++)
            {
                TrainingCurve curve = curves[i].Value;
                double range = Math.Max(curve.Max - curve.Min, 1e-9);
                painter.strokeColor = Colours[i % Colours.Length];
                painter.BeginPath();
                for (int k = 0; k < curve.Points.Count; k++)
                {
                    (long step, double value) = curve.Points[k];
                    var point = new Vector2(
                        area.xMin + (area.width * step / lastStep),
                        area.yMax - (area.height * (float)((value - curve.Min) / range)));
                    if (k == 0)
                    {
                        painter.MoveTo(point);
                    }
                    else
                    {
                        painter.LineTo(point);
                    }
                }

                painter.Stroke();
            }
        }
    }
}
