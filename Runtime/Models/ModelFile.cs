using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;

namespace SagTextures.Models
{
    /// <summary>
    /// The model file: safetensors whose metadata say <c>format=sagtextures</c>, <c>version=1</c> and, as JSON,
    /// <c>generator</c>.
    /// </summary>
    public static class ModelFile
    {
        private const string Format = "sagtextures";
        private const string Version = "1";

        /// <summary>Reads and checks a model file.</summary>
        /// <exception cref="ModelException">It is missing, unreadable, damaged, or of an unknown kind.</exception>
        public static GeneratorModel Read(string path)
        {
            try
            {
                using FileStream stream = File.OpenRead(path);
                return Read(stream, path);
            }
            catch (Exception e) when (IsFileError(e))
            {
                string reason = e is FileNotFoundException || e is DirectoryNotFoundException
                    ? "it does not exist; check the path, or make it with `sag export`"
                    : e.Message;
                throw new ModelException($"Cannot read the model file {path}: {reason}", e);
            }
        }

        /// <summary>Reads and checks a model from a stream that can tell its length.</summary>
        /// <param name="stream">Positioned at the model's first byte; the model reaches to its end.</param>
        /// <param name="source">What to call it in messages.</param>
        /// <exception cref="ModelException">It is damaged or of an unknown kind.</exception>
        public static GeneratorModel Read(Stream stream, string source)
        {
            try
            {
                SafetensorsFile file = SafetensorsReader.Read(stream);
                Expect(file, "format", Format);
                Expect(file, "version", Version);
                if (!file.Metadata.TryGetValue("generator", out string? generator))
                {
                    throw new FormatException("its metadata have no \"generator\"");
                }

                return new GeneratorModel(DescriptionJson.Read(generator), file.Tensors);
            }
            catch (Exception e) when (e is FormatException || e is ModelException || e is OverflowException)
            {
                throw new ModelException($"{source} is not a usable model: {e.Message}", e);
            }
        }

        /// <summary>Writes a model: first whole to a temporary file beside it, which then takes its name.</summary>
        /// <exception cref="SagTexturesException">The file cannot be written.</exception>
        /// <exception cref="ModelException">The model has sizes that <see cref="Read(string)"/> would refuse.</exception>
        public static void Write(GeneratorModel model, string path)
        {
            string generator = DescriptionJson.Write(model.Description);
            try
            {
                DescriptionJson.Read(generator);
            }
            catch (FormatException e)
            {
                throw new ModelException($"{path} would not be a usable model: {e.Message}", e);
            }

            var metadata = new Dictionary<string, string>
            {
                ["format"] = Format,
                ["version"] = Version,
                ["generator"] = generator,
            };

            // In the order of the layers: the file then reads front to back as the generator runs.
            IEnumerable<ModelTensor?> tensors = model.Description.Layers
                .SelectMany(layer => layer.Tensors)
                .Select(spec => model.FindTensor(spec.Name));
            var file = new SafetensorsFile(metadata, tensors.OfType<ModelTensor>().ToArray());
            AtomicFile.Write(path, stream => SafetensorsWriter.Write(stream, file));
        }

        internal static bool IsFileError(Exception e) =>
            e is IOException || e is UnauthorizedAccessException || e is SecurityException || e is NotSupportedException
            || e is ArgumentException;

        private static void Expect(SafetensorsFile file, string key, string value)
        {
            file.Metadata.TryGetValue(key, out string? found);
            if (found != value)
            {
                throw new FormatException(
                    found == null
                        ? $"its metadata have no \"{key}\", so it was not made by this product's export"
                        : $"its {key} is \"{found}\"; this version knows \"{value}\"");
            }
        }
    }
}
