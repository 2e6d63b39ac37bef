using System;
using System.Collections.Generic;

namespace SagTextures.Models
{
    /// <summary>A generator without its weights: what the model file's <c>generator</c> entry says.</summary>
    public sealed class GeneratorDescription
    {
        /// <summary>Creates the description with its layers, in execution order.</summary>
        public GeneratorDescription(IReadOnlyList<Layer> layers) => Layers = layers;

        /// <summary>The layers, in execution order.</summary>
        public IReadOnlyList<Layer> Layers { get; }

        /// <summary>What the textures show.</summary>
        public string Name { get; set; } = "unnamed";

        /// <summary>The training preset that it came from.</summary>
        public string Preset { get; set; } = "custom";

        /// <summary>Width and height, in pixels, that it was trained at.</summary>
        public int Resolution { get; set; } = 128;

        /// <summary>What its convolutions see beyond the border.</summary>
        public PaddingMode Padding { get; set; } = PaddingMode.Zero;

        /// <summary>Form of the latent.</summary>
        public LatentKind LatentKind { get; set; } = LatentKind.Vector;

        /// <summary>Elements of the latent vector, or of each cell's.</summary>
        public int LatentSize { get; set; } = 128;

        /// <summary>The images it makes; their channels follow one another in the output.</summary>
        public IReadOnlyList<ModelMap> Maps { get; set; } = new[] { new ModelMap("albedo", 3, MapEncoding.Srgb) };

        /// <summary>The classes to choose from; empty when it is unconditional.</summary>
        public IReadOnlyList<string> Classes { get; set; } = Array.Empty<string>();

        /// <summary>Provenance, a JSON object: steps, images, dataset, date, preset, metrics.</summary>
        public string TrainingJson { get; set; } = "{}";
    }
}
