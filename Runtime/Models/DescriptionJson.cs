using System;
using System.Collections.Generic;
using System.Linq;

namespace SagTextures.Models
{
    /// <summary>The model file's <c>generator</c> entry, to and from JSON.</summary>
    internal static class DescriptionJson
    {
        private static readonly (string Word, PaddingMode Value)[] Paddings =
        {
            ("zero", PaddingMode.Zero), ("circular", PaddingMode.Circular),
        };

        private static readonly (string Word, LatentKind Value)[] LatentKinds =
        {
            ("vector", LatentKind.Vector), ("grid", LatentKind.Grid),
        };

        private static readonly (string Word, MapEncoding Value)[] Encodings =
        {
            ("srgb", MapEncoding.Srgb), ("linear", MapEncoding.Linear),
        };

        /// <exception cref="FormatException">Naming the field that is wrong.</exception>
        public static GeneratorDescription Read(string json)
        {
            var fields = new JsonFields(JsonReader.Parse(json), "generator");
            var description = new GeneratorDescription(LayerReader.ReadAll(fields.Array("layers"), "layers"))
            {
                Name = fields.String("name"),
                Preset = fields.String("preset"),
                Resolution = fields.Integer("resolution", 1, Limits.MaxSide),
                Padding = fields.OneOf("padding", Paddings),
                Maps = fields.Array("maps").Select(ReadMap).ToArray(),
                Classes = fields.Array("classes").Select(ReadClass).ToArray(),
                TrainingJson = new JsonWriter().Value(fields.Value("training")).ToString(),
            };
            var latent = new JsonFields(fields.Value("latent"), "latent");
            description.LatentKind = latent.OneOf("kind", LatentKinds);
            description.LatentSize = latent.Integer("size", 1, Limits.MaxChannels);
            latent.RefuseOthers();
            fields.RefuseOthers();
            return description;
        }

        public static string Write(GeneratorDescription description)
        {
            JsonWriter json = new JsonWriter().Open('{');
            json.Name("name").String(description.Name);
            json.Name("preset").String(description.Preset);
            json.Name("resolution").Number(description.Resolution);
            json.Name("padding").String(Word(Paddings, description.Padding));
            json.Name("latent").Open('{').Name("kind").String(Word(LatentKinds, description.LatentKind));
            json.Name("size").Number(description.LatentSize).Close('}');
            json.Name("maps").Open('[');
            foreach (ModelMap map in description.Maps)
            {
                json.Open('{').Name("name").String(map.Name).Name("channels").Number(map.Channels);
                json.Name("encoding").String(Word(Encodings, map.Encoding)).Close('}');
            }

            json.Close(']').Name("classes").Open('[');
            foreach (string name in description.Classes)
            {
                json.String(name);
            }

            json.Close(']').Name("layers").Open('[');
            foreach (Layer layer in description.Layers)
            {
                layer.Write(json);
            }

            json.Close(']').Name("training").Value(JsonReader.Parse(description.TrainingJson));
            return json.Close('}').ToString();
        }

        private static ModelMap ReadMap(JsonValue value, int index)
        {
            var fields = new JsonFields(value, $"maps[{index}]");
            var map = new ModelMap(
                fields.String("name"), fields.Integer("channels", 1, 4), fields.OneOf("encoding", Encodings));
            fields.RefuseOthers();
            return map;
        }

        private static string ReadClass(JsonValue value, int index) => value.Kind == JsonKind.String
            ? value.Text
            : throw new FormatException($"classes[{index}] is not a string");

        private static string Word<T>((string Word, T Value)[] choices, T value) =>
            choices.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Word;
    }
}
