using System;
using System.Collections.Generic;
using System.Linq;
using SagTextures.Models;

namespace SagTextures.Tests
{
    /// <summary>
    /// The layers as their definitions say, one after the other, in double precision and without any cleverness: what plans
    /// and backends are judged by.
    /// </summary>
    internal sealed class NaiveGenerator
    {
        private readonly GeneratorModel model;
        private readonly int @class;

        public NaiveGenerator(GeneratorModel model, int @class = 0)
        {
            this.model = model;
            this.@class = @class;
        }

        /// <summary>Output of every layer for one image.</summary>
        public IReadOnlyList<Image> Run(float[] latent, ActivationShape shape)
        {
            var outputs = new List<Image>();
            var image = new Image(shape);
            for (int i = 0; i < latent.Length; i++)
            {
                image.Data[i] = latent[i];
            }

            foreach (Layer layer in model.Description.Layers)
            {
                image = Apply(layer, image);
                outputs.Add(image);
            }

            return outputs;
        }

        private Image Apply(Layer layer, Image x)
        {
            switch (layer)
            {
                case LinearLayer linear: return Linear(linear, x);
                case Conv2dLayer conv: return Convolve(conv, x);
                case ConvTranspose2dLayer conv: return ConvolveTransposed(conv, x);
                case UpsampleNearestLayer up:
                    return Image.From(
                        new ActivationShape(x.Shape.Channels, x.Shape.Height * up.Scale, x.Shape.Width * up.Scale),
                        (c, y, column) => x[c, y / up.Scale, column / up.Scale]);
                case BatchNormLayer norm: return Normalize(x, norm.Name, norm.Epsilon, ".weight", ".bias", 0);
                case ConditionalBatchNormLayer norm:
                    return Normalize(x, norm.Name, norm.Epsilon, ".gain", ".shift", @class * norm.Channels);
                case ReluLayer _: return x.Map(v => Math.Max(0, v));
                case LeakyReluLayer leaky: return x.Map(v => v > 0 ? v : leaky.Slope * v);
                case TanhLayer _: return x.Map(Math.Tanh);
                case SelfAttentionLayer attention: return Attend(attention, x);
                case ResidualLayer residual:
                    Image body = residual.Body.Aggregate(x, (v, inner) => Apply(inner, v));
                    Image shortcut = residual.Shortcut.Aggregate(x, (v, inner) => Apply(inner, v));
                    return Image.From(body.Shape, (c, y, column) => body[c, y, column] + shortcut[c, y, column]);
                default: throw new ArgumentException(layer.Op);
            }
        }

        private Image Linear(LinearLayer layer, Image x)
        {
            float[] weight = Values(layer.Name + ".weight")!;
            float[]? bias = Values(layer.Name + ".bias");
            var result = new Image(layer.Reshape);
            for (int o = 0; o < layer.OutFeatures; o++)
            {
                result.Data[o] = bias == null ? 0 : bias[o];
                for (int i = 0; i < layer.InFeatures; i++)
                {
                    result.Data[o] += (double)weight[(o * layer.InFeatures) + i] * x.Data[i];
                }
            }

            return result;
        }

        private Image Convolve(Conv2dLayer layer, Image x)
        {
            float[] weight = Values(layer.Name + ".weight")!;
            float[]? bias = Values(layer.Name + ".bias");
            int k = layer.Kernel;
            return Image.From(layer.OutputShape(x.Shape, model.Description.Padding), (o, y, column) =>
            {
                double sum = bias == null ? 0 : bias[o];
                for (int i = 0; i < layer.InChannels; i++)
                {
                    for (int ky = 0; ky < k; ky++)
                    {
                        for (int kx = 0; kx < k; kx++)
                        {
                            sum += weight[(((((o * layer.InChannels) + i) * k) + ky) * k) + kx]
                                * Sample(x, i, y + ky - layer.Padding, column + kx - layer.Padding);
                        }
                    }
                }

                return sum;
            });
        }

        private Image ConvolveTransposed(ConvTranspose2dLayer layer, Image x)
        {
            float[] weight = Values(layer.Name + ".weight")!;
            float[]? bias = Values(layer.Name + ".bias");
            int k = layer.Kernel;
            ActivationShape shape = layer.OutputShape(x.Shape, model.Description.Padding);
            bool wraps = model.Description.Padding == PaddingMode.Circular;
            var result = Image.From(shape, (o, y, column) => bias == null ? 0 : bias[o]);
            for (int i = 0; i < layer.InChannels; i++)
            {
                for (int y = 0; y < x.Shape.Height; y++)
                {
                    for (int column = 0; column < x.Shape.Width; column++)
                    {
                        for (int tap = 0; tap < k * k * layer.OutChannels; tap++)
                        {
                            int o = tap / (k * k);
                            int ky = tap / k % k;
                            int kx = tap % k;
                            int toY = (y * layer.Stride) + ky - layer.Padding;
                            int toX = (column * layer.Stride) + kx - layer.Padding;
                            if (wraps)
                            {
                                toY = Wrap(toY, shape.Height);
                                toX = Wrap(toX, shape.Width);
                            }

                            if (toY >= 0 && toY < shape.Height && toX >= 0 && toX < shape.Width)
                            {
                                result[o, toY, toX] += x[i, y, column]
                                    * weight[(((((i * layer.OutChannels) + o) * k) + ky) * k) + kx];
                            }
                        }
                    }
                }
            }

            return result;
        }

