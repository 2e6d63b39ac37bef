using System;
using System.Collections.Generic;

namespace SagTextures.Models
{
    /// <summary>Turns the model file's layer list into layers. Throws <see cref="FormatException"/>.</summary>
    internal static class LayerReader
    {
        public static IReadOnlyList<Layer> ReadAll(IReadOnlyList<JsonValue> entries, string where)
        {
            int count = 0;
            return ReadAll(entries, where, 0, ref count);
        }

        private static IReadOnlyList<Layer> ReadAll(
            IReadOnlyList<JsonValue> entries, string where, int nesting, ref int count)
        {
            if (nesting > Limits.MaxNesting)
            {
                throw new FormatException($"{where} nests residual layers deeper than {Limits.MaxNesting}");
            }

            if ((count += entries.Count) > Limits.MaxLayers)
            {
                throw new FormatException($"there are more than {Limits.MaxLayers} layers");
            }

            var layers = new List<Layer>(entries.Count);
            for (int i = 0; i < entries.Count; i++)
            {
                layers.Add(Read(entries[i], $"{where}[{i}]", nesting, ref count));
            }

            return layers;
        }

        private static Layer Read(JsonValue entry, string where, int nesting, ref int count)
        {
            var fields = new JsonFields(entry, where);
            string op = fields.String("op");
            string name = fields.String("name");
            Layer layer = op switch
            {
                "linear" => ReadLinear(fields, name, where),
                "conv_transpose2d" => new ConvTranspose2dLayer(
                    name, Channels(fields, "in"), Channels(fields, "out"), Kernel(fields),
                    fields.Integer("stride", 1, Limits.MaxScale), Padding(fields)),
                "conv2d" => new Conv2dLayer(
                    name, Channels(fields, "in"), Channels(fields, "out"), Kernel(fields), Padding(fields)),
                "upsample_nearest" => new UpsampleNearestLayer(name, fields.Integer("scale", 1, Limits.MaxScale)),
                "batch_norm" => new BatchNormLayer(name, Channels(fields, "channels"), Epsilon(fields)),
                "conditional_batch_norm" => new ConditionalBatchNormLayer(
                    name, Channels(fields, "channels"), fields.Integer("classes", 1, Limits.MaxClasses), Epsilon(fields)),
                "relu" => new ReluLayer(name),
                "leaky_relu" => new LeakyReluLayer(name, fields.Number("slope", -1f, 1f)),
                "tanh" => new TanhLayer(name),
                "self_attention" => new SelfAttentionLayer(
                    name, Channels(fields, "channels"), fields.Integer("key_channels", 1, Limits.MaxKeyChannels),
                    Channels(fields, "value_channels"), fields.Boolean("pooled")),
                "residual" => new ResidualLayer(
                    name,
                    ReadAll(fields.Array("body"), where + ".body", nesting + 1, ref count),
                    ReadAll(fields.Array("shortcut"), where + ".shortcut", nesting + 1, ref count)),
                _ => throw new FormatException($"{where} has the unknown op \"{op}\""),
            };
            fields.RefuseOthers();
            return layer;
        }

        private static LinearLayer ReadLinear(JsonFields fields, string name, string where)
        {
            int inFeatures = fields.Integer("in", 1, Limits.MaxFeatures);
            int outFeatures = fields.Integer("out", 1, Limits.MaxFeatures);
            IReadOnlyList<JsonValue> sizes = fields.Array("reshape");
            var shape = new long[3];
            long product = 1;
            for (int i = 0; i < 3; i++)
            {
                if (sizes.Count != 3 || !sizes[i].TryGetInt64(out shape[i]) || shape[i] < 1 || shape[i] > outFeatures)
                {
                    throw new FormatException($"{where} has a \"reshape\" that is not [channels, height, width]");
                }

                product *= shape[i];
            }

            return product == outFeatures
                ? new LinearLayer(
                    name, inFeatures, outFeatures, new ActivationShape((int)shape[0], (int)shape[1], (int)shape[2]))
                : throw new FormatException($"{where} has a \"reshape\" to {product} features instead of {outFeatures}");
        }

        private static int Channels(JsonFields fields, string name) => fields.Integer(name, 1, Limits.MaxChannels);

        private static int Kernel(JsonFields fields) => fields.Integer("kernel", 1, Limits.MaxKernel);

        private static int Padding(JsonFields fields) => fields.Integer("padding", 0, Limits.MaxKernel);

        private static float Epsilon(JsonFields fields) => fields.Number("eps", 0f, 1f);
    }
}
