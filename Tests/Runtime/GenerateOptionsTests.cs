using NUnit.Framework;

namespace SagTextures.Tests
{
    public class GenerateOptionsTests
    {
        [Test]
        public void A_copy_has_everything_and_stays_as_it_is()
        {
            var options = new GenerateOptions { Width = 2, Height = 3, Class = "bricks", Truncation = 0.5f, Mipmaps = true };
            GenerateOptions copy = options.Copy();
            options.Width = 4;
            options.Class = "planks";
            Assert.That(copy.Width, Is.EqualTo(2));
            Assert.That(copy.Height, Is.EqualTo(3));
            Assert.That(copy.Class, Is.EqualTo("bricks"));
            Assert.That(copy.Truncation, Is.EqualTo(0.5f));
            Assert.That(copy.Mipmaps, Is.True);
        }
    }
}
