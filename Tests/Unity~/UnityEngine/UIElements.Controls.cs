using System;
using System.Collections.Generic;

namespace UnityEngine.UIElements
{
    public class BindableElement : VisualElement
    {
    }

    public class TextElement : BindableElement
    {
        public virtual extern string text { get; set; }
    }

    public class Label : TextElement
    {
        public extern Label();
        public extern Label(string text);
    }

    public class Button : TextElement
    {
        public extern Button();
        public extern Button(Action clickEvent);
    }

    public class Image : VisualElement
    {
        public extern Image();
        public extern Texture image { get; set; }
        public extern ScaleMode scaleMode { get; set; }
    }

    public class ScrollView : VisualElement
    {
        public extern ScrollView();
    }

    public enum HelpBoxMessageType
    {
        None = 0,
        Info = 1,
        Warning = 2,
        Error = 3,
    }

    public class HelpBox : VisualElement
    {
        public extern HelpBox(string text, HelpBoxMessageType messageType);
    }

    public class Foldout : BindableElement, INotifyValueChanged<bool>
    {
        public extern Foldout();
        public extern string text { get; set; }
        public extern bool value { get; set; }
        public extern void SetValueWithoutNotify(bool newValue);
    }

    public abstract class AbstractProgressBar : BindableElement, INotifyValueChanged<float>
    {
        public extern AbstractProgressBar();
        public extern string title { get; set; }
        public extern float lowValue { get; set; }
        public extern float highValue { get; set; }
        public virtual extern float value { get; set; }
        public extern void SetValueWithoutNotify(float newValue);
    }

    public class ProgressBar : AbstractProgressBar
    {
    }

    public abstract class BaseField<TValueType> : BindableElement, INotifyValueChanged<TValueType>
    {
        public virtual extern TValueType value { get; set; }
        public virtual extern void SetValueWithoutNotify(TValueType newValue);
    }

    public abstract class BaseBoolField : BaseField<bool>
    {
    }

    public class Toggle : BaseBoolField
    {
        public extern Toggle(string label);
    }

    public abstract class TextInputBaseField<TValueType> : BaseField<TValueType>
    {
        public extern bool isDelayed { get; set; }
    }

    public abstract class TextValueField<TValueType> : TextInputBaseField<TValueType>
    {
    }

    public class TextField : TextInputBaseField<string>
    {
        public extern TextField(string label);
    }

    public class IntegerField : TextValueField<int>
    {
        public extern IntegerField(string label, int maxLength = -1);
    }

    public enum SliderDirection
    {
        Horizontal = 0,
        Vertical = 1,
    }

    public abstract class BaseSlider<TValueType> : BaseField<TValueType>
        where TValueType : IComparable<TValueType>
    {
        public virtual extern bool showInputField { get; set; }
    }

    public class Slider : BaseSlider<float>
    {
        public extern Slider(
            string label, float start = 0, float end = 10, SliderDirection direction = SliderDirection.Horizontal, float pageSize = 0);
    }

    public class SliderInt : BaseSlider<int>
    {
        public extern SliderInt(
            string label, int start = 0, int end = 10, SliderDirection direction = SliderDirection.Horizontal, float pageSize = 0);
    }

    public abstract class BasePopupField<TValueType, TValueChoice> : BaseField<TValueType>
    {
    }

    public class PopupField<T> : BasePopupField<T, T>
    {
        public extern PopupField(
            string label, List<T> choices, int defaultIndex, Func<T, string> formatSelectedValueCallback = null,
            Func<T, string> formatListItemCallback = null);
    }
}
