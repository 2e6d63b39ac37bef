using System;
using System.Collections.Generic;
using SagTextures.Models;

namespace SagTextures.Plans
{
    /// <summary>
    /// Walks the layers and fuses: batch norm and activation go into the epilogue of the operation before them, nearest
    /// upsampling into the convolution after it, query, key and value into one convolution, and the sum of a residual block
    /// into its body's last operation.
    /// </summary>
    internal sealed class GraphBuilder
    {
        /// <summary>Of upsamplings: each of the scale² phases has weights of its own.</summary>
        private const int MaxFusedScale = 4;

        private readonly List<Operation> operations = new List<Operation>();
        private readonly GeneratorModel model;

        private GraphBuilder(GeneratorModel model) => this.model = model;

        public static IReadOnlyList<Operation> Build(GeneratorModel model)
        {
            var builder = new GraphBuilder(model);
            builder.Add(model.Description.Layers, 0, isTopLevel: true);
            return builder.operations;
        }

        /// <returns>The value that the last layer makes.</returns>
        private int Add(IReadOnlyList<Layer> layers, int input, bool isTopLevel)
        {
            int value = input;
            for (int i = 0; i < layers.Count; i++)
            {
                // The branch's own input may have other readers: nothing is folded into what made it.
                Operation? previous = value == input ? null : operations[value - 1];
                int last = Math.Min(i + 1, layers.Count - 1);
                if (previous != null && IsSmall(layers[i], previous) && TryFold(layers[i], previous))
                {
                    // Its output is now the previous operation's.
                }
                else if (layers[i] is UpsampleNearestLayer upsample
                    && upsample.Scale <= MaxFusedScale
                    && layers[last] is Conv2dLayer conv
                    && conv.Kernel == (2 * conv.Padding) + 1)
                {
                    value = Convolve(conv, conv.Name, value, PhaseKernel.Upsampled(
                        conv.InChannels, conv.OutChannels, conv.Kernel, upsample.Scale, Weights(conv.Name)));
                    i = last;
                }
                else
                {
                    value = Add(layers[i], value);
                }

                if (isTopLevel)
                {
                    operations[value - 1].LayerIndex = i;
                }
            }

            return value;
        }

        private int Add(Layer layer, int input)
        {
            switch (layer)
            {
                case LinearLayer linear: return AddLinear(linear, input);
                case ConvTranspose2dLayer conv:
                    return Convolve(conv, conv.Name, input, PhaseKernel.Transposed(
                        conv.InChannels, conv.OutChannels, conv.Kernel, conv.Stride, conv.Padding,
                        Weights(conv.Name)));
                case Conv2dLayer conv:
                    return Convolve(conv, conv.Name, input, PhaseKernel.Convolution(
                        conv.InChannels, conv.OutChannels, conv.Kernel, conv.Padding,
                        Weights(conv.Name)));
                case UpsampleNearestLayer upsample: return Append(layer, new UpsampleOperation(input, upsample.Scale));
                case SelfAttentionLayer attention: return AddAttention(attention, input);
                case ResidualLayer residual: return AddResidual(residual, input);
                default:
                    var pointwise = new PointwiseOperation(input, Epilogue.Bias(ChannelsOf(input), null));
                    int value = Append(layer, pointwise);
                    TryFold(layer, pointwise);
                    return value;
            }
        }

        private int AddLinear(LinearLayer linear, int input)
        {
            PhaseKernel kernel = PhaseKernel.Pointwise(
                linear.InFeatures, linear.OutFeatures, Weights(linear.Name));
            int value = Convolve(linear, linear.Name, input, kernel);
            var dense = (ConvolutionOperation)operations[value - 1];
            dense.Reshape = linear.Reshape;
            dense.ImageChannels = ChannelsOf(input);
            return value;
        }

        private int AddAttention(SelfAttentionLayer layer, int input)
        {
            int keyChannels = layer.KeyChannels;
            int channels = (2 * keyChannels) + layer.ValueChannels;
            PhaseKernel kernel = PhaseKernel.Pointwise(layer.Channels, channels, ModelTensor.FromValues(
                layer.Name,
                new[] { channels, layer.Channels },
                Concatenate(
                    Values(layer.Name + ".query.weight"),
                    Values(layer.Name + ".key.weight"),
                    Values(layer.Name + ".value.weight"))));
            float[] bias = Concatenate(
                Bias(layer.Name + ".query", keyChannels) ?? new float[keyChannels],
                Bias(layer.Name + ".key", keyChannels) ?? new float[keyChannels],
                Bias(layer.Name + ".value", layer.ValueChannels) ?? new float[layer.ValueChannels]);
            int projected = Append(layer, new ConvolutionOperation(input, kernel, PaddingMode.Zero)
            {
                Epilogue = Epilogue.Bias(channels, bias),
            });
            int keysAndValues = layer.Pooled
                ? Append(layer, new MaxPoolOperation(projected, keyChannels, channels - keyChannels))
                : projected;
            int value = Append(layer, new AttentionOperation(projected, keysAndValues, keyChannels, layer.ValueChannels)
            {
                Epilogue = Epilogue.Bias(layer.ValueChannels, null),
            });

            ModelTensor? output = model.FindTensor(layer.Name + ".output.weight");
            if (output != null)
            {
                value = Append(layer, new ConvolutionOperation(
                    value, PhaseKernel.Pointwise(layer.ValueChannels, layer.Channels, output), PaddingMode.Zero));
            }

            // y = γ·o + x.
            Operation last = operations[value - 1];
            last.Epilogue = Epilogue.Uniform(layer.Channels, Values(layer.Name + ".gamma")[0]);
            last.Residual = input;
            return value;
        }

