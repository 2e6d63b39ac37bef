using System;
using System.Linq;
using System.Threading.Tasks;
using NUnit.Framework;
using SagTextures.Models;
using SagTextures.Plans;

namespace SagTextures.Tests.Vulkan
{
    public class ConcurrentTests : ValidatedTests
    {
        [Test]
        public async Task Textures_in_flight_together_are_those_made_one_by_one()
        {
            GeneratorModel model = RandomModel.Sagan();
            using var generator = new TextureGenerator(model, CreateBackend(), BackendKind.Vulkan);
            byte[][] expected = Enumerable.Range(0, 12).Select(seed => Pixels(generator.Generate((ulong)seed))).ToArray();
            for (int round = 0; round < 3; round++)
            {
                GeneratedTexture[] textures = await Task.WhenAll(
                    Enumerable.Range(0, 12).Select(seed => generator.GenerateAsync((ulong)seed)));
                Assert.That(textures.Select(Pixels), Is.EqualTo(expected));
            }
        }

        [Test]
        public async Task Disposal_waits_for_all_in_flight()
        {
            var generator = new TextureGenerator(RandomModel.Sagan(), CreateBackend(), BackendKind.Vulkan);
            Task<GeneratedTexture>[] tasks = Enumerable.Range(0, 6).Select(seed => generator.GenerateAsync((ulong)seed)).ToArray();
            await Task.WhenAll(Task.Run(generator.Dispose), Task.Run(generator.Dispose));
            await Task.WhenAll(tasks).ContinueWith(_ => { });
            Assert.That(tasks.Select(task => task.Exception?.InnerException), Has.All.Null.Or.InstanceOf<ObjectDisposedException>());
        }

        [Test]
        public void A_plan_that_is_lent_is_nobody_elses()
        {
            using var plans = new PlanCache(new GeneratorGraph(RandomModel.Sagan()), Backend);
            IPreparedPlan first = plans.Rent(1, 32, 32);
            IPreparedPlan second = plans.Rent(1, 32, 32);
            Assert.That(second, Is.Not.SameAs(first));
            plans.Return(first);
            Assert.That(plans.Rent(1, 32, 32), Is.SameAs(first));
            plans.Return(first);
            plans.Return(second);
        }

        private static byte[] Pixels(GeneratedTexture texture) => texture.Maps[0].Pixels.ToArray();
    }
}
