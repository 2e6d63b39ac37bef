namespace UnityEngine
{
    public struct Vector2
    {
        public float x;
        public float y;
        public extern Vector2(float x, float y);
    }

    public struct Vector2Int
    {
        public extern Vector2Int(int x, int y);
        public extern int x { get; set; }
        public extern int y { get; set; }
    }

    public struct Vector3
    {
        public float x;
        public float y;
        public float z;
        public extern Vector3(float x, float y, float z);
    }

    public struct Color
    {
        public float r;
        public float g;
        public float b;
        public float a;
        public extern Color(float r, float g, float b);
        public extern Color(float r, float g, float b, float a);
    }

    public struct Rect
    {
        public extern float width { get; set; }
        public extern float height { get; set; }
        public extern float xMin { get; set; }
        public extern float yMax { get; set; }
    }

    public struct Mathf
    {
        public static extern int Max(int a, int b);
        public static extern float Clamp01(float value);
    }
}
