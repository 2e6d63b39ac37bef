using static TorchSharp.torch;

namespace SagTextures.Training.Data;

/// <summary>Textures of one step.</summary>
/// <param name="Images">[batch,3,R,R] in [−1,1].</param>
/// <param name="Labels">Their classes [batch], or null when the training is unconditional.</param>
public sealed record TextureBatch(Tensor Images, Tensor? Labels);
