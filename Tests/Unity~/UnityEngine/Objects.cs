using System.Collections;

namespace UnityEngine
{
    public class Object
    {
        public extern string name { get; set; }
        public static extern void Destroy(Object obj);
        public static extern void DestroyImmediate(Object obj);
        public static extern bool operator ==(Object x, Object y);
        public static extern bool operator !=(Object x, Object y);
        public static extern implicit operator bool(Object exists);
    }

    public class ScriptableObject : Object
    {
        public extern ScriptableObject();
        public static extern T CreateInstance<T>() where T : ScriptableObject;
    }

    public class Component : Object
    {
        public extern GameObject gameObject { get; }
        public extern Transform transform { get; }
        public extern T GetComponent<T>();
        public extern bool TryGetComponent<T>(out T component);
    }

    public class Behaviour : Component
    {
        public extern bool enabled { get; set; }
        public extern bool isActiveAndEnabled { get; }
    }

    public class MonoBehaviour : Behaviour
    {
        public extern MonoBehaviour();
    }

    public sealed class GameObject : Object
    {
        public extern Transform transform { get; }
        public static extern GameObject CreatePrimitive(PrimitiveType type);
        public extern T AddComponent<T>() where T : Component;
        public extern T GetComponent<T>();
    }

    public enum PrimitiveType
    {
        Sphere,
        Capsule,
        Cylinder,
        Cube,
        Plane,
        Quad,
    }

    public class Transform : Component, IEnumerable
    {
        protected extern Transform();
        public extern Vector3 localPosition { get; set; }
        public extern void SetParent(Transform parent, bool worldPositionStays);
        public extern IEnumerator GetEnumerator();
    }

    public sealed class Resources
    {
        public static extern T[] FindObjectsOfTypeAll<T>() where T : Object;
    }

    public class YieldInstruction
    {
    }

    public sealed class WaitForSeconds : YieldInstruction
    {
        public extern WaitForSeconds(float seconds);
    }

    public class Application
    {
        public static extern bool isPlaying { get; }
        public static extern string dataPath { get; }
    }

    public class Time
    {
        public static extern int frameCount { get; }
    }

    public enum LogType
    {
        Error = 0,
        Assert = 1,
        Warning = 2,
        Log = 3,
        Exception = 4,
    }

    public class Debug
    {
        public static extern void Log(object message);
        public static extern void LogError(object message);
        public static extern void LogError(object message, Object context);
    }
}
