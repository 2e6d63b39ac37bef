using System;
using System.IO;
using System.Linq;
using SagTextures.Models;

namespace SagTextures.Tests
{
    /// <summary>A model of one dense layer with albedo, normal and roughness: 8×8 pixels, made at once.</summary>
    public static class TinyModel
    {
        public const int Size = 8;
        private const int Latent = 4, Channels = 7;

        /// <summary>The bytes of its file.</summary>
        public static byte[] Bytes()
        {
            var layers = new Layer[]
            {
                new LinearLayer("project", Latent, Channels * 16, new ActivationShape(Channels, 4, 4)),
                new UpsampleNearestLayer("up", 2),
                new TanhLayer("tanh"),
            };
            var description = new GeneratorDescription(layers)
            {
                Name = "tiny",
                Resolution = Size,
                LatentSize = Latent,
                Maps = new[]
                {
                    new ModelMap("albedo", 3, MapEncoding.Srgb),
                    new ModelMap("normal", 3, MapEncoding.Linear),
                    new ModelMap("roughness", 1, MapEncoding.Linear),
                },
            };
            var random = new Random(1);
            ModelTensor[] tensors = layers.SelectMany(layer => layer.Tensors).Select(spec =>
            {
                int count = spec.Shape.Aggregate(1, (product, side) => product * side);
                float[] values = Enumerable.Range(0, count).Select(_ => (float)random.NextDouble() - 0.5f).ToArray();
                return ModelTensor.FromValues(spec.Name, spec.Shape, values);
            }).ToArray();

            string path = Path.GetTempFileName();
            try
            {
                ModelFile.Write(new GeneratorModel(description, tensors), path);
                return File.ReadAllBytes(path);
            }
            finally
            {
                File.Delete(path);
            }
        }
    }
}
