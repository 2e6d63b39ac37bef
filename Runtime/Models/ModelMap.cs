namespace SagTextures.Models
{
    /// <summary>One image that a model makes, e.g. albedo or normal.</summary>
    public sealed class ModelMap
    {
        /// <summary>Creates the description.</summary>
        public ModelMap(string name, int channels, MapEncoding encoding)
        {
            Name = name;
            Channels = channels;
            Encoding = encoding;
        }

        /// <summary>Its name, unique in the model.</summary>
        public string Name { get; }

        /// <summary>1 (grey), 2, 3 (RGB) or 4 (RGBA) of the generator's output channels.</summary>
        public int Channels { get; }

        /// <summary>What the bytes mean.</summary>
        public MapEncoding Encoding { get; }
    }
}
