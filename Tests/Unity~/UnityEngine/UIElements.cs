using System;

namespace UnityEngine.UIElements
{
    public delegate void EventCallback<in TEventType>(TEventType evt);

    public enum TrickleDown
    {
        NoTrickleDown = 0,
        TrickleDown = 1,
    }

    public abstract class EventBase : IDisposable
    {
        public extern void Dispose();
    }

    public abstract class EventBase<T> : EventBase where T : EventBase<T>, new()
    {
    }

    public interface IChangeEvent
    {
    }

    public class ChangeEvent<T> : EventBase<ChangeEvent<T>>, IChangeEvent
    {
        public extern T previousValue { get; protected set; }
        public extern T newValue { get; protected set; }
    }

    public class GeometryChangedEvent : EventBase<GeometryChangedEvent>
    {
        public extern Rect newRect { get; }
    }

    public abstract class CallbackEventHandler
    {
        public extern void RegisterCallback<TEventType>(EventCallback<TEventType> callback, TrickleDown useTrickleDown = TrickleDown.NoTrickleDown)
            where TEventType : EventBase<TEventType>, new();
    }

    public class VisualElement : CallbackEventHandler
    {
        public extern VisualElement();
        public extern IStyle style { get; }
        public extern string tooltip { get; set; }
        public extern Rect contentRect { get; }
        public extern Action<MeshGenerationContext> generateVisualContent { get; set; }
        public extern void Add(VisualElement child);
        public extern void Clear();
        public extern void SetEnabled(bool value);
        public extern void MarkDirtyRepaint();
    }

    public interface INotifyValueChanged<T>
    {
        T value { get; set; }
        void SetValueWithoutNotify(T newValue);
    }

    public static class INotifyValueChangedExtensions
    {
        public static extern bool RegisterValueChangedCallback<T>(this INotifyValueChanged<T> control, EventCallback<ChangeEvent<T>> callback);
    }

    public class MeshGenerationContext
    {
        public extern Painter2D painter2D { get; }
    }

    public class Painter2D : IDisposable
    {
        public extern float lineWidth { get; set; }
        public extern Color strokeColor { get; set; }
        public extern void BeginPath();
        public extern void MoveTo(Vector2 pos);
        public extern void LineTo(Vector2 pos);
        public extern void Stroke();
        public extern void Dispose();
    }
}
