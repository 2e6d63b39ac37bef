using NUnit.Framework;

namespace SagTextures.Tests
{
    public class BackendFactoryTests
    {
        [Test]
        public void Less_than_one_thread_is_refused_whatever_the_backend([Values] BackendKind backend, [Values(0, -1)] int threads)
        {
            var options = new GeneratorOptions { Backend = backend, Threads = threads };
            Assert.That(
                () => new TextureGenerator(RandomModel.Sagan(), options),
                Throws.TypeOf<SagTexturesException>().With.Message.Contains($"Threads is {threads}"));
        }
    }
}
