using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;

namespace SagTextures.Models
{
    /// <summary>Refuses models whose parts do not fit together.</summary>
    internal static class ModelChecker
    {
        /// <summary>Besides control characters: separators of folders, and what Windows keeps for itself.</summary>
        private const string NotInFileNames = "/\\:*?\"<>|";

        /// <returns>The model's stride.</returns>
        public static int Check(GeneratorModel model)
        {
            GeneratorDescription description = model.Description;
            if (description.Layers.Count == 0)
            {
                throw new ModelException("The model has no layers.");
            }

            int layers = CountLayers(description.Layers);
            if (layers > Limits.MaxLayers)
            {
                throw new ModelException($"The model has {layers} layers; {Limits.MaxLayers} are possible.");
            }

            int stride = CheckShapes(description);
            CheckMaps(description);
            CheckNames("class", description.Classes);
            CheckClasses(description.Layers, description.Classes.Count);
            CheckTensors(model);
            return stride;
        }

        private static int CountLayers(IEnumerable<Layer> layers) => layers.Sum(
            layer => layer is ResidualLayer residual ? 1 + CountLayers(residual.Body.Concat(residual.Shortcut)) : 1);

        private static int CheckShapes(GeneratorDescription description)
        {
            int stride = 1;
            int cells = 1;
            if (description.LatentKind == LatentKind.Grid)
            {
                stride = GridStride(description);
                cells = description.Resolution / stride;
                if (cells * stride != description.Resolution)
                {
                    throw new ModelException(
                        $"The model's resolution {description.Resolution} is not a multiple of its stride {stride}.");
                }
            }

            var shape = new ActivationShape(description.LatentSize, cells, cells);
            foreach (Layer layer in description.Layers)
            {
                shape = layer.OutputShape(shape, description.Padding);
            }

            var expected = new ActivationShape(
                description.Maps.Sum(map => map.Channels), description.Resolution, description.Resolution);
            return shape.Equals(expected)
                ? stride
                : throw new ModelException($"The layers give {shape}, but maps and resolution say {expected}.");
        }

        private static int GridStride(GeneratorDescription description)
        {
            long stride = 1;
            foreach (Layer layer in description.Layers)
            {
                if (layer is LinearLayer)
                {
                    throw new ModelException($"Layer \"{layer.Name}\" (linear) cannot follow a grid latent.");
                }

                // Layer by layer, before the product can overflow.
                stride *= Scale(layer);
                if (stride < 1 || stride > Limits.MaxSide)
                {
                    throw new ModelException(
                        $"Up to layer \"{layer.Name}\" the input is enlarged {stride} times; 1 to {Limits.MaxSide} are possible.");
                }
            }

            return (int)stride;
        }

        private static long Scale(Layer layer) => layer switch
        {
            ConvTranspose2dLayer transpose => transpose.Stride,
            UpsampleNearestLayer upsample => upsample.Scale,
            ResidualLayer residual => residual.Body.Aggregate(
                1L, (scale, inner) => Math.Min(scale * Scale(inner), int.MaxValue)),
            _ => 1,
        };

        private static void CheckMaps(GeneratorDescription description)
        {
            CheckNames("map", description.Maps.Select(map => map.Name));
            foreach (ModelMap map in description.Maps)
            {
                if (map.Channels < 1 || map.Channels > 4)
                {
                    throw new ModelException($"Map \"{map.Name}\" has {map.Channels} channels; 1 to 4 are possible.");
                }

                // Maps are saved to files of their name, which must not lead to another folder.
                if (map.Name.Any(c => char.IsControl(c) || NotInFileNames.IndexOf(c) >= 0))
                {
                    throw new ModelException(
                        $"Map \"{map.Name}\" cannot have that name: " +
                        $"control characters and {NotInFileNames} have no place in file names.");
                }
            }

            if (description.Maps.Count == 0)
            {
                throw new ModelException("The model has no maps.");
            }
        }

        private static void CheckNames(string what, IEnumerable<string> names)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (string name in names)
            {
                if (name.Length == 0 || !seen.Add(name))
                {
                    throw new ModelException($"The model has a {what} name that is empty or occurs twice: \"{name}\".");
                }
            }
        }

        private static void CheckClasses(IEnumerable<Layer> layers, int classes)
        {
            foreach (Layer layer in layers)
            {
                if (layer is ConditionalBatchNormLayer norm)
                {
                    CheckClasses(norm, classes);
                }

                if (layer is ResidualLayer residual)
                {
                    CheckClasses(residual.Body.Concat(residual.Shortcut), classes);
                }
            }
        }

        private static void CheckClasses(ConditionalBatchNormLayer norm, int classes)
        {
            if (norm.Classes != classes)
            {
                throw new ModelException($"Layer \"{norm.Name}\" ({norm.Op}) has {norm.Classes} classes, the model {classes}.");
            }

            if ((long)norm.Classes * norm.Channels > Limits.MaxNorms)
            {
                throw new ModelException(
                    $"Layer \"{norm.Name}\" ({norm.Op}) has {norm.Classes} classes of {norm.Channels} channels; " +
                    $"{Limits.MaxNorms} in all are possible.");
            }
        }

        private static void CheckTensors(GeneratorModel model)
        {
            var used = new HashSet<string>(StringComparer.Ordinal);
            foreach (TensorSpec spec in model.Description.Layers.SelectMany(layer => layer.Tensors))
            {
                if (!used.Add(spec.Name))
                {
                    throw new ModelException($"Two layers read the tensor \"{spec.Name}\"; layer names must be unique.");
                }

                ModelTensor? tensor = model.FindTensor(spec.Name);
                if (tensor == null)
                {
                    if (!spec.IsOptional)
                    {
                        throw new ModelException($"The tensor \"{spec.Name}\" is missing.");
                    }

                    continue;
                }

                if (!tensor.Shape.SequenceEqual(spec.Shape))
                {
                    throw new ModelException(
                        $"The tensor \"{spec.Name}\" has the shape [{string.Join(", ", tensor.Shape)}] " +
                        $"instead of [{string.Join(", ", spec.Shape)}].");
                }

                CheckValues(tensor);
            }

            foreach (ModelTensor tensor in model.Tensors)
            {
                if (!used.Contains(tensor.Name))
                {
                    throw new ModelException($"No layer reads the tensor \"{tensor.Name}\".");
                }
            }
        }

        private static void CheckValues(ModelTensor tensor)
        {
            bool isVariance = tensor.Name.EndsWith(".running_var", StringComparison.Ordinal);
            ReadOnlySpan<byte> data = tensor.Data.Span;
            int count = tensor.Count;
            if (tensor.Type == TensorType.Float32 && BitConverter.IsLittleEndian && !isVariance)
            {
                // The big ones quickly: what is not finite has the largest exponent.
                int largest = 0;
                foreach (int bits in MemoryMarshal.Cast<byte, int>(data))
                {
                    largest = Math.Max(largest, bits & 0x7FFFFFFF);
                }

                if (largest < 0x7F800000)
                {
                    return;
                }
            }

            for (int i = 0; i < count; i++)
            {
                float value = ModelTensor.Element(data, tensor.Type, i);
                if (float.IsNaN(value) || float.IsInfinity(value))
                {
                    throw new ModelException($"The tensor \"{tensor.Name}\" has a value that is not a finite number.");
                }

                if (isVariance && value < 0f)
                {
                    throw new ModelException($"The tensor \"{tensor.Name}\" has a negative variance.");
                }
            }
        }
    }
}