        private Image Normalize(Image x, string name, float epsilon, string gainName, string shiftName, int row)
        {
            float[] gain = Values(name + gainName)!;
            float[] shift = Values(name + shiftName)!;
            float[] mean = Values(name + ".running_mean")!;
            float[] variance = Values(name + ".running_var")!;
            return Image.From(x.Shape, (c, y, column) =>
                (gain[row + c] * (x[c, y, column] - mean[c]) / Math.Sqrt((double)variance[c] + epsilon)) + shift[row + c]);
        }

        private Image Attend(SelfAttentionLayer layer, Image x)
        {
            Image f = Project(layer.Name + ".query", layer.KeyChannels, x);
            Image g = Project(layer.Name + ".key", layer.KeyChannels, x);
            Image h = Project(layer.Name + ".value", layer.ValueChannels, x);
            if (layer.Pooled)
            {
                g = Pool(g);
                h = Pool(h);
            }

            int keys = g.Shape.Area;
            var o = new Image(new ActivationShape(layer.ValueChannels, x.Shape.Height, x.Shape.Width));
            for (int query = 0; query < x.Shape.Area; query++)
            {
                double[] scores = Enumerable.Range(0, keys).Select(key => Enumerable.Range(0, layer.KeyChannels).Sum(
                    c => f.Data[(c * x.Shape.Area) + query] * g.Data[(c * keys) + key])).ToArray();
                double largest = scores.Max();
                double[] weights = scores.Select(score => Math.Exp(score - largest)).ToArray();
                double sum = weights.Sum();
                for (int c = 0; c < layer.ValueChannels; c++)
                {
                    o.Data[(c * x.Shape.Area) + query] =
                        Enumerable.Range(0, keys).Sum(key => weights[key] * h.Data[(c * keys) + key]) / sum;
                }
            }

            if (model.FindTensor(layer.Name + ".output.weight") != null)
            {
                o = Project(layer.Name + ".output", layer.Channels, o);
            }

            double gamma = Values(layer.Name + ".gamma")![0];
            return Image.From(x.Shape, (c, y, column) => (gamma * o[c, y, column]) + x[c, y, column]);
        }

        private Image Project(string name, int channels, Image x)
        {
            float[] weight = Values(name + ".weight")!;
            float[]? bias = Values(name + ".bias");
            return Image.From(new ActivationShape(channels, x.Shape.Height, x.Shape.Width), (o, y, column) =>
                (bias == null ? 0 : bias[o]) + Enumerable.Range(0, x.Shape.Channels).Sum(
                    i => (double)weight[(o * x.Shape.Channels) + i] * x[i, y, column]));
        }

        private static Image Pool(Image x) => Image.From(
            new ActivationShape(x.Shape.Channels, x.Shape.Height / 2, x.Shape.Width / 2),
            (c, y, column) => Math.Max(
                Math.Max(x[c, 2 * y, 2 * column], x[c, 2 * y, (2 * column) + 1]),
                Math.Max(x[c, (2 * y) + 1, 2 * column], x[c, (2 * y) + 1, (2 * column) + 1])));

        private double Sample(Image x, int channel, int y, int column)
        {
            if (model.Description.Padding == PaddingMode.Circular)
            {
                return x[channel, Wrap(y, x.Shape.Height), Wrap(column, x.Shape.Width)];
            }

            bool isInside = y >= 0 && y < x.Shape.Height && column >= 0 && column < x.Shape.Width;
            return isInside ? x[channel, y, column] : 0;
        }

        private static int Wrap(int position, int size) => ((position % size) + size) % size;

        private float[]? Values(string name) => model.FindTensor(name)?.ToArray();

        internal sealed class Image
        {
            public Image(ActivationShape shape)
            {
                Shape = shape;
                Data = new double[shape.Count];
            }

            public ActivationShape Shape { get; }

            public double[] Data { get; }

            public double this[int channel, int y, int x]
            {
                get => Data[(((channel * Shape.Height) + y) * Shape.Width) + x];
                set => Data[(((channel * Shape.Height) + y) * Shape.Width) + x] = value;
            }

            public static Image From(ActivationShape shape, Func<int, int, int, double> value)
            {
                var image = new Image(shape);
                for (int i = 0; i < image.Data.Length; i++)
                {
                    image.Data[i] = value(i / shape.Area, i / shape.Width % shape.Height, i % shape.Width);
                }

                return image;
            }

            public Image Map(Func<double, double> function) =>
                From(Shape, (c, y, x) => function(this[c, y, x]));
        }
    }
}
