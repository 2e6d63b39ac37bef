using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using NUnit.Framework;
using SagTextures.Models;

namespace SagTextures.Tests.Models
{
    public class ModelFileTests
    {
        private string folder = string.Empty;

        [SetUp]
        public void MakeFolder()
        {
            folder = Path.Combine(Path.GetTempPath(), "sagtextures-" + Path.GetRandomFileName());
            Directory.CreateDirectory(folder);
        }

        [TearDown]
        public void DeleteFolder() => Directory.Delete(folder, recursive: true);

        [TestCaseSource(typeof(ModelCases), nameof(ModelCases.All))]
        public void A_written_model_is_read_back_whole(GeneratorModel model)
        {
            string path = Path.Combine(folder, "new folder", "model.safetensors");
            ModelFile.Write(model, path);
            GeneratorModel read = ModelFile.Read(path);

            Assert.That(DescriptionJson.Write(read.Description), Is.EqualTo(DescriptionJson.Write(model.Description)));
            Assert.That(
                read.Tensors.Select(tensor => tensor.Name), Is.EquivalentTo(model.Tensors.Select(tensor => tensor.Name)));
            foreach (ModelTensor tensor in model.Tensors)
            {
                ModelTensor other = read.FindTensor(tensor.Name)!;
                Assert.That(other.Type, Is.EqualTo(tensor.Type));
                Assert.That(other.Shape, Is.EqualTo(tensor.Shape));
                Assert.That(other.Data.ToArray(), Is.EqualTo(tensor.Data.ToArray()));
            }

            Assert.That(Directory.GetFiles(Path.GetDirectoryName(path)!), Has.Length.EqualTo(1), "no temporary file is left");
        }

        [Test]
        public void Data_begin_at_a_multiple_of_8_bytes()
        {
            Assert.That(BitConverter.ToUInt64(SafetensorsBuilder.Good(), 0) % 8, Is.EqualTo(0));
        }

        [Test]
        public void A_missing_file_is_named()
        {
            string path = Path.Combine(folder, "missing.safetensors");
            Assert.That(
                () => ModelFile.Read(path),
                Throws.TypeOf<ModelException>().With.Message.Contains(path).And.Message.Contains("does not exist"));
        }

        [Test]
        public void A_folder_is_not_a_model()
        {
            Assert.That(() => ModelFile.Read(folder), Throws.TypeOf<ModelException>().With.Message.Contains(folder));
        }

        [Test]
        public void An_unwritable_path_is_named_and_leaves_nothing()
        {
            string file = Path.Combine(folder, "file");
            File.WriteAllText(file, "in the way");
            string path = Path.Combine(file, "model.safetensors");
            Assert.That(
                () => ModelFile.Write(RandomModel.Sagan(), path),
                Throws.TypeOf<SagTexturesException>().With.Message.Contains(path));
            Assert.That(
                () => ModelFile.Write(RandomModel.Sagan(), folder),
                Throws.TypeOf<SagTexturesException>().With.Message.Contains("folder"));
            Assert.That(Directory.GetFileSystemEntries(folder), Is.EqualTo(new[] { file }));
        }

        [Test]
        public void What_could_not_be_read_is_not_written()
        {
            GeneratorDescription like = RandomModel.Sagan().Description;
            var attention = new SelfAttentionLayer("a", 3, Limits.MaxKeyChannels + 1, 3, false);
            GeneratorModel model = RandomModel.Create(like.Layers.Append(attention).ToArray(), like);
            string path = Path.Combine(folder, "model.safetensors");
            Assert.That(
                () => ModelFile.Write(model, path),
                Throws.TypeOf<ModelException>().With.Message.Contains("key_channels").And.Message.Contains(path));
            Assert.That(File.Exists(path), Is.False);
        }

        private const string HugeKeys =
            "{\\\"op\\\":\\\"self_attention\\\",\\\"name\\\":\\\"a\\\",\\\"channels\\\":3,\\\"key_channels\\\":257,"
            + "\\\"value_channels\\\":3,\\\"pooled\\\":false}";