        private int AddResidual(ResidualLayer layer, int input)
        {
            int shortcut = Add(layer.Shortcut, input, isTopLevel: false);
            int body = Add(layer.Body, input, isTopLevel: false);
            if (body == input || operations[body - 1].Residual >= 0 || operations[body - 1].Epilogue == null)
            {
                body = Append(layer, new PointwiseOperation(body, Epilogue.Bias(ChannelsOf(body), null)));
            }

            operations[body - 1].Residual = shortcut;
            return body;
        }

        private int Convolve(Layer layer, string name, int input, PhaseKernel kernel)
        {
            return Append(layer, new ConvolutionOperation(input, kernel, model.Description.Padding)
            {
                Epilogue = Epilogue.Bias(kernel.OutChannels, Bias(name, kernel.OutChannels)),
            });
        }

        private int Append(Layer layer, Operation operation)
        {
            operation.Name = layer.Name;
            operations.Add(operation);
            return operations.Count;
        }

        /// <summary>
        /// Of a dense layer, a norm with classes has a row for each class and feature: beyond a size it stays by itself, with one
        /// for each class and channel.
        /// </summary>
        private static bool IsSmall(Layer layer, Operation previous) => !(layer is ConditionalBatchNormLayer norm)
            || previous.Epilogue == null || (long)norm.Classes * previous.Epilogue.Channels <= Limits.MaxNorms;

        /// <summary>Whether the layer could go into the end of that operation.</summary>
        private bool TryFold(Layer layer, Operation operation)
        {
            Epilogue? epilogue = operation.Epilogue;
            if (epilogue == null || operation.Residual >= 0 || epilogue.Activation != Activation.None)
            {
                return false;
            }

            switch (layer)
            {
                case BatchNormLayer norm:
                    operation.Epilogue = Normalize(operation, norm.Name, ".weight", ".bias", 1, norm.Channels, norm.Epsilon);
                    return true;
                case ConditionalBatchNormLayer norm:
                    operation.Epilogue = Normalize(
                        operation, norm.Name, ".gain", ".shift", norm.Classes, norm.Channels, norm.Epsilon);
                    return true;
                case ReluLayer _:
                    operation.Epilogue = epilogue.Then(Activation.LeakyRelu);
                    return true;
                case LeakyReluLayer leaky:
                    operation.Epilogue = epilogue.Then(Activation.LeakyRelu, leaky.Slope);
                    return true;
                case TanhLayer _:
                    operation.Epilogue = epilogue.Then(Activation.Tanh);
                    return true;
                default:
                    return false;
            }
        }

        private Epilogue Normalize(
            Operation operation, string name, string gainName, string shiftName, int classes, int channels, float epsilon)
        {
            float[] gain = Values(name + gainName);
            float[] shift = Values(name + shiftName);
            float[] mean = Values(name + ".running_mean");
            float[] variance = Values(name + ".running_var");
            var scales = new float[classes * channels];
            var shifts = new float[classes * channels];
            for (int i = 0; i < scales.Length; i++)
            {
                int channel = i % channels;
                double scale = gain[i] / Math.Sqrt((double)variance[channel] + epsilon);
                scales[i] = (float)scale;
                shifts[i] = (float)(shift[i] - (mean[channel] * scale));
            }

            // After a reshape the operation has a row for every feature, the norm one for every channel.
            Epilogue norm = Epilogue.Bias(channels, null).Then(classes, scales, shifts)
                .Repeat(operation.Epilogue!.Channels / channels);
            return operation.Epilogue.Then(classes, norm.Scale, norm.Shift);
        }

        private int ChannelsOf(int value) => value == 0
            ? model.Description.LatentSize
            : operations[value - 1] switch
            {
                ConvolutionOperation conv => conv.Reshape?.Channels ?? conv.Kernel.OutChannels,
                AttentionOperation attention => attention.ValueChannels,
                MaxPoolOperation pool => pool.Channels,
                Operation other => ChannelsOf(other.Input),
            };

        private ModelTensor Weights(string name) => model.FindTensor(name + ".weight")!;

        private float[] Values(string name) => model.FindTensor(name)!.ToArray();

        private float[]? Bias(string name, int channels)
        {
            float[]? bias = model.FindTensor(name + ".bias")?.ToArray();
            return bias == null || bias.Length == channels ? bias : throw new InvalidOperationException(name);
        }

        private static float[] Concatenate(params float[][] parts)
        {
            var all = new List<float>();
            foreach (float[] part in parts)
            {
                all.AddRange(part);
            }

            return all.ToArray();
        }
    }
}
