using System.Numerics;

namespace SagTextures.Training.SampleSet;

/// <summary>What a material is at one point.</summary>
/// <param name="Height">In widths of the texture; 0 is the level of the joints.</param>
/// <param name="Color">Linear RGB, each 0 to 1.</param>
/// <param name="Roughness">0 mirror, 1 matt.</param>
internal readonly record struct SurfacePoint(float Height, Vector3 Color, float Roughness);
