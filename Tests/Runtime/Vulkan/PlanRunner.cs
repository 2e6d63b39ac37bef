using System;
using System.Linq;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Tests.Vulkan
{
    /// <summary>Runs a model on a backend, with a seed and a class for each image.</summary>
    internal static class PlanRunner
    {
        /// <returns>[batch, map, height, width, RGBA].</returns>
        public static byte[] Run(IPreparedPlan prepared)
        {
            GeneratorPlan plan = prepared.Plan;
            byte[][] pixels = plan.NewPixels();
            prepared.Run(Latents(plan), Classes(plan), pixels);
            return pixels.SelectMany(map => map).ToArray();
        }

        public static float[] Latents(GeneratorPlan plan)
        {
            ulong[] seeds = Enumerable.Range(1, plan.Batch).Select(i => (ulong)i).ToArray();
            var options = new GenerateOptions { Width = plan.Width, Height = plan.Height };
            return new GenerateRequest(plan.Graph.Model, options).Latents(seeds);
        }

        public static int[] Classes(GeneratorPlan plan)
        {
            int count = Math.Max(1, plan.Graph.Model.Description.Classes.Count);
            return Enumerable.Range(0, plan.Batch).Select(image => (image + 1) % count).ToArray();
        }

        public static float[] Read(IPreparedPlan prepared, PlanTensor tensor)
        {
            var values = new float[tensor.Count];
            prepared.ReadTensor(tensor, values);
            return values;
        }

        public static GeneratorPlan Plan(GeneratorModel model, int batch = 1, bool keepActivations = false) =>
            new GeneratorPlan(
                new GeneratorGraph(model), batch, model.Description.Resolution, model.Description.Resolution,
                keepActivations);
    }
}
