using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using SagTextures.Training.Data;
using SagTextures.Training.Networks;

namespace SagTextures.Training;

/// <summary>Every option of a training; the defaults are the preset <c>sagan</c>, the article's network.</summary>
/// <remarks>Other presets stand in <see cref="TrainingPresets"/>. Written to <c>config.json</c> of the run.</remarks>
public sealed record TrainingConfig
{
    /// <summary>The preset these options began with.</summary>
    public string Preset { get; init; } = "sagan";

    /// <summary>Width and height of the textures: a power of two from 16.</summary>
    public int Resolution { get; init; } = 128;

    /// <summary>Size of the latent z.</summary>
    public int Latent { get; init; } = 128;

    /// <summary>What both networks are built of.</summary>
    public Architecture Architecture { get; init; } = Architecture.Convolutional;

    /// <summary>Channels of the generator's last hidden layer, doubling towards 4×4; of its first one if it is dense.</summary>
    public int GeneratorWidth { get; init; } = 64;

    /// <summary>Most channels in any layer of the generator.</summary>
    public int GeneratorMaxWidth { get; init; } = 1024;

    /// <summary>Channels of the discriminator's first layer, doubling towards 4×4; of its last hidden one if it is dense.</summary>
    public int DiscriminatorWidth { get; init; } = 64;

    /// <summary>Most channels in any layer of the discriminator.</summary>
    public int DiscriminatorMaxWidth { get; init; } = 1024;

    /// <summary>How the convolutional generator doubles its resolution; the residual one repeats pixels in any case.</summary>
    public Upsampling Upsampling { get; init; } = Upsampling.Transposed;

    /// <summary>What stands between the generator's layers.</summary>
    public Normalization NormalizationGenerator { get; init; } = Normalization.Batch;

    /// <summary>
    /// What stands between the discriminator's layers; the first has none (Radford et al. 2016). With <see cref="Normalization.Batch"/>
    /// D sees real and generated textures one after the other, each with statistics of their own.
    /// </summary>
    public Normalization NormalizationDiscriminator { get; init; }

    /// <summary>Side of G's feature maps that get self-attention, 0 for none. 32: best FID in the paper's table 1.</summary>
    public int AttentionGenerator { get; init; } = 32;

    /// <summary>Side of D's feature maps that get self-attention, 0 for none.</summary>
    public int AttentionDiscriminator { get; init; } = 32;

    /// <summary>Attention over max-pooled keys and values of half the channels, as in the paper's own code.</summary>
    public bool AttentionPooled { get; init; }

    /// <summary>
    /// Learn the sub-folders apart, where there are two or more: conditional batch norm in G, projection in D (paper, section 4).
    /// </summary>
    public bool Conditional { get; init; }

    /// <summary>Spectral norm in the generator (paper, section 3.1: keeps its conditioning in check).</summary>
    public bool SpectralNormGenerator { get; init; } = true;

    /// <summary>Spectral norm in the discriminator: bounds its Lipschitz constant.</summary>
    public bool SpectralNormDiscriminator { get; init; } = true;

    /// <summary>Standard deviation of the first weights; 0 takes PyTorch's variance 1/(3·fan-in).</summary>
    public double InitialDeviation { get; init; }

    /// <summary>Slope of the discriminator's leaky ReLU for negative inputs; the article's code has 0.1.</summary>
    public double LeakySlope { get; init; } = 0.1;

    /// <summary>What D and G play for.</summary>
    public AdversarialLoss Loss { get; init; } = AdversarialLoss.Hinge;

    /// <summary>Weight γ of the gradient penalty at real textures, 0 for none: spectral norm already smooths D.</summary>
    public double R1Gamma { get; init; }

    /// <summary>Weight γ of the gradient penalty at generated textures (R3GAN 2024), 0 for none.</summary>
    public double R2Gamma { get; init; }

    /// <summary>Steps from one penalty to the next, each counted that many times (Karras et al. 2020: lazy).</summary>
    public int PenaltyInterval { get; init; } = 8;

    /// <summary>Part of the batch that a penalty is measured on: half is enough for the norm of a gradient.</summary>
    public double PenaltyPart { get; init; } = 0.5;

    /// <summary>Decay of the average of G's weights that is exported; 0 exports G itself.</summary>
    public double Ema { get; init; }

    /// <summary>Adam's learning rate for G. Two time scales: D learns faster, so one D step a G step suffices.</summary>
    public double LearningRateGenerator { get; init; } = 1e-4;

    /// <summary>Adam's learning rate for D.</summary>
    public double LearningRateDiscriminator { get; init; } = 4e-4;

    /// <summary>Part of the training, at its end, in which both rates go down to 0 in a straight line; 0 for none.</summary>
    public double RateDecay { get; init; }

    /// <summary>Updates of D for each of G, every one on a batch of its own.</summary>
    public int DiscriminatorSteps { get; init; } = 1;

    /// <summary>Longest gradient of a whole network; longer ones are shortened to it. 0: as they are.</summary>
    public double GradientClip { get; init; }

