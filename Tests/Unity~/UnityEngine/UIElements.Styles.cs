using System;

namespace UnityEngine.UIElements
{
    public enum LengthUnit
    {
        Pixel = 0,
        Percent = 1,
    }

    public enum DisplayStyle
    {
        Flex = 0,
        None = 1,
    }

    public enum FlexDirection
    {
        Column = 0,
        ColumnReverse = 1,
        Row = 2,
        RowReverse = 3,
    }

    public enum Wrap
    {
        NoWrap = 0,
        Wrap = 1,
        WrapReverse = 2,
    }

    public enum WhiteSpace
    {
        Normal = 0,
        NoWrap = 1,
    }

    public struct Length
    {
        public extern Length(float value);
        public extern Length(float value, LengthUnit unit);
        public static extern implicit operator Length(float value);
    }

    public struct StyleLength
    {
        public static extern implicit operator StyleLength(float v);
        public static extern implicit operator StyleLength(Length v);
    }

    public struct StyleFloat
    {
        public static extern implicit operator StyleFloat(float v);
    }

    public struct StyleColor
    {
        public static extern implicit operator StyleColor(Color v);
    }

    public struct StyleEnum<T> where T : struct, IConvertible
    {
        public static extern implicit operator StyleEnum<T>(T v);
    }

    public interface IStyle
    {
        StyleColor backgroundColor { get; set; }
        StyleColor color { get; set; }
        StyleEnum<DisplayStyle> display { get; set; }
        StyleEnum<FlexDirection> flexDirection { get; set; }
        StyleEnum<Wrap> flexWrap { get; set; }
        StyleEnum<WhiteSpace> whiteSpace { get; set; }
        StyleFloat flexGrow { get; set; }
        StyleLength height { get; set; }
        StyleLength width { get; set; }
        StyleLength marginBottom { get; set; }
        StyleLength marginRight { get; set; }
        StyleLength marginTop { get; set; }
        StyleLength paddingLeft { get; set; }
        StyleLength paddingRight { get; set; }
        StyleLength paddingTop { get; set; }
    }
}
