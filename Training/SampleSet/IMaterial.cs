namespace SagTextures.Training.SampleSet;

/// <summary>One procedural material. It repeats with period 1 in u (to the right) and v (down), so it tiles exactly.</summary>
internal interface IMaterial
{
    SurfacePoint At(float u, float v);
}
