using System.Collections.Generic;
using System.Globalization;
using SagTextures.Models;

namespace SagTextures.Plans
{
    /// <summary>Reads the tensors of a plan that kept them all, under the names that parity checks use.</summary>
    internal static class ActivationReader
    {
        /// <param name="prepared">A plan that keeps its activations, after a run.</param>
        /// <param name="latents">What it ran on.</param>
        public static IReadOnlyList<ModelTensor> Read(IPreparedPlan prepared, float[] latents)
        {
            GeneratorPlan plan = prepared.Plan;
            GeneratorDescription description = plan.Graph.Model.Description;
            var tensors = new List<ModelTensor>();
            int[] latentShape = description.LatentKind == LatentKind.Vector
                ? new[] { plan.Batch, description.LatentSize }
                : Shape(plan.Latent, plan.Batch);
            tensors.Add(ModelTensor.FromValues("z", latentShape, latents));
            foreach (PlanStep step in plan.Steps)
            {
                int layer = step.Operation.LayerIndex;
                if (layer >= 0)
                {
                    tensors.Add(Read(prepared, step.Output, $"layer.{layer.ToString("000", CultureInfo.InvariantCulture)}"));
                }
            }

            tensors.Add(Read(prepared, plan.Output, "output"));
            return tensors;
        }

        private static ModelTensor Read(IPreparedPlan prepared, PlanTensor tensor, string name)
        {
            var values = new float[tensor.Count];
            prepared.ReadTensor(tensor, values);
            return ModelTensor.FromValues(name, Shape(tensor, prepared.Plan.Batch), values);
        }

        private static int[] Shape(PlanTensor tensor, int batch) =>
            new[] { batch, tensor.Shape.Channels, tensor.Shape.Height, tensor.Shape.Width };
    }
}
