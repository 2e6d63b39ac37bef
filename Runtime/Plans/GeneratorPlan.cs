using System.Collections.Generic;
using System.Linq;
using SagTextures.Models;

namespace SagTextures.Plans
{
    /// <summary>
    /// A generator at a definite batch and texture size: ordered steps over tensors with definite places. A backend prepares
    /// it once and runs it as often as it likes; only latents and classes change.
    /// </summary>
    internal sealed class GeneratorPlan
    {
        /// <param name="graph">The model.</param>
        /// <param name="batch">Images made at once, at least 1.</param>
        /// <param name="width">Of the texture, in pixels.</param>
        /// <param name="height">Of the texture, in pixels.</param>
        /// <param name="keepActivations">Every tensor keeps its place to the end, to be read.</param>
        /// <exception cref="SagTexturesException">The model cannot make that size.</exception>
        /// <exception cref="DeviceMemoryException">It cannot make so many of that size at once.</exception>
        public GeneratorPlan(GeneratorGraph graph, int batch, int width, int height, bool keepActivations = false)
        {
            Graph = graph;
            Batch = batch;
            KeepsActivations = keepActivations;
            CheckSize(graph.Model, width, height);
            Width = width;
            Height = height;
            var tensors = new List<PlanTensor> { new PlanTensor(graph.Model.LatentShape(width, height), batch, -1) };
            var steps = new List<PlanStep>();
            foreach (Operation operation in graph.Operations)
            {
                int index = steps.Count;
                PlanTensor? Read(int value)
                {
                    if (value < 0)
                    {
                        return null;
                    }

                    tensors[value].LastStep = index;
                    return tensors[value];
                }

                PlanTensor input = Read(operation.Input)!;
                PlanTensor? keysAndValues = Read((operation as AttentionOperation)?.KeysAndValues ?? -1);
                PlanTensor? residual = Read(operation.Residual);
                var output = new PlanTensor(operation.OutputShape(input.Shape), batch, index);
                tensors.Add(output);
                steps.Add(new PlanStep(operation, input, output, residual, keysAndValues));
            }

            Steps = steps;
            Latent = tensors[0];
            Output = tensors[tensors.Count - 1];
            Output.LastStep = steps.Count;
            if (keepActivations)
            {
                tensors.ForEach(tensor => tensor.LastStep = steps.Count);
            }

            MemoryCount = MemoryPlanner.Place(tensors.Skip(1).ToArray());
        }

        public GeneratorGraph Graph { get; }

        public int Batch { get; }

        /// <summary>Whether every tensor can be read after a run.</summary>
        public bool KeepsActivations { get; }

        public int Width { get; }

        public int Height { get; }

        public IReadOnlyList<PlanStep> Steps { get; }

        /// <summary>[batch, n, cells down, cells across], written by the host.</summary>
        public PlanTensor Latent { get; }

        /// <summary>[batch, all maps' channels, height, width] in [−1, 1].</summary>
        public PlanTensor Output { get; }

        /// <summary>Elements of memory for all tensors but the latent.</summary>
        public long MemoryCount { get; }

        /// <summary>Bytes of one map of one image as RGBA8.</summary>
        public int BytesPerMap => checked(Width * Height * 4);

        /// <summary>Maps of all images.</summary>
        public int MapCount => Batch * Graph.Model.Description.Maps.Count;

        /// <summary>
        /// An array for each map of each image, in that order: what a run writes is the result itself, with no copy in between.
        /// </summary>
        public byte[][] NewPixels()
        {
            var pixels = new byte[MapCount][];
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = new byte[BytesPerMap];
            }

            return pixels;
        }

        /// <summary>A model is checked at the size it was trained at; others may be too small for it, or too large.</summary>
        private static void CheckSize(GeneratorModel model, int width, int height)
        {
            ActivationShape shape = model.LatentShape(width, height);
            try
            {
                foreach (Layer layer in model.Description.Layers)
                {
                    shape = layer.OutputShape(shape, model.Description.Padding);
                }
            }
            catch (ModelException e)
            {
                throw new SagTexturesException(
                    $"Model \"{model.Description.Name}\" cannot make {width}×{height} textures: {e.Message}", e);
            }

            if (shape.Width != width || shape.Height != height)
            {
                throw new SagTexturesException(
                    $"Model \"{model.Description.Name}\" cannot make {width}×{height} textures: its layers give {shape}.");
            }
        }
    }
}
