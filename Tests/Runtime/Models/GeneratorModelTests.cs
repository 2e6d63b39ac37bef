using System;
using System.Linq;
using NUnit.Framework;
using NUnit.Framework.Constraints;
using SagTextures.Models;

namespace SagTextures.Tests.Models
{
    public class GeneratorModelTests
    {
        [Test]
        public void A_grid_model_makes_any_multiple_of_its_stride()
        {
            GeneratorModel model = ModelCases.Grid(PaddingMode.Circular);
            Assert.That(model.Stride, Is.EqualTo(12));
            Assert.That(model.LatentShape(12 * 7, 12 * 2), Is.EqualTo(new ActivationShape(6, 2, 7)));
            Assert.That(() => model.LatentShape(40, 36), Throws.TypeOf<SagTexturesException>().With.Message.Contains("12"));
            Assert.That(() => model.LatentShape(0, 36), Throws.TypeOf<SagTexturesException>());
            Assert.That(() => model.LatentShape(12 << 20, 12), Throws.TypeOf<SagTexturesException>());
        }

        [Test]
        public void A_vector_model_makes_one_size()
        {
            GeneratorModel model = RandomModel.Sagan();
            Assert.That(model.LatentShape(32, 32), Is.EqualTo(new ActivationShape(24, 1, 1)));
            Assert.That(() => model.LatentShape(64, 64), Throws.TypeOf<SagTexturesException>().With.Message.Contains("32×32"));
        }

        [Test]
        public void A_linear_layer_cannot_follow_a_grid()
        {
            var layers = new Layer[] { new LinearLayer("project", 8, 3, new ActivationShape(3, 1, 1)) };
            var description = new GeneratorDescription(layers) { LatentKind = LatentKind.Grid, LatentSize = 8, Resolution = 1 };
            Assert.That(
                () => RandomModel.Create(layers, description),
                Throws.TypeOf<ModelException>().With.Message.Contains("grid"));
        }

        [TestCase(16, 16)]
        [TestCase(16, 4)]
        [TestCase(0, 1)]
        public void A_stride_that_no_texture_has_is_refused(int scale, int count)
        {
            Layer[] layers = Enumerable.Range(0, count)
                .Select(i => (Layer)new UpsampleNearestLayer($"up{i}", scale)).ToArray();
            var description = new GeneratorDescription(layers) { LatentKind = LatentKind.Grid, LatentSize = 3, Resolution = 16 };
            Assert.That(
                () => RandomModel.Create(layers, description),
                Throws.TypeOf<ModelException>().With.Message.Contains("enlarged").And.Message.Contains("16384"));
        }

        [Test]
        public void A_transposed_convolution_wraps_only_where_it_fits()
        {
            var layer = new ConvTranspose2dLayer("up", 2, 2, 5, 2, 1);
            var input = new ActivationShape(2, 4, 4);
            Assert.That(layer.OutputShape(input, PaddingMode.Zero), Is.EqualTo(new ActivationShape(2, 9, 9)));
            Assert.That(
                () => layer.OutputShape(input, PaddingMode.Circular), Throws.TypeOf<ModelException>().With.Message.Contains("wrap"));
        }

        [Test]
        public void Map_names_lead_to_no_other_folder(
            [Values("/../../escaped", "a/b", "a\\b", "a:b", "a*", "a?", "\"a\"", "<a", "a>", "a|b", "a\nb", "\0", "a\u0085")]
            string name) =>
            Assert.That(() => WithMap(name), Throws.TypeOf<ModelException>().With.Message.Contains("file name"));

        [TestCase("ambient occlusion")]
        [TestCase("höhe.2")]
        [TestCase("高さ")]
        public void Map_names_are_in_any_script(string name) =>
            Assert.That(WithMap(name).Description.Maps[0].Name, Is.EqualTo(name));

        [Test]
        public void Classes_must_agree()
        {
            var layers = new Layer[] { new ConditionalBatchNormLayer("norm", 3, 4, 1e-5f) };
            var description = new GeneratorDescription(layers) { LatentSize = 3, Resolution = 1, Classes = new[] { "a", "b" } };
            Assert.That(
                () => RandomModel.Create(layers, description),
                Throws.TypeOf<ModelException>().With.Message.Contains("4 classes"));
        }

        [Test]
        public void A_model_has_no_more_layers_than_it_may([Values(1024, 1025)] int count)
        {
            Layer[] body = Enumerable.Range(0, count - 1).Select(i => (Layer)new TanhLayer($"tanh{i}")).ToArray();
            var layers = new Layer[] { new ResidualLayer("block", body, new Layer[0]) };
            var description = new GeneratorDescription(layers) { LatentSize = 3, Resolution = 1 };
            Assert.That(
                () => RandomModel.Create(layers, description),
                count == 1024 ? (IResolveConstraint)Throws.Nothing : Throws.TypeOf<ModelException>().With.Message.Contains("1025 layers"));
        }

        [Test]
        public void Two_layers_cannot_share_tensors()
        {
            var layers = new Layer[] { new BatchNormLayer("norm", 3, 1e-5f), new BatchNormLayer("norm", 3, 1e-5f) };
            Assert.That(
                () => new GeneratorModel(
                    new GeneratorDescription(layers) { LatentSize = 3, Resolution = 1 },
                    RandomModel.Create(
                        new Layer[] { layers[0] }, new GeneratorDescription(layers) { LatentSize = 3, Resolution = 1 }).Tensors),
                Throws.TypeOf<ModelException>().With.Message.Contains("unique"));
        }

        [Test]
        public void Activations_too_large_to_index_are_refused()
        {
            var layer = new UpsampleNearestLayer("up", 16);
            Assert.That(
                () => layer.OutputShape(new ActivationShape(64, 1024, 1024), PaddingMode.Zero), Throws.TypeOf<ModelException>());
            Assert.That(
                () => layer.OutputShape(new ActivationShape(1, 2048, 1), PaddingMode.Zero), Throws.TypeOf<ModelException>());
        }

        private static GeneratorModel WithMap(string name)
        {
            var layers = new Layer[] { new TanhLayer("tanh") };
            var maps = new[] { new ModelMap(name, 3, MapEncoding.Srgb) };
            return RandomModel.Create(
                layers, new GeneratorDescription(layers) { LatentSize = 3, Resolution = 1, Maps = maps });
        }
    }
}
