namespace UnityEngine
{
    public enum EventType
    {
        KeyDown = 4,
    }

    public enum KeyCode
    {
        None = 0,
        Space = 32,
    }

    public sealed class Event
    {
        public static extern Event current { get; set; }
        public extern EventType type { get; set; }
        public extern KeyCode keyCode { get; set; }
    }
}
