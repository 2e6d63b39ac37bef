namespace UnityEngine
{
    public enum TextureWrapMode
    {
        Repeat = 0,
        Clamp = 1,
        Mirror = 2,
        MirrorOnce = 3,
    }

    public enum FilterMode
    {
        Point = 0,
        Bilinear = 1,
        Trilinear = 2,
    }

    public enum TextureFormat
    {
        RGBA32 = 4,
    }

    public enum ScaleMode
    {
        StretchToFill = 0,
        ScaleAndCrop = 1,
        ScaleToFit = 2,
    }

    public class Texture : Object
    {
        protected extern Texture();
        public virtual extern int width { get; set; }
        public virtual extern int height { get; set; }
        public extern int mipmapCount { get; }
        public extern TextureWrapMode wrapMode { get; set; }
        public extern FilterMode filterMode { get; set; }
        public extern int anisoLevel { get; set; }
    }

    public sealed class Texture2D : Texture
    {
        public extern Texture2D(int width, int height);
        public extern Texture2D(int width, int height, TextureFormat textureFormat, int mipCount, bool linear);
        public extern void LoadRawTextureData(byte[] data);
        public extern void Apply(bool updateMipmaps, bool makeNoLongerReadable);
    }

    public static class ImageConversion
    {
        public static extern bool LoadImage(this Texture2D tex, byte[] data);
    }

    public sealed class Shader : Object
    {
        public static extern Shader Find(string name);
    }

    public class Material : Object
    {
        public extern Material(Shader shader);
        public extern Material(Material source);
        public extern Texture mainTexture { get; set; }
        public extern bool HasProperty(string name);
        public extern void SetTexture(string name, Texture value);
        public extern void EnableKeyword(string keyword);
    }

    public sealed class MaterialPropertyBlock
    {
        public extern MaterialPropertyBlock();
        public extern void SetTexture(string name, Texture value);
    }

    public class Renderer : Component
    {
        public extern Material sharedMaterial { get; set; }
        public extern Material[] sharedMaterials { get; set; }
        public extern void GetPropertyBlock(MaterialPropertyBlock properties, int materialIndex);
        public extern void SetPropertyBlock(MaterialPropertyBlock properties, int materialIndex);
    }
}