        /// <summary>What the header says, what it is changed to, and what the message must name.</summary>
        private static IEnumerable<TestCaseData> Broken()
        {
            TestCaseData Case(string name, string from, string to, string message) =>
                new TestCaseData(from, to, message).SetName("Refuses_" + name);

            yield return Case("format", "\"format\":\"sagtextures\"", "\"format\":\"other\"", "other");
            yield return Case("no_format", "\"format\":\"sagtextures\",", "", "format");
            yield return Case("version", "\"version\":\"1\"", "\"version\":\"2\"", "version is \"2\"");
            yield return Case("no_generator", "\"generator\":", "\"other\":", "generator");
            yield return Case("generator_json", "{\\\"name\\\"", "{name", "character");
            yield return Case("unknown_op", "\\\"op\\\":\\\"tanh\\\"", "\\\"op\\\":\\\"sigmoid\\\"", "sigmoid");
            yield return Case("unknown_layer_field", "\\\"eps\\\":", "\\\"momentum\\\":0.1,\\\"eps\\\":", "momentum");
            yield return Case("unknown_generator_field", "{\\\"name\\\"", "{\\\"dilation\\\":2,\\\"name\\\"", "dilation");
            yield return Case("unknown_latent_kind", "\\\"vector\\\"", "\\\"sphere\\\"", "kind");
            yield return Case("unknown_padding", "\\\"zero\\\"", "\\\"mirror\\\"", "padding");
            yield return Case("unknown_encoding", "\\\"srgb\\\"", "\\\"rec2020\\\"", "encoding");
            yield return Case("missing_tensor", "\"rgb.weight\"", "\"rgb.wait\"", "\"rgb.weight\" is missing");
            yield return Case("surplus_tensor", "\"rgb.bias\"", "\"rgb.bios\"", "rgb.bios");
            yield return Case("missing_field", ",\\\"stride\\\":2", "", "stride");
            yield return Case("zero_stride", "\\\"stride\\\":2", "\\\"stride\\\":0", "stride");
            yield return Case("huge_kernel", "\\\"kernel\\\":4", "\\\"kernel\\\":1000000", "kernel");
            yield return Case("huge_key_channels", "{\\\"op\\\":\\\"tanh\\\",\\\"name\\\":\\\"tanh\\\"}", HugeKeys, "key_channels");
            yield return Case("fractional_size", "\\\"size\\\":4", "\\\"size\\\":4.5", "size");
            yield return Case("channels_that_do_not_fit", "\\\"channels\\\":8,\\\"eps", "\\\"channels\\\":9,\\\"eps", "9 channels");
            yield return Case("reshape", "[8,4,4]", "[8,4,5]", "reshape");
            yield return Case("resolution", "\\\"resolution\\\":16", "\\\"resolution\\\":32", "32");
            yield return Case("maps", "\\\"channels\\\":3,\\\"enc", "\\\"channels\\\":4,\\\"enc", "maps");
            yield return Case("latent_size", "\\\"size\\\":4", "\\\"size\\\":5", "features");
            yield return Case("wrong_tensor_shape", "\"shape\":[128,4]", "\"shape\":[4,128]", "shape");
            yield return Case("circular_that_cannot_wrap", "\\\"classes\\\":[]", "\\\"classes\\\":[\\\"\\\"]", "class");
            yield return Case("number_as_class", "\\\"classes\\\":[]", "\\\"classes\\\":[1]", "classes[0]");
        }

        [TestCaseSource(nameof(Broken))]
        public void Broken_headers_are_refused(string from, string to, string message)
        {
            byte[] file = SafetensorsBuilder.WithHeader(header => new Regex(Regex.Escape(from)).Replace(header, to, 1));
            Assert.That(
                () => ModelFile.Read(new MemoryStream(file), "broken.safetensors"),
                Throws.TypeOf<ModelException>().With.Message.Contains(message).And.Message.Contains("broken.safetensors"));
        }

        [TestCase(TensorType.Float32, float.NaN)]
        [TestCase(TensorType.Float32, float.NegativeInfinity)]
        [TestCase(TensorType.Float16, float.NaN)]
        [TestCase(TensorType.Float16, float.PositiveInfinity)]
        public void Weights_that_are_not_finite_are_refused(TensorType type, float value)
        {
            byte[] file = SafetensorsBuilder.Good(type);
            byte[] bits = type == TensorType.Float32
                ? BitConverter.GetBytes(value)
                : BitConverter.GetBytes(HalfFloat.FromSingle(value));
            bits.CopyTo(file, file.Length - bits.Length);
            Assert.That(
                () => ModelFile.Read(new MemoryStream(file), "nan.safetensors"),
                Throws.TypeOf<ModelException>().With.Message.Contains("finite").And.Message.Contains("rgb.bias"));
        }

        [Test]
        public void A_value_too_large_for_half_precision_is_refused()
        {
            Assert.That(
                () => ModelTensor.FromValues("a.weight", new[] { 1 }, new[] { 70000f }, TensorType.Float16),
                Throws.TypeOf<ModelException>().With.Message.Contains("a.weight"));
        }

        [TestCase("{0}")]
        [TestCase("{{\"op\":\"residual\",\"name\":\"r\",\"body\":[{0}],\"shortcut\":[]}}")]
        public void Layers_without_end_are_refused(string outer)
        {
            string Layers(int count) => "[" + string.Format(
                outer, string.Join(",", Enumerable.Repeat("{\"op\":\"tanh\",\"name\":\"t\"}", count))) + "]";
            Assert.That(LayerReader.ReadAll(JsonReader.Parse(Layers(1023)).Items, "layers"), Is.Not.Empty);
            Assert.That(
                () => LayerReader.ReadAll(JsonReader.Parse(Layers(1025)).Items, "layers"),
                Throws.TypeOf<FormatException>().With.Message.Contains("1024 layers"));
        }

        [Test]
        public void Residual_layers_nested_without_end_are_refused()
        {
            string nested = "[]";
            for (int i = 0; i < 20; i++)
            {
                nested = "[{\"op\":\"residual\",\"name\":\"r\",\"body\":" + nested + ",\"shortcut\":[]}]";
            }

            Assert.That(
                () => LayerReader.ReadAll(JsonReader.Parse(nested).Items, "layers"),
                Throws.TypeOf<FormatException>().With.Message.Contains("nests"));
        }
    }
}
