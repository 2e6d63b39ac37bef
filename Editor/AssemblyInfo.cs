using System.Runtime.CompilerServices;

// Here and not in the project file, because Unity compiles from the sources alone.
[assembly: InternalsVisibleTo("SagTextures.Tests.Editor")]
