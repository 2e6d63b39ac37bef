using System.Linq;
using NUnit.Framework;
using SagTextures.Training;
using SagTextures.Training.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace SagTextures.Tests.Data;

public class TextureBatchesTests
{
    private static readonly TrainingConfig Config =
        TrainingPresets.Sagan with { Resolution = 16, Batch = 4, Flip = false };

    [Test]
    public void A_step_has_the_same_batch_in_any_order_of_asking()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 3, 24);
        TextureFolder textures = TextureFolder.Read(folder.Path, 16, 2);
        var first = new TextureBatches(textures, Config);
        var second = new TextureBatches(textures, Config);
        using Tensor early = first.Batch(5).Images;
        first.Batch(6).Images.Dispose();
        second.Batch(0).Images.Dispose();
        using Tensor late = second.Batch(5).Images;
        Assert.That(early.Equals(late), Is.True);
        Assert.That(first.Batch(7).Images.Equals(early), Is.False);
    }

    [Test]
    public void Each_epoch_shows_every_image_once()
    {
        using var folder = new TemporaryFolder();
        for (int i = 0; i < 8; i++)
            TinyTextures.WriteFlat(System.IO.Path.Combine(folder.Path, $"{i}.png"), 16, 3, (byte)(i * 30));
        var batches = new TextureBatches(TextureFolder.Read(folder.Path, 16, 2), Config);
        float[] shown = cat([batches.Batch(0).Images, batches.Batch(1).Images]).mean([1, 2, 3]).data<float>().ToArray();
        Assert.That(
            shown.Order().Select(value => (value + 1) * 127.5f),
            Is.EqualTo(Enumerable.Range(0, 8).Select(i => i * 30f)).Within(1e-3));
    }

    [Test]
    public void Seamless_rolls_keep_every_pixel()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 1, 16);
        TextureFolder textures = TextureFolder.Read(folder.Path, 16, 1, mostAcross: 1);
        var batches = new TextureBatches(textures, Config with { Seamless = true });
        Tensor batch = batches.Batch(0).Images;
        float[] original = textures.Textures[0].Image.Pixels.Select(value => value / 127.5f - 1).Order().ToArray();
        for (int i = 0; i < 4; i++)
            Assert.That(batch[i].data<float>().ToArray().Order(), Is.EqualTo(original).Within(1e-6));
        Assert.That(batch[0].equal(batch[1]).all().ToBoolean(), Is.False);
    }

    [Test]
    public void Labels_go_with_their_images_where_every_image_has_a_class()
    {
        using var folder = new TemporaryFolder();
        foreach ((string name, byte value) in new[] { ("bricks", (byte)10), ("tiles", (byte)200) })
        {
            System.IO.Directory.CreateDirectory(System.IO.Path.Combine(folder.Path, name));
            TinyTextures.WriteFlat(System.IO.Path.Combine(folder.Path, name, "a.png"), 16, 3, value);
            TinyTextures.WriteFlat(System.IO.Path.Combine(folder.Path, name, "b.png"), 16, 3, value);
        }
        TextureBatches batches = Batches(folder);
        Assert.That(batches.Classes, Is.EqualTo(new[] { "bricks", "tiles" }));
        TextureBatch batch = batches.Batch(0);
        float[] means = batch.Images.mean([1, 2, 3]).data<float>().ToArray();
        Assert.That(batch.Labels!.data<long>().ToArray(), Is.EqualTo(means.Select(mean => mean > 0 ? 1L : 0L)));

        TinyTextures.WriteFlat(System.IO.Path.Combine(folder.Path, "classless.png"), 16, 3, 99);
        Assert.That(Batches(folder).Classes, Is.Empty);
        Assert.That(Batches(folder).Batch(0).Labels, Is.Null);
    }

    [Test]
    public void Large_images_are_cropped_at_several_scales()
    {
        using var folder = new TemporaryFolder();
        TinyTextures.Write(folder.Path, "bricks", 1, 48);
        TextureFolder textures = TextureFolder.Read(folder.Path, 16, 1);
        Assert.That(Contrasts(1).Distinct().Count(), Is.EqualTo(1), "stripes 8 pixels apart, one row of each kind at its own scale");
        Assert.That(Contrasts(3).Distinct().Count(), Is.GreaterThan(1));

        // Length of the stripes of the first image of each batch, by where the rows change.
        int[] Contrasts(double scale)
        {
            var batches = new TextureBatches(textures, Config with { CropScale = scale, Batch = 32 });
            Tensor rows = batches.Batch(0).Images.mean([1, 3]);
            return Enumerable.Range(0, 32).Select(i =>
            {
                float[] values = rows[i].data<float>().ToArray();
                int[] changes = Enumerable.Range(1, 15).Where(y => (values[y] > 0.1f) != (values[y - 1] > 0.1f)).ToArray();
                return changes.Zip(changes.Skip(1), (a, b) => b - a).Append(4).Min();
            }).ToArray();
        }
    }

    private static TextureBatches Batches(TemporaryFolder folder) =>
        new(TextureFolder.Read(folder.Path, 16, 2), Config with { Conditional = true });
}
