using System.Runtime.CompilerServices;

// Here and not in the project file, because Unity compiles from the sources alone.
[assembly: InternalsVisibleTo("SagTextures.Editor")]
[assembly: InternalsVisibleTo("SagTextures.Native")]
[assembly: InternalsVisibleTo("SagTextures.Unity")]
[assembly: InternalsVisibleTo("sag")]
[assembly: InternalsVisibleTo("SagTextures.Tests.Runtime")]
[assembly: InternalsVisibleTo("SagTextures.Tests.Training")]
[assembly: InternalsVisibleTo("SagTextures.Benchmarks")]