    /// <summary>What real and generated textures go through before D: more variety for small sets (Zhao et al. 2020).</summary>
    public Augmentation Augment { get; init; }

    /// <summary>Probability of each augmentation for a texture, at the start if it is adaptive.</summary>
    public double AugmentStrength { get; init; } = 1;

    /// <summary>
    /// Adapt the strength so that the mean sign of D's verdicts stays here (Karras et al. 2020: 0.6). 0: the strength stays.
    /// </summary>
    public double AugmentTarget { get; init; }

    /// <summary>Images in which an adaptive strength goes from 0 to 1 at most.</summary>
    public int AugmentImages { get; init; } = 100_000;

    /// <summary>Adam's β1. 0: momentum makes a two-player game circle.</summary>
    public double Beta1 { get; init; }

    /// <summary>Adam's β2.</summary>
    public double Beta2 { get; init; } = 0.9;

    /// <summary>Textures a step. The paper has 256; 16 is what two CPU cores manage in about a second.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>Steps of the whole training.</summary>
    public int Steps { get; init; } = 20_000;

    /// <summary>Textures that tile: circular padding in both networks, and both see cyclic rolls.</summary>
    public bool Seamless { get; init; }

    /// <summary>
    /// In a seamless training, even out frames of another tint and blend over the edges of images that do not tile: else G learns to
    /// draw them.
    /// </summary>
    public bool MendSeams { get; init; } = true;

    /// <summary>
    /// In a seamless training, leave out the images that do not tile: where enough others are there, nothing is blurred. Not with
    /// <see cref="ImageFit.Crop"/>, for no crop tiles.
    /// </summary>
    public bool DropSeams { get; init; }

    /// <summary>Mirror left and right at random. Never top and bottom: most materials are lit from above.</summary>
    public bool Flip { get; init; } = true;

    /// <summary>What becomes of images larger than the resolution.</summary>
    public ImageFit Fit { get; init; } = ImageFit.Auto;

    /// <summary>Before they are cropped, large images are shrunk by a random factor of up to this; 1 leaves them at their scale.</summary>
    public double CropScale { get; init; } = 1.5;

    /// <summary>Fewest readable images that a training starts with.</summary>
    public int MinimumImages { get; init; } = 2;

    /// <summary>
    /// Run folder of an earlier training of networks like these: both begin as its best ones. What materials share need not be
    /// learned again. Empty: from random weights.
    /// </summary>
    public string From { get; init; } = "";

    /// <summary>Sets the first weights, the order of the images and every latent.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Where to compute: auto takes CUDA where there is one.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>
    /// Number format of what flows through both networks in a step: float32, bfloat16, or auto, which takes bfloat16 where the
    /// processor multiplies it natively. Weights, optimizers, statistics, logits and losses are fp32 in any case.
    /// </summary>
    public string Precision { get; init; } = "auto";

    /// <summary>Steps from one picture of samples to the next.</summary>
    public int SampleEvery { get; init; } = 500;

    /// <summary>Textures in such a picture.</summary>
    public int SampleCount { get; init; } = 32;

    /// <summary>Steps from one checkpoint to the next.</summary>
    public int CheckpointEvery { get; init; } = 500;

    /// <summary>
    /// How often a run that collapses, or whose figures are no longer numbers, goes back to its best checkpoint with half the
    /// learning rates before it gives up.
    /// </summary>
    public int Rollbacks { get; init; } = 3;

    /// <summary>Checkpoints kept, besides the best; older ones are deleted.</summary>
    public int KeepCheckpoints { get; init; } = 3;

    /// <summary>Channels of G from 4×4 up to its last hidden layer.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> GeneratorChannels =>
        Architecture == Architecture.Dense
            ? Doubling(GeneratorWidth, GeneratorMaxWidth, HiddenDenseLayers).ToArray()
            : Doubling(GeneratorWidth, GeneratorMaxWidth, IsLastLayerHidden ? Doublings + 1 : Doublings).Reverse().ToArray();

    /// <summary>Channels of D from its first layer down to 4×4.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> DiscriminatorChannels =>
        Architecture == Architecture.Dense
            ? Doubling(DiscriminatorWidth, DiscriminatorMaxWidth, HiddenDenseLayers).Reverse().ToArray()
            : Doubling(DiscriminatorWidth, DiscriminatorMaxWidth, Doublings).ToArray();

    private const int HiddenDenseLayers = 2;

    // Of the full resolution, before a convolution makes colours.
    private bool IsLastLayerHidden => Architecture == Architecture.Residual || Upsampling == Upsampling.Nearest;

    private int Doublings => int.Log2(Resolution / 4);

    private static IEnumerable<int> Doubling(int first, int most, int count) =>
        Enumerable.Range(0, count).Select(i => (int)Math.Min((long)first << i, most));

    /// <summary>The form of <c>config.json</c>.</summary>
    public static JsonSerializerOptions JsonOptions { get; } = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}
